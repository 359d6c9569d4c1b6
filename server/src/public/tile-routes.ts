import { parseTilePath } from '@sunlot/core/hash/tiles.ts';
import type { FastifyInstance } from 'fastify';
import type { Context, Deps } from '../context.ts';
import { placeOf } from '../http/endpoint.ts';
import { lastCheckpoint, readTile } from '../log/log-tiles.ts';
import { Problem } from '../problem.ts';
import { asVisitor } from './visitor.ts';

/** One path, one content, for ever (tlog-tiles); browsers and proxies need not ask again. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The public log as C2SP tlog-tiles under `/log/`: what `sunlot log tiles` writes as files. */
export function tileRoutes(app: FastifyInstance, deps: Deps): void {
  app.route({
    ...placeOf('GET /log/checkpoint'),
    schema: { hide: true },
    handler: async (_request, reply) => {
      const note = await asVisitor(deps, noteNow, undefined);
      return reply.header('cache-control', 'no-cache').type('text/plain; charset=utf-8').send(note);
    },
  });
  app.route<{ Params: { '*': string } }>({
    ...placeOf('GET /log/tile/*'),
    schema: { hide: true },
    handler: async (request, reply) => {
      const bytes = await asVisitor(deps, tileAt, `tile/${request.params['*']}`);
      return reply.header('cache-control', FOR_EVER).type('application/octet-stream').send(Buffer.from(bytes));
    },
  });
}

async function noteNow({ tx }: Context): Promise<string> {
  const last = await lastCheckpoint(tx);
  if (!last) throw new Problem('request.notFound', { what: '日志检查点（还没有封存过名单）' });
  return last.note;
}

async function tileAt({ tx }: Context, path: string): Promise<Uint8Array> {
  const tile = parseTilePath(path);
  const bytes = tile && (await readTile(tx, tile));
  if (!bytes) throw new Problem('request.notFound', { what: `日志分片 ${path.slice(0, 100)}` });
  return bytes;
}
