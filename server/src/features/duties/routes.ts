import { DutyCoverageView } from '@sunlot/contract/duties.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
import { upload } from '../../http/upload.ts';
import { importDuties } from './import-duties.ts';
import { showCoverage } from './show-coverage.ts';

const tag = '抽查事项清单';

export function dutyRoutes(app: FastifyInstance, deps: Deps): void {
  upload(app, deps, {
    route: 'POST /api/v1/agencies/:agency/duties/import',
    tag,
    summary: '上传职责事项（三定方案、权责清单、互联网+监管），替换原有的',
    run: importDuties,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/duties/coverage',
    tag,
    summary: '适用随机抽查的职责有多少已列入清单，缺哪些',
    params: z.strictObject({ agency: z.string().max(20) }),
    answer: DutyCoverageView,
    run: showCoverage,
  });
}
