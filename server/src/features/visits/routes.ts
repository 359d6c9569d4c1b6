import { pageOf } from '@sunlot/contract/pages.ts';
import { VisitPlace, VisitSearch, VisitView } from '@sunlot/contract/visits.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
import { upload } from '../../http/upload.ts';
import { importVisits } from './import-visits.ts';
import { listVisits } from './list-visits.ts';

const tag = '检查记录';

export function visitRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/visits',
    tag,
    summary: '本单位及下级的检查、各级对本辖区对象的检查，最近的在前；已抽取未检查的不在其中',
    params: VisitPlace,
    query: VisitSearch,
    answer: pageOf(VisitView),
    run: listVisits,
  });
  upload(app, deps, {
    route: 'POST /api/v1/agencies/:agency/visits/import',
    tag,
    summary:
      '以 multipart/form-data 的 file 字段上传检查记录（.xlsx，或 UTF-8、GB18030 的 .csv）；退回的行标在同一份工作簿里',
    run: importVisits,
  });
}
