import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Deps } from '../context.ts';
import { describe } from './endpoint.ts';

/** For load balancers and supervisors: 200 while the database answers, else 503. */
export function healthRoute(app: FastifyInstance, deps: Deps): void {
  app.get('/health', {
    schema: describe({ tag: '运行', summary: '运行状况', answer: z.object({ status: z.literal('ok') }) }),
    handler: async () => {
      await sql`select 1`.execute(deps.database.db);
      return { status: 'ok' };
    },
  });
}
