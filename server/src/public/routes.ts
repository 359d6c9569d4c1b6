import { PageQuery, pageOf } from '@sunlot/contract/pages.ts';
import {
  LogCheckpoint,
  LogEntries,
  PublicAdmission,
  PublicAgency,
  PublicDraw,
  PublicDrawLine,
  PublicItemList,
  PublicPlan,
} from '@sunlot/contract/public-views.ts';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../context.ts';
import { describe, parseInput } from '../http/endpoint.ts';
import { publicAdmission, publicAgencies, publicItems, publicPlan } from './catalogue.ts';
import { checkPrograms } from './check-programs.ts';
import { checkRoutes } from './check-routes.ts';
import { listPublicDraws, publicList } from './draws.ts';
import { type Evidence, evidenceMaker, shownDraw } from './evidence.ts';
import { nonceRoutes } from './nonce-routes.ts';
import { openingRoutes } from './opening-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { publicCheckpoint, publicEntries } from './public-log.ts';
import { scriptRoutes } from './script-routes.ts';
import { tileRoutes } from './tile-routes.ts';
import { asVisitor, publicRead } from './visitor.ts';

const tag = '公开';
/** Making a pack replays the draw. */
const PACKS_PER_MINUTE = 60;
const Draw = z.strictObject({ draw: z.string().max(64) });
const Agency = z.strictObject({ agency: z.string().max(20) });

/** What everybody may read: pages for people, `/public/v1` for programs. Own views, no session, nothing written. */
export async function publicRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const evidence = evidenceMaker(deps);
  const programs = checkPrograms();
  await pageRoutes(app, deps, { evidence, programs });
  scriptRoutes(app);
  checkRoutes(app, programs);
  drawRoutes(app, deps, evidence);
  evidenceRoute(app, evidence);
  await nonceRoutes(app, deps);
  await openingRoutes(app, deps);
  catalogueRoutes(app, deps);
  logRoutes(app, deps);
  tileRoutes(app, deps);
}

function drawRoutes(app: FastifyInstance, deps: Deps, evidence: Evidence): void {
  publicRead(app, deps, {
    route: 'GET /public/v1/draws',
    tag,
    summary: '抽取，新的在前',
    query: PageQuery.extend({ agency: z.string().max(20).optional() }),
    answer: pageOf(PublicDrawLine),
    run: listPublicDraws,
  });
  app.get('/public/v1/draws/:draw', {
    schema: describe({ tag, summary: '一次抽取；名单公开之前只有封存编号', params: Draw, answer: PublicDraw }),
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-cache');
      return shownDraw(deps, evidence, parseInput({ params: Draw }, request).draw);
    },
  });
  app.get('/public/v1/draws/:draw/list', {
    schema: describe({
      tag,
      summary: '封存清单，每行：类别、层级、权重、状态、封存编号',
      params: Draw,
      answer: z.string(),
      type: 'text/plain',
    }),
    handler: async (request, reply) => {
      const list = await asVisitor(deps, publicList, parseInput({ params: Draw }, request));
      reply.header('cache-control', 'no-cache').header('content-length', list.size);
      return reply.type('text/plain; charset=utf-8').send(list.stream());
    },
  });
}

function evidenceRoute(app: FastifyInstance, evidence: Evidence): void {
  const schema: FastifySchema = describe({
    tag,
    summary: '证据包：draw.json、封存清单、日志与说明',
    params: Draw,
    answer: z.string(),
    type: 'application/zip',
  });
  app.get('/public/v1/draws/:draw/evidence.zip', {
    schema,
    config: { rateLimit: { max: PACKS_PER_MINUTE, timeWindow: 60_000 } },
    handler: async (request, reply) => {
      const { draw } = parseInput({ params: Draw }, request);
      const pack = await evidence.pack(draw);
      reply.header('cache-control', 'no-cache').header('etag', `"${pack.sha256}"`);
      if (request.headers['if-none-match'] === `"${pack.sha256}"`) {
        await pack.discard();
        return reply.code(304).send();
      }
      reply.header('content-disposition', `attachment; filename="${draw}.zip"`);
      return reply.type('application/zip').header('content-length', pack.size).send(pack.stream());
    },
  });
}

function catalogueRoutes(app: FastifyInstance, deps: Deps): void {
  publicRead(app, deps, {
    route: 'GET /public/v1/agencies',
    tag,
    summary: '单位及其执行方案',
    answer: z.object({ items: z.array(PublicAgency) }),
    run: publicAgencies,
  });
  publicRead(app, deps, {
    route: 'GET /public/v1/items/:agency',
    tag,
    summary: '已公布的抽查事项清单',
    params: Agency,
    answer: PublicItemList,
    run: publicItems,
  });
  publicRead(app, deps, {
    route: 'GET /public/v1/admission/:agency',
    tag,
    summary: '检查人员名录库的入库原则：条款原文',
    params: Agency,
    answer: PublicAdmission,
    run: publicAdmission,
  });
  publicRead(app, deps, {
    route: 'GET /public/v1/plans/:agency/:year',
    tag,
    summary: '已公开的年度抽查计划',
    params: Agency.extend({ year: z.coerce.number().int().min(2000).max(2100) }),
    answer: PublicPlan,
    run: publicPlan,
  });
}

function logRoutes(app: FastifyInstance, deps: Deps): void {
  publicRead(app, deps, {
    route: 'GET /public/v1/log/checkpoint',
    tag,
    summary: '公开日志最近一次签名的检查点（C2SP signed note）',
    answer: LogCheckpoint,
    run: publicCheckpoint,
  });
  publicRead(app, deps, {
    route: 'GET /public/v1/log/entries',
    tag,
    summary: '公开日志的条目，从某个序号起，一次至多 500 条',
    query: z.strictObject({ from: z.coerce.number().int().min(0).default(0) }),
    answer: LogEntries,
    run: publicEntries,
  });
}
