import { DirectoryPlace, DirectorySearch, ObjectView } from '@sunlot/contract/directories.ts';
import { pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
import { upload } from '../../http/upload.ts';
import { importObjects } from './import-objects.ts';
import { listObjects } from './list-objects.ts';

export function objectRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/objects',
    tag: '检查对象',
    summary: '检查对象名录，按拼音；q 为名称、拼音首字母的一部分或代码开头',
    params: DirectoryPlace,
    query: DirectorySearch,
    answer: pageOf(ObjectView),
    run: listObjects,
  });
  upload(app, deps, {
    route: 'POST /api/v1/agencies/:agency/objects/import',
    tag: '检查对象',
    summary:
      '以 multipart/form-data 的 file 字段上传工作簿导入（.xlsx，或 UTF-8、GB18030 的 .csv）；退回的行标在同一份工作簿里',
    run: importObjects,
  });
}
