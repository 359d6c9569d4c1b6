import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ProblemView } from '@sunlot/contract/problem-view.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { databaseRefusal } from '../database-refusals.ts';
import { Problem } from '../problem.ts';

/** Where an error goes that nobody foresaw. It never reaches the client. */
export type Report = (note: { readonly reference: string; readonly route: string; readonly error: unknown }) => void;

/** Where unexpected errors go when nobody else takes them. */
export const reportToStderr: Report = ({ reference, route, error }) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`[${reference}] ${route}\n${text}\n`);
};

const RETRY_AFTER_SECONDS = 5;

/** The page that tells a reader of a problem. */
export type FailurePage = (problem: Problem) => string;

/**
 * Every error leaves as RFC 9457 with a stable `code`, for a reader as a page; what was not foreseen leaves as a
 * reference only.
 */
export function answerProblems(app: FastifyInstance, report: Report, pageFor: FailurePage): void {
  app.setErrorHandler((error, request, reply) => {
    const known = toProblem(error);
    const reference = known ? undefined : makeReference();
    const problem = known ?? new Problem('request.unexpected', { reference });
    if (reference !== undefined) {
      report({ reference, route: `${request.method} ${request.routeOptions.url ?? ''}`, error });
    }
    if (isReader(request)) return sendPage(reply, problem.status, pageFor(problem));
    return sendProblem(reply, problem, reference);
  });
}

/** Somebody who reads pages, not a program that asks the interface. */
function isReader({ method, url }: FastifyRequest): boolean {
  return method === 'GET' && !/^\/(?:api|public|health)(?:\/|$|\?)/.test(url);
}

function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  if (status === 503 || status === 429) reply.header('retry-after', String(RETRY_AFTER_SECONDS));
  return reply.code(status).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
}

/** What the router refuses before there is a route: an address too long, or not decodable. */
export function answerRouterError(_error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, new Problem('request.invalid', { what: '地址无法读取' }));
}

/** An address that nothing answers: a page for who reads, a problem for a program. */
export function sendNotFound(page: string): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  return (request, reply) => {
    if (!isReader(request)) return sendProblem(reply, new Problem('request.notFound', { what: '这个地址' }));
    return sendPage(reply, 404, page);
  };
}

function sendProblem(reply: FastifyReply, problem: Problem, reference?: string): FastifyReply {
  if (problem.status === 503 || problem.status === 429) reply.header('retry-after', String(RETRY_AFTER_SECONDS));
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((view: ProblemView) => JSON.stringify(view))
    .send(problemView(problem, reference));
}

function problemView(problem: Problem, reference: string | undefined): ProblemView {
  return {
    type: `/docs#${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Problem',
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    ...(Object.keys(problem.details).length > 0 && { details: { ...problem.details } }),
    ...(reference !== undefined && { reference }),
  };
}

function toProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) return new Problem('request.invalid', invalid(error));
  return databaseRefusal(error) ?? frameworkRefusal(error);
}

function invalid(error: ZodError): { what: string; fields: readonly { path: string; message: string }[] } {
  const fields = error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }));
  return {
    what: fields.map(({ path, message }) => (path === '' ? message : `${path}：${message}`)).join('；'),
    fields,
  };
}

/** What Fastify and its plugins refuse before a handler runs: told by their status, worded by us. */
function frameworkRefusal(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return undefined;
  if (error.statusCode === 413) return new Problem('request.tooLarge', { limit: '上限' });
  if (error.statusCode === 429) return new Problem('request.tooMany');
  if (error.statusCode === 503) return new Problem('server.busy');
  if (error.statusCode === 415) return new Problem('request.invalid', { what: '内容类型应为 application/json' });
  if (error.statusCode >= 400 && error.statusCode < 500) {
    return new Problem('request.invalid', { what: '无法读取这个请求' });
  }
  return undefined;
}

/** Six characters that can be read out on the telephone. */
export function makeReference(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return [...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('');
}
