import { YearlyListsView, YearlyPlace } from '@sunlot/contract/yearly-lists.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { approveYearlyLists, proposeYearlyLists, showYearlyLists } from './yearly-lists.ts';

const at = { tag: '检查对象类别', params: YearlyPlace, answer: YearlyListsView } as const;

export function yearlyListRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/yearly-lists/:year',
    summary: '按上一年度情况确定的类别的年度名单：列入、保留、退出及理由',
    run: showYearlyLists,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/yearly-lists/:year',
    summary: '提出年度名单，1 月 1 日起',
    status: 201,
    run: proposeYearlyLists,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/yearly-lists/:year/approval',
    summary: '批准年度名单；提出人不能批准',
    run: approveYearlyLists,
  });
}
