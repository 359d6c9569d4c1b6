import {
  AbsenceInput,
  AbsencePlace,
  AbsenceView,
  AccountView,
  AvailabilityPlace,
  AvailabilitySearch,
  BindAccount,
  EndAbsence,
  RecusalInput,
  RecusalView,
  UnbindAccount,
} from '@sunlot/contract/availability.ts';
import { pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { bindAccount, unbindAccount } from './bind-account.ts';
import { listAbsences, listRecusals } from './list-availability.ts';
import { endAbsence, recordAbsence } from './record-absence.ts';
import { recuseInspector } from './recuse-inspector.ts';
import { withdrawRecusal } from './withdraw-recusal.ts';

const at = { tag: '回避与在岗', params: AvailabilityPlace } as const;

export function availabilityRoutes(app: FastifyInstance, deps: Deps): void {
  recusalRoutes(app, deps);
  absenceRoutes(app, deps);
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/inspector-accounts',
    summary: '把账号与名录中的人员绑定',
    body: BindAccount,
    answer: AccountView,
    status: 201,
    run: bindAccount,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/inspector-accounts/removal',
    summary: '解除绑定',
    body: UnbindAccount,
    answer: AccountView,
    run: unbindAccount,
  });
}

function recusalRoutes(app: FastifyInstance, deps: Deps): void {
  const answer = RecusalView;
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/recusals',
    summary: '回避登记，按证号',
    query: AvailabilitySearch,
    answer: pageOf(answer),
    run: listRecusals,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/recusals',
    summary: '申报或登记回避：检查人员只能申报本人的',
    body: RecusalInput,
    answer,
    status: 201,
    run: recuseInspector,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/recusals/withdrawal',
    summary: '撤销回避，写明理由；原登记留在审计日志',
    body: RecusalInput,
    answer,
    run: withdrawRecusal,
  });
}

function absenceRoutes(app: FastifyInstance, deps: Deps): void {
  const answer = AbsenceView;
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/absences',
    summary: '不在岗登记，按证号',
    query: AvailabilitySearch,
    answer: pageOf(answer),
    run: listAbsences,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/absences',
    summary: '登记不在岗：当天封存的名单里不能抽到',
    body: AbsenceInput,
    answer,
    status: 201,
    run: recordAbsence,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/absences/:absence/end',
    params: AbsencePlace,
    summary: '提前结束；不写日期为整段撤销',
    body: EndAbsence,
    answer,
    run: endAbsence,
  });
}
