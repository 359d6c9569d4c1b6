import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { type Context, type Deps, read } from '../context.ts';
import { describe, type Endpoint, parseInput, placeOf } from '../http/endpoint.ts';
import type { Actor } from '../rights.ts';

/**
 * Whoever comes without an account: no role, and an agency that no row has, so that row-level security shows only what
 * is published. Nothing here runs with the program's own rights.
 */
export const VISITOR: Actor = { id: '', login: '', name: '公众', agency: '', roles: [], sees: [], via: 'http' };

/** Who sends a number for a draw: writes the one log entry that this makes, with the program's own rights. */
export const OUTSIDER: Actor = { ...VISITOR, agency: undefined };

/** A public route: no session is looked at, so that signed-in staff and a stranger get the same bytes. */
export function publicRead<Answer extends z.ZodType, Params = unknown, Query = unknown>(
  app: FastifyInstance,
  deps: Deps,
  endpoint: Endpoint<Answer, Params, Query, unknown>,
): void {
  app.route({
    ...placeOf(endpoint.route),
    schema: describe(endpoint),
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-cache');
      return asVisitor(deps, endpoint.run, parseInput(endpoint, request));
    },
  });
}

export function asVisitor<Input, Output>(
  deps: Deps,
  useCase: (ctx: Context, input: Input) => Promise<Output>,
  input: Input,
): Promise<Output> {
  return read(deps, VISITOR, (ctx) => useCase(ctx, input));
}
