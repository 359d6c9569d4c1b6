import {
  DirectoryPlace,
  DirectorySearch,
  IdentityPlace,
  IdentityReason,
  IdentityView,
  InspectorView,
} from '@sunlot/contract/directories.ts';
import { pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
import { upload } from '../../http/upload.ts';
import { importInspectors } from './import-inspectors.ts';
import { listInspectors } from './list-inspectors.ts';
import { revealIdentity } from './reveal-identity.ts';

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
  // A look, not a write: the answer to a write would be kept for its idempotency key, in clear.
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/inspectors/:certificate/identity',
    tag: '检查人员',
    summary: '查看一个人的身份证号和电话，须写明理由；查看会记入日志',
    params: IdentityPlace,
    query: IdentityReason,
    answer: IdentityView,
    run: revealIdentity,
  });
  upload(app, deps, {
    route: 'POST /api/v1/agencies/:agency/inspectors/import',
    tag: '检查人员',
    summary:
      '以 multipart/form-data 的 file 字段上传工作簿导入（.xlsx，或 UTF-8、GB18030 的 .csv）；退回的行标在同一份工作簿里',
    run: importInspectors,
  });
}
