import { DirectoryPlace, DirectorySearch, InspectorView } from '@sunlot/contract/directories.ts';
import { pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
import { upload } from '../../http/upload.ts';
import { importInspectors } from './import-inspectors.ts';
import { listInspectors } from './list-inspectors.ts';

export function inspectorRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/inspectors',
    tag: '检查人员',
    summary: '检查人员名录，按拼音；不含身份证号和电话',
    params: DirectoryPlace,
    query: DirectorySearch,
    answer: pageOf(InspectorView),
    run: listInspectors,
  });
  upload(app, deps, {
    route: 'POST /api/v1/agencies/:agency/inspectors/import',
    tag: '检查人员',
    summary:
      '以 multipart/form-data 的 file 字段上传工作簿导入（.xlsx，或 UTF-8、GB18030 的 .csv）；退回的行标在同一份工作簿里',
    run: importInspectors,
  });
}
