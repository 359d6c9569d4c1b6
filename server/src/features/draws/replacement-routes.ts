import { AnswerReplacement, ReplacementView, ReplaceRequest } from '@sunlot/contract/replacements.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireApproval } from '../../accounts/approval.ts';
import { type Deps, write as runWrite } from '../../context.ts';
import { parseInput, register, write } from '../../http/endpoint.ts';
import { once } from '../../http/idempotency.ts';
import { answerReplacement } from './answer-replacement.ts';
import { replaceDraw } from './replace-draw.ts';

const OfDraw = z.strictObject({ draw: z.string().max(64) });
const tag = '抽取';

/** Replacements after a draw. The deputy in charge approves with their own password. */
export function replacementRoutes(app: FastifyInstance, deps: Deps): void {
  const parts = { params: OfDraw, body: ReplaceRequest };
  const endpoint = {
    route: 'POST /api/v1/draws/:draw/replacements',
    tag,
    summary: '调整更换：按候补次序或席位规则，由分管负责同志批准',
    ...parts,
    answer: ReplacementView,
    status: 201,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword, ...input } = parseInput(parts, request);
    await requireApproval(deps, input.approver, approverPassword ?? '');
    return once({ deps, actor: session.actor, request }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(replaceDraw)(ctx, input)),
    );
  });
  write(app, deps, {
    route: 'POST /api/v1/draws/:draw/replacements/value',
    tag,
    summary: '为等待中的更换带入公共随机数',
    params: OfDraw,
    body: AnswerReplacement.omit({ draw: true }),
    answer: ReplacementView,
    run: answerReplacement,
  });
}
