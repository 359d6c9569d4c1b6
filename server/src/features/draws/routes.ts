import { DrawRecordView } from '@sunlot/contract/draw-record.ts';
import {
  DrawView,
  EndRequest,
  EnterDraw,
  EntryView,
  FreezeView,
  LateInterests,
  NamedDrawView,
  RehearsalView,
  RevealRequest,
} from '@sunlot/contract/draws.ts';
import { DrawDifferences } from '@sunlot/contract/list-differences.ts';
import { OpeningPlace, OwnOpeningView } from '@sunlot/contract/own-openings.ts';
import { FreezeDraw } from '@sunlot/contract/sources.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireApproval } from '../../accounts/approval.ts';
import { type Deps, write as runWrite } from '../../context.ts';
import { parseInput, read, register, write } from '../../http/endpoint.ts';
import { once } from '../../http/idempotency.ts';
import { endDraw } from './end-draw.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { listDifferences } from './list-differences.ts';
import { listLateInterests } from './list-late-interests.ts';
import { ownOpening } from './own-opening.ts';
import { recordDraw } from './record-draw.ts';
import { rehearseDraw } from './rehearse-draw.ts';
import { replacementRoutes } from './replacement-routes.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw, showDraw } from './show-draw.ts';

const tag = '抽取';
const OfTask = z.strictObject({ task: z.string().max(100) });
const OfDraw = z.strictObject({ draw: z.string().max(64) });

export function drawRoutes(app: FastifyInstance, deps: Deps): void {
  beforeThrow(app, deps);
  afterThrow(app, deps);
  replacementRoutes(app, deps);
  endRoute(app, deps);
  revealRoute(app, deps);
}

function beforeThrow(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/tasks/:task/rehearsal',
    tag,
    summary: '试算·不作数：现在封存会怎样，小组能否组成',
    params: OfTask,
    answer: RehearsalView,
    run: rehearseDraw,
  });
  write(app, deps, {
    route: 'POST /api/v1/tasks/:task/draws',
    tag,
    summary: '封存名单，公布口令',
    params: OfTask,
    body: FreezeDraw.omit({ task: true }),
    answer: FreezeView,
    status: 201,
    run: freezeDraw,
  });
  write(app, deps, {
    route: 'POST /api/v1/draws/:draw/entries',
    tag,
    summary: '录入现场摇号；经办人与见证人各录一遍',
    params: OfDraw,
    body: EnterDraw.omit({ draw: true }),
    answer: EntryView,
    run: enterDraw,
  });
}

function afterThrow(app: FastifyInstance, deps: Deps): void {
  write(app, deps, {
    route: 'POST /api/v1/draws/:draw/result',
    tag,
    summary: '算出并公布结果；只有一个结果，没有重抽',
    params: OfDraw,
    answer: DrawView,
    status: 201,
    run: runDraw,
  });
  read(app, deps, {
    route: 'GET /api/v1/draws/:draw',
    tag,
    summary: '一次抽取，不含名称',
    params: OfDraw,
    answer: DrawView,
    run: showDraw,
  });
  read(app, deps, {
    route: 'GET /api/v1/draws/:draw/names',
    tag,
    summary: '被抽名单和检查小组；查看会记入日志',
    params: OfDraw,
    answer: NamedDrawView,
    run: namedDraw,
  });
  read(app, deps, {
    route: 'GET /api/v1/draws/:draw/differences',
    tag,
    summary: '与前次封存名单逐行比较；公开名单之前，查看会记入日志',
    params: OfDraw,
    answer: DrawDifferences,
    run: listDifferences,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/late-interests',
    tag,
    summary: '抽取之后才申报回避、须换人的席位；查看会记入日志',
    params: z.object({ agency: z.string().max(20) }),
    answer: LateInterests,
    run: listLateInterests,
  });
  read(app, deps, {
    route: 'GET /api/v1/tasks/:task/openings/:object',
    tag,
    summary: '亮码：到场后向被检查单位出示，按统一社会信用代码或抽取序号；查看会记入日志',
    params: OpeningPlace,
    answer: OwnOpeningView,
    run: ownOpening,
  });
  read(app, deps, {
    route: 'GET /api/v1/draws/:draw/record',
    tag,
    summary: '抽取记录的内部部分：剔除的对象及原因、被抽名单、参与人员；查看会记入日志',
    params: OfDraw,
    answer: DrawRecordView,
    run: recordDraw,
  });
}

/** The head approves what ends a draw, with their own password. */
function endRoute(app: FastifyInstance, deps: Deps): void {
  const parts = { params: OfDraw, body: EndRequest };
  const endpoint = {
    route: 'POST /api/v1/draws/:draw/end',
    tag,
    summary: '作废抽取：开出第一个数之前为作废，之后为中止',
    ...parts,
    answer: DrawView,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword, ...input } = parseInput(parts, request);
    await requireApproval(deps, input.approver, approverPassword ?? '');
    return once({ deps, actor: session.actor, request }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(endDraw)(ctx, input)),
    );
  });
}

/** The approver is somebody else than who sends the request, so their own password comes along. */
function revealRoute(app: FastifyInstance, deps: Deps): void {
  const parts = { params: OfDraw, body: RevealRequest };
  const endpoint = {
    route: 'POST /api/v1/draws/:draw/reveal',
    tag,
    summary: '公开名单',
    ...parts,
    answer: DrawView,
  } as const;
  register({ app, deps, endpoint }, async (session, request) => {
    const { approverPassword, ...input } = parseInput(parts, request);
    if (input.approver !== undefined) await requireApproval(deps, input.approver, approverPassword ?? '');
    return once({ deps, actor: session.actor, request }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(revealDraw)(ctx, input)),
    );
  });
}
