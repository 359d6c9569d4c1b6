import { LiabilityPlace, LiabilitySearch, LiabilityView } from '@sunlot/contract/liability.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
import { showLiability } from './show-liability.ts';

export function liabilityRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/liability',
    tag: '履职与考核',
    summary: '一个对象（和一名检查人员）一年的履职材料：哪些抽取的库里有它、是否抽到、检查结果；查看会记入日志',
    params: LiabilityPlace,
    query: LiabilitySearch,
    answer: LiabilityView,
    run: showLiability,
  });
}
