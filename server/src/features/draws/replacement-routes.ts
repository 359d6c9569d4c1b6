import {
  AnswerReplacement,
  ApplicationPlace,
  RefuseReplacement,
  ReplacedView,
  ReplacementApplications,
  ReplacementApplicationView,
  ReplaceRequest,
} from '@sunlot/contract/replacements.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireApproval } from '../../accounts/approval.ts';
import { type Deps, write as runWrite } from '../../context.ts';
import { parseInput, read, register, write } from '../../http/endpoint.ts';
import { once } from '../../http/idempotency.ts';
import { answerReplacement } from './answer-replacement.ts';
import { askReplacement, listApplications } from './ask-replacement.ts';
import { approveReplacement, refuseReplacement, withdrawReplacement } from './decide-application.ts';
import { replaceDraw } from './replace-draw.ts';

const OfDraw = z.strictObject({ draw: z.string().max(64) });
const tag = '抽取';

/** Replacements after a draw. The deputy in charge approves from an own session, or with the own password beside the office. */
export function replacementRoutes(app: FastifyInstance, deps: Deps): void {
  const parts = { params: OfDraw, body: ReplaceRequest };
  const endpoint = {
    route: 'POST /api/v1/draws/:draw/replacements',
    tag,
    summary: '调整更换：按候补次序或席位规则；带批准人及其密码的当场完成，不带批准人的待分管负责同志批准',
    ...parts,
    answer: z.union([ReplacedView, ReplacementApplicationView]),
    status: 201,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword, ...input } = parseInput(parts, request);
    const { approver } = input;
    const acting = { deps, actor: session.actor, request };
    if (approver === undefined) {
      return once(acting, (keep) => runWrite(deps, session.actor, (ctx) => keep(askReplacement)(ctx, input)));
    }
    await requireApproval(deps, approver, approverPassword ?? '');
    return once(acting, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(replaceDraw)(ctx, { ...input, approver })),
    );
  });
  write(app, deps, {
    route: 'POST /api/v1/draws/:draw/replacements/value',
    tag,
    summary: '为等待中的更换带入公共随机数',
    params: OfDraw,
    body: AnswerReplacement.omit({ draw: true }),
    answer: ReplacedView,
    run: answerReplacement,
  });
  applicationRoutes(app, deps);
}

function applicationRoutes(app: FastifyInstance, deps: Deps): void {
  const ofApplication = { tag, params: ApplicationPlace } as const;
  read(app, deps, {
    route: 'GET /api/v1/draws/:draw/replacements',
    tag,
    summary: '更换申请及其办理情况；含理由和证明材料，查看会记入日志',
    params: OfDraw,
    answer: ReplacementApplications,
    run: listApplications,
  });
  write(app, deps, {
    ...ofApplication,
    route: 'POST /api/v1/draws/:draw/replacements/:no/approval',
    summary: '分管负责同志批准更换申请：此时才写入公开日志并更换',
    answer: ReplacedView,
    run: approveReplacement,
  });
  write(app, deps, {
    ...ofApplication,
    route: 'POST /api/v1/draws/:draw/replacements/:no/refusal',
    summary: '分管负责同志不批准更换申请，须写明理由',
    body: RefuseReplacement,
    answer: ReplacementApplicationView,
    run: refuseReplacement,
  });
  write(app, deps, {
    ...ofApplication,
    route: 'POST /api/v1/draws/:draw/replacements/:no/withdrawal',
    summary: '经办人撤回还没有批准的更换申请',
    answer: ReplacementApplicationView,
    run: withdrawReplacement,
  });
}
