import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { upload } from '../../http/upload.ts';
import { importObjects } from './import-objects.ts';

export function objectRoutes(app: FastifyInstance, deps: Deps): void {
  upload(app, deps, {
    route: 'POST /api/v1/agencies/:agency/objects/import',
    tag: '检查对象',
    summary:
      '以 multipart/form-data 的 file 字段上传工作簿导入（.xlsx，或 UTF-8、GB18030 的 .csv）；退回的行标在同一份工作簿里',
    run: importObjects,
  });
}
