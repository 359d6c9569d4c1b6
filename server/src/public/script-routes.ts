import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput, placeOf } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { pageScripts } from './page-scripts.ts';

/** The name of a script has the hash of its content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const File = z.strictObject({ file: z.string().max(100) });

/** What a worker may do is said by the policy of its own script: load more of ours, fetch a pack from here, and nothing else. */
const POLICY =
  "default-src 'none';script-src 'self';connect-src 'self';base-uri 'none';require-trusted-types-for 'script';trusted-types 'none'";

/** The scripts of the verification. They are packed once: the whole is sent to every visitor who verifies. */
export function scriptRoutes(app: FastifyInstance): void {
  const packed = new Map<string, Buffer>();
  app.route({
    ...placeOf('GET /scripts/:file'),
    schema: { hide: true },
    handler: async (request, reply) => {
      const { file } = parseInput({ params: File }, request);
      const script = (await pageScripts()).files.get(file);
      if (!script) throw new Problem('request.notFound', { what: '这个脚本（本站可能刚更新，请刷新页面）' });
      reply
        .header('cache-control', FOR_EVER)
        .header('content-security-policy', POLICY)
        .header('vary', 'accept-encoding');
      reply.type('text/javascript; charset=utf-8');
      if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(script.code);
      const gzip = packed.get(file) ?? gzipSync(script.code, { level: 9 });
      packed.set(file, gzip);
      return reply.header('content-encoding', 'gzip').send(gzip);
    },
  });
}
