import { CompliancePlace } from '@sunlot/contract/compliance.ts';
import {
  CountiesView,
  CoverageQuery,
  CoverageView,
  FigureQuery,
  FigureView,
  ReportQuery,
  ReportView,
  ScoreQuery,
  ScoreView,
  YearOnly,
} from '@sunlot/contract/figures.ts';
import {
  HandInReport,
  PeriodReportQuery,
  PeriodReportsQuery,
  PeriodReportsView,
  PeriodReportView,
} from '@sunlot/contract/period-reports.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { compareCounties } from './compare-counties.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { handInReport } from './hand-in-report.ts';
import { openFigure } from './open-figure.ts';
import { listPeriodReports, showPeriodReport } from './period-reports.ts';
import { showCoverage } from './show-coverage.ts';
import { showReport } from './show-report.ts';
import { showScore } from './show-score.ts';

const at = { tag: '统计', params: CompliancePlace } as const;
const reports = { tag: '报送', params: CompliancePlace } as const;

export function figureRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/compliance/report',
    summary:
      '统计报表：各类各时段的基数、应抽、抽取、完成、重复、覆盖，检查方式、联合、信用、结果、公示、参与；每个数都与明细核对',
    query: ReportQuery,
    answer: ReportView,
    run: showReport,
  });
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/compliance/rows',
    summary: '一个数背后的明细：对象、检查或人员，分页；检查前的被抽对象只对有权的人显示名称',
    query: FigureQuery,
    answer: FigureView,
    run: openFigure,
  });
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/compliance/coverage',
    summary: '全覆盖监测：各类本年和多年周期内已覆盖、未覆盖的对象，以及剩余时段每期需要的进度',
    query: CoverageQuery,
    answer: CoverageView,
    run: showCoverage,
  });
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/compliance/counties',
    summary: '下级各单位对比：基数、应抽、抽取、完成、覆盖、公示、参与',
    query: YearOnly,
    answer: CountiesView,
    run: compareCounties,
  });
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/compliance/score',
    summary: '评估：按政策包的分值给一个年度打分，每一项列出来源',
    query: ScoreQuery,
    answer: ScoreView,
    run: showScore,
  });
  read(app, deps, {
    ...reports,
    route: 'GET /api/v1/agencies/:agency/period-reports',
    summary: '按季度报送的总结和统计表：期限、是否已报送、逾期',
    query: PeriodReportsQuery,
    answer: PeriodReportsView,
    run: listPeriodReports,
  });
  read(app, deps, {
    ...reports,
    route: 'GET /api/v1/agencies/:agency/period-reports/document',
    summary: '一个季度的总结或统计表：数字、典型案例、报送情况',
    query: PeriodReportQuery,
    answer: PeriodReportView,
    run: showPeriodReport,
  });
  write(app, deps, {
    ...reports,
    route: 'POST /api/v1/agencies/:agency/period-reports',
    summary: '登记报送：哪一天、谁、当时的数字，总结附典型案例和佐证材料',
    body: HandInReport,
    answer: PeriodReportView,
    status: 201,
    run: handInReport,
  });
  evidenceRoutes(app, deps);
}
