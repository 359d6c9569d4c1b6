import {
  AnswerRequest,
  DispatchedView,
  DispatchPlace,
  DispatchRequest,
  DispatchView,
} from '@sunlot/contract/dispatch.ts';
import type { FastifyInstance } from 'fastify';
import { requireApproval } from '../../accounts/approval.ts';
import { type Deps, write as runWrite } from '../../context.ts';
import { parseInput, read, register } from '../../http/endpoint.ts';
import { once } from '../../http/idempotency.ts';
import { answerVisit } from './answer-visit.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';

const ofTask = { tag: '派发', params: DispatchPlace } as const;

export function dispatchRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...ofTask,
    route: 'GET /api/v1/tasks/:task/visits',
    summary: '抽中的对象、小组、检查方式和可合并、联合、互认的检查；含名称，查看会记入日志',
    answer: DispatchView,
    run: showDispatch,
  });
  dispatchRoute(app, deps);
  answerRoute(app, deps);
}

/** An approver comes along where a team is away and goes all the same. */
function dispatchRoute(app: FastifyInstance, deps: Deps): void {
  const parts = { params: DispatchPlace, body: DispatchRequest };
  const endpoint = {
    ...ofTask,
    ...parts,
    route: 'POST /api/v1/tasks/:task/dispatch',
    summary: '派发：一个任务只派发一次；小组人员不在岗、凑不足人数仍要派发的，写明理由并经批准',
    answer: DispatchedView,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword, ...input } = parseInput(parts, request);
    if (input.approver !== undefined) await requireApproval(deps, input.approver, approverPassword ?? '');
    return once({ deps, actor: session.actor, request }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(dispatchTask)(ctx, input)),
    );
  });
}

/** The approver is somebody else than who sends the request, so their own password comes along. */
function answerRoute(app: FastifyInstance, deps: Deps): void {
  const parts = { params: DispatchPlace, body: AnswerRequest };
  const endpoint = {
    ...ofTask,
    ...parts,
    route: 'POST /api/v1/tasks/:task/answers',
    summary: '对一家的提示作出答复：合并、联合、互认、不入企，或写明理由单独检查；选定检查方式',
    answer: DispatchView.shape.visits.element,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword, ...input } = parseInput(parts, request);
    if (input.approver !== undefined) await requireApproval(deps, input.approver, approverPassword ?? '');
    return once({ deps, actor: session.actor, request }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(answerVisit)(ctx, input)),
    );
  });
}
