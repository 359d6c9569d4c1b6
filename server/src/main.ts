import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Deps } from './context.ts';
import { buildApp, type HttpSettings } from './http/app.ts';
import { defaultLimits } from './http/limits.ts';
import { keepAnchored } from './log/daily-anchor.ts';
import { Problem } from './problem.ts';

const PORT = 7200;
const PORTS_TRIED = 20;

export type ServerSettings = HttpSettings & {
  /** As the environment states it; 7200 where absent, 0 for any free one. */
  readonly port?: string | undefined;
  /** Address to listen on; this machine only where absent. */
  readonly host?: string | undefined;
  /** One line for the person at the terminal. */
  readonly note?: (line: string) => void;
};

export type RunningServer = { readonly url: string; readonly close: () => Promise<void> };

/**
 * Starts the HTTP server; a port that is taken gives way to the next free one, which is said. `close` answers what is
 * in flight, ends idle connections at once and everything after `limits.stopMs`. The database stays the caller's.
 * A proxy on the same machine is believed about the client's address and about TLS.
 */
export async function startServer(deps: Deps, settings: ServerSettings = {}): Promise<RunningServer> {
  const app = await buildApp(deps, { trustedProxies: ['loopback'], ...settings });
  const host = settings.host ?? '127.0.0.1';
  const wanted = readPort(settings.port);
  const port = await listen(app, host, wanted);
  if (wanted !== 0 && port !== wanted) settings.note?.(`端口 ${wanted} 已被占用，改用 ${port}。`);
  const stopMs = settings.limits?.stopMs ?? defaultLimits.stopMs;
  const anchoring = keepAnchored(deps, (error) => app.log.error(error));
  return {
    url: `http://${shownHost(host)}:${port}`,
    close: async () => {
      await closeWithin(app, stopMs);
      await anchoring.stop();
    },
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Problem('request.invalid', { what: `PORT 应为 0 至 65535 的整数，现在是 ${text}` });
}

/** `localhost` is what people type; it reaches the loopback and the any address. */
function shownHost(host: string): string {
  if (host === '127.0.0.1' || host === '0.0.0.0' || host === '::' || host === '::1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

async function listen(app: FastifyInstance, host: string, wanted: number): Promise<number> {
  for (let port = wanted; ; port++) {
    try {
      await app.listen({ host, port });
      return (app.server.address() as AddressInfo).port;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || wanted === 0 || port - wanted >= PORTS_TRIED) throw error;
    }
  }
}

/** A connection kept alive turns idle only after its answer: idle ones are ended again and again until all are gone. */
async function closeWithin(app: FastifyInstance, stopMs: number): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 100);
  const cut = setTimeout(() => app.server.closeAllConnections(), stopMs);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
}
