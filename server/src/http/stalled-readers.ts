import type { FastifyInstance } from 'fastify';

/** Cuts a client that takes nothing of its answer for so long. It says nothing about how long a handler may work. */
export function cutStalledReaders(app: FastifyInstance, ms: number): void {
  app.addHook('onSend', async (request, reply, payload) => {
    reply.raw.setTimeout(ms, () => request.raw.destroy());
    return payload;
  });
}
