import {
  CompliancePeriod,
  CompliancePlace,
  ComplianceView,
  IndicatorsView,
  IndicatorYear,
} from '@sunlot/contract/compliance.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
import { judgeCompliance, listIndicators } from './judge-compliance.ts';

export function complianceRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/compliance',
    tag: '合规判定',
    summary: '一个年度（或其中一个季度）的判定：每项应查、实查、差多少、依据哪一条',
    params: CompliancePlace,
    query: CompliancePeriod,
    answer: ComplianceView,
    run: judgeCompliance,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/indicators',
    tag: '合规判定',
    summary: '一个年度的工作目标：随机抽取、结果公开、联合、信用分级、人员参与、全覆盖各占多少，依据哪一条',
    params: CompliancePlace,
    query: IndicatorYear,
    answer: IndicatorsView,
    run: listIndicators,
  });
}
