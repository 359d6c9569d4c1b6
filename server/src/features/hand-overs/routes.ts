import { HandOverInput, HandOverPlace, HandOverView } from '@sunlot/contract/hand-overs.ts';
import { PageQuery, pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { listHandOvers } from './list-hand-overs.ts';
import { recordHandOver } from './record-hand-over.ts';

const at = { tag: '监管移送执法', params: HandOverPlace } as const;

export function handOverRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/hand-overs',
    summary: '日常监管人员移送执法的记录',
    query: PageQuery,
    answer: pageOf(HandOverView),
    run: listHandOvers,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/hand-overs',
    summary: '登记一次移送：发现的问题、移送日期、接收的执法人员',
    body: HandOverInput,
    answer: HandOverView,
    status: 201,
    run: recordHandOver,
  });
}
