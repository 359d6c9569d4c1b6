import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../context.ts';
import { parseInput, placeOf } from '../http/endpoint.ts';
import type { RouteName } from '../http/route-table.ts';
import { Problem } from '../problem.ts';
import { publicAdmission, publicAgencies, publicItems, publicPlan } from './catalogue.ts';
import type { CheckProgram } from './check-programs.ts';
import { type ApiDocument, docsPage } from './docs-page.ts';
import { drawPage } from './draw-page.ts';
import { drawRecordPage, RECORD_STYLE } from './draw-record.ts';
import { type Evidence, shownDraw } from './evidence.ts';
import { html } from './html.ts';
import { ASSETS, type PageParts, pageHtml, type Reading } from './layout.ts';
import { admissionPage, itemsPage, planPage } from './lists-page.ts';
import { overview } from './overview.ts';
import { pageScripts } from './page-scripts.ts';
import { startPage } from './start-page.ts';
import { asVisitor } from './visitor.ts';

const Letters = z.strictObject({ text: z.literal('large').optional() });
const Agency = z.strictObject({ agency: z.string().max(20) });
const Year = Agency.extend({ year: z.coerce.number().int().min(2000).max(2100) });
const Draw = z.strictObject({ draw: z.string().max(64) });

type Page<Params> = {
  readonly route: RouteName;
  readonly params?: z.ZodType<Params>;
  readonly make: (input: Params, reading: Reading, request: FastifyRequest) => Promise<Omit<PageParts, 'path'>>;
};

/** What public pages are made with, beside the database. */
export type PageSources = { readonly evidence: Evidence; readonly programs: readonly CheckProgram[] };

/** Pages for people: whole without script, and nothing in them that `/public/v1` does not say too. */
export async function pageRoutes(app: FastifyInstance, deps: Deps, { evidence, programs }: PageSources): Promise<void> {
  await app.register(staticFiles, { root: ASSETS, prefix: '/assets/', index: false, maxAge: '1h' });
  page(app, deps, {
    route: 'GET /',
    make: async (_input, reading, request) => ({
      title: '双随机、一公开：抽取公开与验算',
      main: startPage(reading, await asVisitor(deps, overview, undefined), originOf(request)),
    }),
  });
  page(app, deps, {
    route: 'GET /v/:draw',
    params: Draw,
    make: async (input, _reading, request) => {
      const draw = await shownDraw(deps, evidence, input.draw);
      // A machine on which no script can be made still shows the draw, and how to verify it without one.
      const scripts = await pageScripts().catch(() => undefined);
      return {
        title: `${draw.agencyName}抽取 ${draw.draw}`,
        main: drawPage(draw, originOf(request), { scripts, programs }),
        script: scripts && `/scripts/${scripts.page}`,
      };
    },
  });
  app.route({
    ...placeOf('GET /v/:draw/record'),
    schema: { hide: true },
    handler: async (request, reply) => {
      const input = asked({ params: Draw }, { ...pick(request), query: {} });
      const policy = String(reply.getHeader('content-security-policy'));
      reply.header('content-security-policy', policy.replace("style-src 'self'", `style-src ${RECORD_STYLE}`));
      return send(reply, drawRecordPage(await shownDraw(deps, evidence, input.draw)));
    },
  });
  listPages(app, deps);
  page(app, deps, {
    route: 'GET /docs',
    make: async () => ({ title: '接口文档', main: docsPage(app.swagger() as ApiDocument) }),
  });
  app.get('/public/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** What an agency has published, and the principles its directories go by. */
function listPages(app: FastifyInstance, deps: Deps): void {
  const nameOf = async (agency: string) =>
    (await asVisitor(deps, publicAgencies, undefined)).items.find(({ code }) => code === agency)?.name ?? agency;
  page(app, deps, {
    route: 'GET /plans/:agency/:year',
    params: Year,
    make: async (input) => {
      const name = await nameOf(input.agency);
      return {
        title: `${name} ${input.year} 年抽查计划`,
        main: planPage(await asVisitor(deps, publicPlan, input), name),
      };
    },
  });
  page(app, deps, {
    route: 'GET /items/:agency',
    params: Agency,
    make: async (input) => {
      const name = await nameOf(input.agency);
      return { title: `${name}随机抽查事项清单`, main: itemsPage(await asVisitor(deps, publicItems, input), name) };
    },
  });
  page(app, deps, {
    route: 'GET /admission/:agency',
    params: Agency,
    make: async (input) => {
      const name = await nameOf(input.agency);
      const main = admissionPage(await asVisitor(deps, publicAdmission, input), name);
      return { title: `${name}检查人员名录库入库原则`, main };
    },
  });
}

function page<Params = unknown>(app: FastifyInstance, deps: Deps, { route, params, make }: Page<Params>): void {
  const demo = deps.folder.kind === 'demo';
  app.route({
    ...placeOf(route),
    schema: { hide: true },
    handler: async (request, reply) => {
      const path = request.url.split('?')[0]!;
      const reading = { demo, large: asked({ query: Letters }, { ...pick(request), params: {} }).text === 'large' };
      const input = asked({ ...(params && { params }) }, { ...pick(request), query: {} });
      const parts = await make(input, reading, request);
      if (parts.script !== undefined) allowScripts(reply);
      return send(reply, pageHtml(reading, { ...parts, path }));
    },
  });
}

/** Scripts of this site and the worker that one of them starts; never a line in the page itself. */
function allowScripts(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'));
  reply.header(
    'content-security-policy',
    `${policy.replace("trusted-types 'none'", 'trusted-types sunlot')};script-src 'self';worker-src 'self';connect-src 'self'`,
  );
}

function pick({ params, query }: FastifyRequest): {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
} {
  return { params, query, body: undefined };
}

function send(reply: FastifyReply, text: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(text);
}

/** An address that asks for something no page can be is an address of no page. */
const asked: typeof parseInput = (parts, request) => {
  try {
    return parseInput(parts, request);
  } catch (error) {
    throw error instanceof z.ZodError ? new Problem('request.notFound', { what: '这个页面' }) : error;
  }
};

/** The page of an address that nothing answers. */
export function notFoundPage(deps: Pick<Deps, 'folder'>): string {
  return failurePage(deps, new Problem('request.notFound', { what: '这个页面' }));
}

/** The page that tells a reader what went wrong and what to do. */
export function failurePage({ folder }: Pick<Deps, 'folder'>, problem: Problem): string {
  const title = problem.status === 404 ? '没有找到' : '暂时打不开';
  const main = html`<h1>${title}</h1><p>${problem.message}</p><p><a href="/">回到首页</a></p>`;
  return pageHtml({ large: false, demo: folder.kind === 'demo' }, { title, path: '/', main });
}

function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
