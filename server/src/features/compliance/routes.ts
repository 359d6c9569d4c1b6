import { CompliancePlace, IndicatorsView, IndicatorYear } from '@sunlot/contract/compliance.ts';
import { CloseVerdict, ComplianceAnswer, ComplianceRequest, ReopenVerdict } from '@sunlot/contract/verdicts.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { closeVerdict } from './close-verdict.ts';
import { reopenVerdict } from './reopen-verdict.ts';
import { showCompliance } from './show-compliance.ts';
import { listIndicators } from './show-indicators.ts';

export function complianceRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/compliance',
    tag: '合规判定',
    summary: '一个年度（或其中一个季度）的判定：每项应查、实查、差多少、依据哪一条；已定案的给出定案及与今天数据的差别',
    params: CompliancePlace,
    query: ComplianceRequest,
    answer: ComplianceAnswer,
    run: showCompliance,
  });
  write(app, deps, {
    route: 'POST /api/v1/agencies/:agency/compliance/closing',
    tag: '合规判定',
    summary: '把一个时段的判定定案：期满 5 个工作日后，或全部检查办结后',
    params: CompliancePlace,
    body: CloseVerdict,
    answer: ComplianceAnswer,
    status: 201,
    run: closeVerdict,
  });
  write(app, deps, {
    route: 'POST /api/v1/agencies/:agency/compliance/reopening',
    tag: '合规判定',
    summary: '写明理由，重新打开已定案的判定',
    params: CompliancePlace,
    body: ReopenVerdict,
    answer: ComplianceAnswer,
    status: 201,
    run: reopenVerdict,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/indicators',
    tag: '合规判定',
    summary:
      '一个年度的工作目标：随机抽取、结果公开、联合、信用分级、人员参与、全覆盖各占多少，依据哪一条；已定案的年度给出定案时的数',
    params: CompliancePlace,
    query: IndicatorYear,
    answer: IndicatorsView,
    run: listIndicators,
  });
}
