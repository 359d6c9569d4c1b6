import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Deps } from './context.ts';
import { verdictClosings } from './features/compliance/close-due.ts';
import { yearlyProposals } from './features/yearly-lists/propose-due.ts';
import { buildApp, type HttpSettings } from './http/app.ts';
import { defaultLimits } from './http/limits.ts';
import { makeReference, reportToStderr } from './http/problems.ts';
import { dailyAnchor } from './log/daily-anchor.ts';
import { Problem } from './problem.ts';
import { pageScripts } from './public/page-scripts.ts';
import { type Failure, keepUp } from './upkeep.ts';

const PORT = 7200;
const PORTS_TRIED = 20;

export type ServerSettings = HttpSettings & {
  /** As the environment states it; 7200 where absent, 0 for any free one. */
  readonly port?: string | undefined;
  /** May a stated port that is taken give way to the next free one? The port that nobody stated always may. */
  readonly portMayMove?: boolean;
  /** Address to listen on; this machine only where absent. */
  readonly host?: string | undefined;
  /** One line for the person at the terminal. */
  readonly note?: (line: string) => void;
};

export type RunningServer = { readonly url: string; readonly close: () => Promise<void> };

/**
 * Starts the HTTP server, and does what is due on a day without being asked; a port that may move gives way to the next free
 * one when it is taken, which is said. `close` answers what is in flight, ends idle connections at once and everything after
 * `limits.stopMs`. The database stays the caller's. Where no proxies are named, one on the same machine is believed about the client's address and about TLS.
 * @throws Problem request.invalid | server.cannotListen
 */
export async function startServer(deps: Deps, settings: ServerSettings = {}): Promise<RunningServer> {
  const host = settings.host ?? '127.0.0.1';
  const wanted = readPort(settings.port);
  const app = await buildWith(deps, { trustedProxies: ['loopback'], ...settings });
  const port = await listen(app, { host, wanted, mayMove: settings.portMayMove ?? !isStated(settings.port) });
  if (wanted !== 0 && port !== wanted) settings.note?.(`端口 ${wanted} 已被占用，改用 ${port}。`);
  const stopMs = settings.limits?.stopMs ?? defaultLimits.stopMs;
  void warmScripts(settings);
  const upkeep = keepUp([dailyAnchor(deps), yearlyProposals(deps), verdictClosings(deps)], (failure) =>
    reportUpkeep(failure, settings),
  );
  return {
    url: `http://${shownHost(host)}:${port}`,
    close: async () => {
      const rested = upkeep.stop();
      await closeWithin(app, stopMs);
      await rested;
    },
  };
}

/** An address that is none is said by the framework in English. */
async function buildWith(deps: Deps, settings: HttpSettings): Promise<FastifyInstance> {
  try {
    return await buildApp(deps, settings);
  } catch (error) {
    const isAddress = error instanceof TypeError && /^invalid (?:IP address|range)/.test(error.message);
    if (!isAddress) throw error;
    const addresses = settings.trustedProxies?.join(',') ?? '';
    throw new Problem('request.invalid', {
      what: `SUNLOT_TRUSTED_PROXIES 应为地址或网段，用逗号分隔，现在是 ${addresses}`,
    });
  }
}

/** So that the first visitor of a draw does not wait for them. */
async function warmScripts({ report = reportToStderr, note }: ServerSettings): Promise<void> {
  try {
    await pageScripts();
  } catch (error) {
    const reference = makeReference();
    report({ reference, route: 'page-scripts', error });
    note?.(`网页验算的脚本没有做成，抽取页面暂时没有「开始验算」，下次打开页面时再试（编号 ${reference}）。`);
  }
}

function reportUpkeep({ job, what, error }: Failure, { report = reportToStderr, note }: ServerSettings): void {
  const reference = makeReference();
  report({ reference, route: job, error });
  note?.(`${what}没有成功，一小时后再试（编号 ${reference}）。`);
}

function isStated(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function readPort(text: string | undefined): number {
  if (!isStated(text)) return PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Problem('request.invalid', { what: `PORT 应为 0 至 65535 的整数，现在是 ${text}` });
}

/** `localhost` is what people type; it reaches the loopback and the any address. */
function shownHost(host: string): string {
  if (host === '127.0.0.1' || host === '0.0.0.0' || host === '::' || host === '::1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

type Place = { readonly host: string; readonly wanted: number; readonly mayMove: boolean };

async function listen(app: FastifyInstance, { host, wanted, mayMove }: Place): Promise<number> {
  for (let port = wanted; ; port++) {
    try {
      await app.listen({ host, port });
      return (app.server.address() as AddressInfo).port;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const moves = mayMove && code === 'EADDRINUSE' && wanted !== 0 && port - wanted < PORTS_TRIED && port < 65_535;
      if (moves) continue;
      await app.close();
      if (code === '') throw error;
      throw new Problem('server.cannotListen', { host, port, why: REASONS[code] ?? code });
    }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: '端口已被占用',
  EACCES: '没有权限（1024 以下的端口只有 root 能用）',
  EADDRNOTAVAIL: '本机没有这个地址',
  ENOTFOUND: '没有这个主机名',
};

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
