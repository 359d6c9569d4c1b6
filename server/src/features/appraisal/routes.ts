import {
  AppraisalPlace,
  EntryBack,
  EntryInput,
  EntryPlace,
  EntryView,
  ParticipationView,
  YearQuery,
  YearSheet,
} from '@sunlot/contract/appraisal.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { listParticipation } from './list-participation.ts';
import { recordEntry, takeBackEntry } from './record-entry.ts';
import { showYearSheet } from './year-sheet.ts';

const at = { tag: '履职与考核', params: AppraisalPlace } as const;

export function appraisalRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/inspector-year',
    summary: '年度履职情况表：检查次数、按时上报和公示、审核发现的问题、违纪；查看会记入日志',
    query: YearQuery,
    answer: YearSheet,
    run: showYearSheet,
  });
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/participation',
    summary: '持证人员参与率：全辖区、各单位，以及本年还没有参加检查的人',
    query: YearQuery,
    answer: ParticipationView,
    run: listParticipation,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/appraisal-entries',
    summary: '登记迟报、审核发现的问题、违纪',
    body: EntryInput,
    answer: EntryView,
    status: 201,
    run: recordEntry,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/appraisal-entries/:entry/take-back',
    params: EntryPlace,
    summary: '撤回一条登记；记录保留，不再计数',
    body: EntryBack,
    answer: EntryView,
    run: takeBackEntry,
  });
}
