import { AddAgency, AgencyView } from '@sunlot/contract/agencies.ts';
import { PageQuery, pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { page } from '../../http/pages.ts';
import { addAgency } from './add-agency.ts';
import { listAgencies } from './list-agencies.ts';

const tag = '单位';

export function agencyRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies',
    tag,
    summary: '本人辖区内的单位',
    query: PageQuery,
    answer: pageOf(AgencyView),
    run: async (ctx, query) => page(await listAgencies(ctx), query, ({ code }) => code),
  });
  write(app, deps, {
    route: 'POST /api/v1/agencies',
    tag,
    summary: '新增单位',
    body: AddAgency,
    answer: AgencyView,
    status: 201,
    run: addAgency,
  });
}
