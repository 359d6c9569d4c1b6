import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { describe, parseInput } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import type { CheckProgram } from './check-programs.ts';

const File = z.strictObject({ file: z.string().max(64) });

/** Programs to check a draw with, for citizens. */
export function checkRoutes(app: FastifyInstance, programs: readonly CheckProgram[]): void {
  const schema = describe({
    tag: '公开',
    summary: `独立核对程序和抽取协议说明：${programs.map(({ name }) => name).join('、')}`,
    params: File,
    answer: z.string(),
    type: 'text/plain',
  });
  app.get('/public/v1/check/:file', {
    schema,
    handler: async (request, reply) => {
      const { file } = parseInput({ params: File }, request);
      const program = programs.find(({ name }) => name === file);
      if (!program) throw new Problem('request.notFound', { what: `核对程序 ${file}` });
      const { name, type, bytes, sha256 } = program;
      reply.header('cache-control', 'no-cache').header('etag', `"${sha256}"`);
      if (request.headers['if-none-match'] === `"${sha256}"`) return reply.code(304).send();
      if (name.endsWith('.py')) reply.header('content-disposition', `attachment; filename="${name}"`);
      return reply.type(type).send(bytes);
    },
  });
}
