import {
  AddPlanEntry,
  AdjustPlan,
  ArchivePlan,
  ClosePlan,
  EditPlanEntry,
  PlanVersion,
  PlanView,
  PlanYear,
  Publication,
  RecordScheme,
} from '@sunlot/contract/plans.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { addPlanEntry } from './add-plan-entry.ts';
import { adjustPlan } from './adjust-plan.ts';
import { approvePlan } from './approve-plan.ts';
import { archivePlan, closePlan } from './close-plan.ts';
import { editPlanEntry } from './edit-plan-entry.ts';
import { issuePlan } from './issue-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { publishPlan } from './publish-plan.ts';
import { recordScheme } from './record-scheme.ts';
import { showPlan } from './show-plan.ts';
import { submitPlan } from './submit-plan.ts';

const tag = '年度抽查计划';
const of = { tag, params: PlanYear, answer: PlanView } as const;

export function planRoutes(app: FastifyInstance, deps: Deps): void {
  const at = '/api/v1/agencies/:agency/plans/:year' as const;
  read(app, deps, {
    ...of,
    route: `GET ${at}`,
    summary: '一年的计划；version 为已被替代的版本号',
    query: PlanVersion.pick({ version: true }),
    run: showPlan,
  });
  write(app, deps, { ...of, route: `POST ${at}`, summary: '按方案推算并存为草稿', status: 201, run: proposePlan });
  write(app, deps, { ...of, route: `POST ${at}/submission`, summary: '送审', run: submitPlan });
  write(app, deps, { ...of, route: `POST ${at}/approval`, summary: '批准', run: approvePlan });
  write(app, deps, { ...of, route: `POST ${at}/issue`, summary: '印发', run: issuePlan });
  write(app, deps, { ...of, route: `POST ${at}/publication`, summary: '公开', body: Publication, run: publishPlan });
  write(app, deps, {
    ...of,
    route: `POST ${at}/closing`,
    summary: '办结：年度结束、判定定案以后；没有办结的任务逐项说明理由，此后当年不再改动',
    body: ClosePlan.pick({ explanations: true }),
    status: 201,
    run: closePlan,
  });
  write(app, deps, {
    ...of,
    route: `POST ${at}/archive`,
    summary: '归档已办结的计划',
    body: ArchivePlan.pick({ fileNumber: true }),
    status: 201,
    run: archivePlan,
  });
  write(app, deps, {
    ...of,
    route: `POST ${at}/scheme`,
    summary: '登记当年的实施方案：标题、文号、日期、网址和文件的 SHA-256',
    body: RecordScheme.omit({ agency: true, year: true }),
    status: 201,
    run: recordScheme,
  });
  write(app, deps, {
    ...of,
    route: `POST ${at}/adjustments`,
    summary: '调整已印发的计划：形成新版草稿，须送审、批准、印发并重新公开',
    body: AdjustPlan.omit({ agency: true, year: true }),
    status: 201,
    run: adjustPlan,
  });
  write(app, deps, {
    ...of,
    route: `POST ${at}/entries`,
    summary: '列入有自己范围的任务：专项检查、联合检查；已印发的计划要写调整理由',
    body: AddPlanEntry.omit({ agency: true, year: true }),
    status: 201,
    run: addPlanEntry,
  });
  write(app, deps, {
    ...of,
    route: `PUT ${at}/entries/:entry`,
    summary: '修改草稿中的一项：抽查数不得低于最低数',
    params: PlanYear.extend({ entry: z.string().max(100) }),
    body: EditPlanEntry.omit({ agency: true, year: true, entry: true }),
    run: editPlanEntry,
  });
}
