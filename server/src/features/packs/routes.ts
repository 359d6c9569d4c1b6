import { AdoptedPack, AdoptPack, PackLine, PackVersionName, PackView, SwitchPack } from '@sunlot/contract/packs.ts';
import { PageQuery, pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireApproval } from '../../accounts/approval.ts';
import { type Deps, write as runWrite } from '../../context.ts';
import { parseInput, read, register } from '../../http/endpoint.ts';
import { once } from '../../http/idempotency.ts';
import { page } from '../../http/pages.ts';
import { packView } from '../../packs/pack-view.ts';
import { adoptPack } from './adopt-pack.ts';
import { keyOf, listPacks } from './list-packs.ts';
import { showPack } from './show-pack.ts';
import { switchPack } from './switch-pack.ts';

const tag = '政策包';
const OfAgency = z.object({ agency: z.string() });
/** The approver is somebody else than who sends the request, so their own password comes along. */
const approverPassword = z.string().max(256);

export function packRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/packs',
    tag,
    summary: '随附和存入的政策包版本，及采用的单位',
    query: PageQuery,
    answer: pageOf(PackLine),
    run: async (ctx, query) => page(await listPacks(ctx), query, ({ pack, version }) => keyOf(pack, version)),
  });
  read(app, deps, {
    route: 'GET /api/v1/packs/:pack/:version',
    tag,
    summary: '一个版本的全部规则、出处、歧义与开关',
    params: PackVersionName,
    answer: PackView,
    run: async (ctx, name) => packView(await showPack(ctx, name)),
  });
  const adoption = {
    params: OfAgency,
    body: AdoptPack.omit({ agency: true }).extend({ approverPassword }),
  };
  register(
    {
      app,
      deps,
      endpoint: {
        route: 'POST /api/v1/agencies/:agency/packs',
        tag,
        summary: '采用政策包的新版本；另一人批准',
        ...adoption,
        answer: AdoptedPack,
        status: 201,
      },
    },
    async (session, request) => {
      const { approverPassword: password, ...input } = parseInput(adoption, request);
      await requireApproval(deps, input.approver, password);
      return once({ deps, actor: session.actor, request }, (keep) =>
        runWrite(deps, session.actor, (ctx) => keep(adoptPack)(ctx, input)),
      );
    },
  );
  switchRoute(app, deps);
}

function switchRoute(app: FastifyInstance, deps: Deps): void {
  const change = {
    params: OfAgency,
    body: SwitchPack.omit({ agency: true }).extend({ approverPassword }),
  };
  const endpoint = {
    route: 'POST /api/v1/agencies/:agency/packs/switch',
    tag,
    summary: '从某日起改变一个开关；另一人批准',
    ...change,
    answer: AdoptedPack,
    status: 201,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword: password, ...input } = parseInput(change, request);
    await requireApproval(deps, input.approver, password);
    return once({ deps, actor: session.actor, request }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(switchPack)(ctx, input)),
    );
  });
}
