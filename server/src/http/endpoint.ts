import { IN_CHINESE } from '@sunlot/contract/chinese-faults.ts';
import { ProblemView } from '@sunlot/contract/problem-view.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import type { Session } from '../accounts/sessions.ts';
import { type Deps, read as runRead, write as runWrite, type UseCase } from '../context.ts';
import { Problem } from '../problem.ts';
import { once } from './idempotency.ts';
import { type RouteName, routeRule } from './route-table.ts';
import { requireSession } from './sessions.ts';

/** A view may be readonly where its schema is not. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

/** One route: what it takes, what it answers, and the use case that gets path, query and body as one input. */
export type Endpoint<Answer extends z.ZodType, Params, Query, Body> = {
  readonly route: RouteName;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly answer: Answer;
  readonly status?: 200 | 201;
  readonly run: UseCase<NoInfer<Params & Query & Body>, Frozen<NoInfer<z.input<Answer>>>>;
};

const Nothing = z.strictObject({});

/** A route that only reads: session → right → parse → use case in a transaction → answer. */
export function read<Answer extends z.ZodType, Params = unknown, Query = unknown, Body = unknown>(
  app: FastifyInstance,
  deps: Deps,
  endpoint: Endpoint<Answer, Params, Query, Body>,
): void {
  register({ app, deps, endpoint }, (session, request) => {
    const input = parseInput(endpoint, request);
    return runRead(deps, session.actor, (ctx) => endpoint.run(ctx, input));
  });
}

/** A route that writes: the same, its effect once for each Idempotency-Key, committed or rolled back as a whole. */
export function write<Answer extends z.ZodType, Params = unknown, Query = unknown, Body = unknown>(
  app: FastifyInstance,
  deps: Deps,
  endpoint: Endpoint<Answer, Params, Query, Body>,
): void {
  register({ app, deps, endpoint }, (session, request) => {
    const input = parseInput(endpoint, request);
    return once({ deps, actor: session.actor, request }, (keyed) =>
      runWrite(deps, session.actor, (ctx) => keyed(endpoint.run)(ctx, input)),
    );
  });
}

type Registration = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly endpoint: Omit<Endpoint<z.ZodType, unknown, unknown, unknown>, 'run'>;
};

type Handle = (session: Session, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** A route for who is signed in. The session is asked for before the body is read: a stranger costs one look-up. */
export function register({ app, deps, endpoint }: Registration, handle: Handle): void {
  const { method, url } = placeOf(endpoint.route);
  const rule = routeRule(endpoint.route);
  const sessions = new WeakMap<FastifyRequest, Session>();
  app.route({
    method,
    url,
    schema: describe(endpoint),
    preParsing: async (request) => {
      sessions.set(request, await requireSession(deps, request, rule));
    },
    handler: async (request, reply) => {
      const output = await handle(sessions.get(request)!, request, reply);
      return reply.code(endpoint.status ?? 200).send(output);
    },
  });
}

/** `GET /docs` → its method and its path. */
export function placeOf(route: RouteName): {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
} {
  const [, method, url] = /^(GET|POST|PUT|DELETE) (\/.*)$/.exec(route)!;
  return { method: method as 'GET' | 'POST' | 'PUT' | 'DELETE', url: url! };
}

type Described = Omit<Endpoint<z.ZodType, unknown, unknown, unknown>, 'run' | 'route'> & {
  /** Of the answer, where it is not JSON. */
  readonly type?: string;
};

/** What the OpenAPI document says of a route. */
export function describe({ type = 'application/json', answer, status = 200, ...described }: Described): FastifySchema {
  const { tag, summary, params, query, body } = described;
  return {
    tags: [tag],
    summary,
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    response: {
      [status]: { description: '成功', content: { [type]: { schema: answer } } },
      default: { description: '没有办成', content: { 'application/problem+json': { schema: ProblemView } } },
    },
  };
}

type Parts<Params, Query, Body> = {
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
};

/** Unknown fields are refused everywhere; what the path names wins. @throws ZodError, Problem request.invalid */
export function parseInput<Params, Query, Body>(
  { params, query, body }: Parts<Params, Query, Body>,
  request: Pick<FastifyRequest, 'params' | 'query' | 'body'>,
): Params & Query & Body {
  requireText([request.body, request.query, request.params]);
  return {
    ...(body ?? Nothing).parse(request.body ?? {}, IN_CHINESE),
    ...(query ?? Nothing).parse(request.query, IN_CHINESE),
    ...(params ?? Nothing).parse(request.params, IN_CHINESE),
  } as Params & Query & Body;
}

/** Text that no database keeps and no reader sees: NUL, and halves of a character. */
function requireText(value: unknown): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw new Problem('request.invalid', { what: '含有无法保存的字符' });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    requireText(key);
    requireText(part);
  }
}
