import { AddDirected, DirectedPlace, DirectedSearch, DirectedView } from '@sunlot/contract/directed.ts';
import { pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { addDirected } from './add-directed.ts';
import { listDirected } from './list-directed.ts';

const tag = '针对性检查';

export function directedRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/directed',
    tag,
    summary: '针对性检查，新的在前；登记了检查记录的写明日期',
    params: DirectedPlace,
    query: DirectedSearch,
    answer: pageOf(DirectedView),
    run: listDirected,
  });
  write(app, deps, {
    route: 'POST /api/v1/agencies/:agency/directed',
    tag,
    summary: '登记针对性检查：须有方案列出的依据和文书编号，不计入任何比例和次数',
    params: DirectedPlace,
    body: AddDirected,
    answer: DirectedView,
    status: 201,
    run: addDirected,
  });
}
