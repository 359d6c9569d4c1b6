import { JustifyRequest, OwnNumbersView, SetFigures, SetRatio } from '@sunlot/contract/own-numbers.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { checkPassword } from '../../accounts/check-password.ts';
import { type Deps, write as runWrite } from '../../context.ts';
import { parseInput, read, register, write } from '../../http/endpoint.ts';
import { once } from '../../http/idempotency.ts';
import { Problem } from '../../problem.ts';
import { justifyRule } from './justify-rule.ts';
import { listOwnNumbers } from './list-own-numbers.ts';
import { setFigures } from './set-figures.ts';
import { setRatio } from './set-ratio.ts';

const OfAgency = z.strictObject({ agency: z.string().max(20) });
const of = { tag: '本单位的数', params: OfAgency, answer: OwnNumbersView } as const;

export function ownNumberRoutes(app: FastifyInstance, deps: Deps): void {
  const at = '/api/v1/agencies/:agency' as const;
  read(app, deps, {
    ...of,
    route: `GET ${at}/own-numbers`,
    summary: '自定比例、外部门下达的数、偏离理由',
    run: listOwnNumbers,
  });
  write(app, deps, {
    ...of,
    route: `POST ${at}/own-ratios`,
    summary: '设定方案留给本单位自定的抽查比例',
    body: SetRatio.omit({ agency: true }),
    status: 201,
    run: setRatio,
  });
  write(app, deps, {
    ...of,
    route: `POST ${at}/yearly-figures`,
    summary: '录入领导小组办公室下达的年度部门联合抽查数',
    body: SetFigures.omit({ agency: true }),
    status: 201,
    run: setFigures,
  });
  justificationRoute(app, deps);
}

/** The approver is somebody else than who sends the request, so their own password comes along. */
function justificationRoute(app: FastifyInstance, deps: Deps): void {
  const parts = { params: OfAgency, body: JustifyRequest };
  const endpoint = {
    ...of,
    ...parts,
    route: 'POST /api/v1/agencies/:agency/justifications',
    summary: '记录偏离“原则上”规定的理由，须另一人批准',
    status: 201,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword = '', ...input } = parseInput(parts, request);
    if (!(await checkPassword(deps, input.approver, approverPassword))) {
      throw new Problem('console.passwordWrong', { who: input.approver });
    }
    return once({ deps, actor: session.actor, request }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(justifyRule)(ctx, input)),
    );
  });
}
