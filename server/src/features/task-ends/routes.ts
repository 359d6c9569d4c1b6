import {
  CancelledVisitView,
  CancelRequest,
  ReportTask,
  TaskPlace,
  TaskStatistics,
} from '@sunlot/contract/task-ends.ts';
import type { FastifyInstance } from 'fastify';
import { requireApproval } from '../../accounts/approval.ts';
import { type Deps, write as runWrite } from '../../context.ts';
import { parseInput, read, register, write } from '../../http/endpoint.ts';
import { once } from '../../http/idempotency.ts';
import { cancelVisit } from './cancel-visit.ts';
import { closeTask, reportTask } from './close-task.ts';
import { showStatistics } from './statistics.ts';

const ofTask = { tag: '任务办结', params: TaskPlace } as const;

export function taskEndRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...ofTask,
    route: 'GET /api/v1/tasks/:task/statistics',
    summary: '随机抽查情况统计表：抽查对象、各种结果的家数、报送单位；含名称，查看会记入日志',
    answer: TaskStatistics,
    run: showStatistics,
  });
  write(app, deps, {
    ...ofTask,
    route: 'POST /api/v1/tasks/:task/closing',
    summary: '办结：全部检查办结、结果全部公示或依法不予公开以后；固定统计数字，此后不再改动',
    answer: TaskStatistics,
    status: 201,
    run: closeTask,
  });
  write(app, deps, {
    ...ofTask,
    route: 'POST /api/v1/tasks/:task/reports',
    summary: '登记已办结任务的统计表报送了哪个单位；同一单位再次登记即为更正',
    body: ReportTask,
    answer: TaskStatistics,
    status: 201,
    run: reportTask,
  });
  cancelRoute(app, deps);
}

/** The approver is somebody else than who sends the request, so their own password comes along. */
function cancelRoute(app: FastifyInstance, deps: Deps): void {
  const parts = { params: TaskPlace, body: CancelRequest };
  const endpoint = {
    ...ofTask,
    ...parts,
    route: 'POST /api/v1/tasks/:task/cancellations',
    summary: '抽中的对象不能检查的，写明理由并经批准取消：仍在名单内，计作已抽、未查',
    answer: CancelledVisitView,
    status: 201,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword, ...input } = parseInput(parts, request);
    await requireApproval(deps, input.approver, approverPassword);
    return once({ deps, actor: session.actor, request }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(cancelVisit)(ctx, input)),
    );
  });
}
