import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { MOST_OFFLINE_BYTES, offlinePage } from '../evidence/offline-page.ts';
import { verifyEvidence } from '../evidence/verify-evidence.ts';
import { enterDraw } from '../features/draws/enter-draw.ts';
import { freezeDraw } from '../features/draws/freeze-draw.ts';
import { revealDraw } from '../features/draws/reveal-draw.ts';
import { runDraw } from '../features/draws/run-draw.ts';
import { type County, DICE, openCounty } from '../features/draws/test-county.ts';
import { buildApp } from '../http/app.ts';
import { checkPrograms } from './check-programs.ts';
import { pageScripts } from './page-scripts.ts';

type Checks = readonly { readonly id: string; readonly state: string }[];
type Answer = {
  readonly kind: string;
  readonly why?: string;
  readonly result?: { readonly checks: Checks; readonly ok: boolean; readonly session?: { readonly words: string } };
};
type Asks = (request: object) => Promise<Answer>;

/** What a worker's script finds around it, and how a page asks it. */
function workerScope() {
  let listener: ((event: { data: object }) => void) | undefined;
  let heard: (answer: Answer) => void = () => undefined;
  const self = {
    postMessage: (answer: Answer) => answer.kind !== 'progress' && heard(answer),
    addEventListener: (_: string, called: typeof listener) => {
      listener = called;
    },
  };
  const asks: Asks = (data) =>
    new Promise((resolve) => {
      heard = resolve;
      listener!({ data });
    });
  return { self, asks };
}

let loads = 0;

/** The worker as the server sends it: its files in a folder, loaded as modules; its own file anew each time. */
async function sentWorker(folder: string): Promise<Asks> {
  const { worker, files } = await pageScripts();
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const [name, { code }] of files) writeFileSync(join(folder, name), code);
  const { self, asks } = workerScope();
  Object.assign(globalThis, { self });
  await import(`${pathToFileURL(join(folder, worker)).href}?${loads++}`);
  return asks;
}

/** The script of a saved page in the role of its worker, with what a browser of 2020 had and no more. */
function savedWorker(page: string): Asks {
  const script = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].at(-1)![1]!;
  const { self, asks } = workerScope();
  const context = createContext({ self, performance });
  runInContext(
    `for (const name of ['at', 'findLast', 'findLastIndex']) delete Array.prototype[name];
     delete Object.getPrototypeOf(Uint8Array.prototype).at; delete String.prototype.at; delete Object.hasOwn;
     delete globalThis.WebAssembly;`,
    context,
  );
  runInContext(script, context);
  return asks;
}

const failed = (checks: Checks) => checks.filter(({ state }) => state === 'fail').map(({ id }) => id);
const asFile = (bytes: Uint8Array) => ({ file: new Blob([Uint8Array.from(bytes)]) });

describeDatabases('a draw verified in a browser', (target) => {
  let county: County;
  let app: FastifyInstance;
  let draw: string;
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-scripts-'));
  beforeAll(async () => {
    county = await openCounty(target);
    app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    ({ draw } = await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q4', 10) }));
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  });
  afterAll(async () => {
    await app.close();
    await county.close();
    rmSync(folder, { recursive: true });
  });
  const get = (url: string, headers = {}) => app.inject({ method: 'GET', url, headers });
  const pack = async () => (await get(`/public/v1/draws/${draw}/evidence.zip`)).rawPayload;

  test('the page names one script of this site, has none in it, and its policy lets nothing else run', async () => {
    const page = await get(`/v/${draw}`);
    const { page: script, worker } = await pageScripts();
    expect(page.body.match(/<script\b[^>]*>/g)).toEqual([`<script type="module" src="/scripts/${script}">`]);
    expect(page.body).toContain(`data-worker="/scripts/${worker}"`);
    const policy = String(page.headers['content-security-policy']);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "connect-src 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types sunlot',
    ])
      expect(policy.split(';')).toContain(part);
    expect(policy).not.toMatch(/unsafe|\*|https?:|blob:|data:/);
    // Control: a page without the verification allows no script at all.
    expect((await get('/')).headers['content-security-policy']).not.toContain('script-src');
  });

  test('without script the page still has the pack, the command and the programs', async () => {
    const { body } = await get(`/v/${draw}`);
    for (const part of [`/public/v1/draws/${draw}/evidence.zip`, '<noscript>', 'sunlot verify ', 'python3 '])
      expect(body).toContain(part);
  });

  test('a script is kept for ever under the hash of its content, packed where that is asked for', async () => {
    for (const [name, { code }] of (await pageScripts()).files) {
      const plain = await get(`/scripts/${name}`);
      expect(plain.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      expect(plain.headers['content-security-policy']).not.toContain('unsafe');
      expect(plain.body).toBe(code);
      const packed = await get(`/scripts/${name}`, { 'accept-encoding': 'gzip, br' });
      expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
      expect(gunzipSync(packed.rawPayload).toString()).toBe(code);
    }
    expect((await get('/scripts/page-00000000.js')).statusCode).toBe(404);
  });

  test('the worker finds what the command finds; one changed digit, and the seed no longer follows', async () => {
    const asks = await sentWorker(folder);
    const bytes = await pack();
    const whole = await asks({ kind: 'verify', source: asFile(bytes) });
    const { checks } = verifyEvidence(bytes);
    expect(whole.result!.checks).toEqual(checks);
    expect(whole.result!.session!.words).toBe(verifyEvidence(bytes).words);
    expect(failed(whole.result!.checks)).toEqual([]);
    const value = DICE.slice(0, -1) + (DICE.endsWith('1') ? '2' : '1');
    const changed = await asks({ kind: 'change', source: 0, value });
    expect(changed.kind).toBe('changed');
    expect(failed(changed.result!.checks)).toEqual(['V3', 'V7', 'V10']);
    // Nothing is kept of it.
    const again = await asks({ kind: 'change', source: 0, value: DICE });
    expect(failed(again.result!.checks)).toEqual([]);
    expect(await asks({ kind: 'change', source: 7, value })).toMatchObject({ kind: 'failed' });
  });

  test('a touched pack fails as a file; one that is none, too', async () => {
    const asks = await sentWorker(folder);
    const touched = Uint8Array.from(await pack());
    touched[5_000]! ^= 1;
    for (const bytes of [touched, Buffer.from('nothing')]) {
      const answer = await asks({ kind: 'verify', source: asFile(bytes) });
      expect(failed(answer.result!.checks)).toEqual(['V1']);
    }
  });

  test('a saved page verifies itself with a browser of 2020, its names open or closed, and may reach nothing', async () => {
    for (const state of ['closed', 'open']) {
      if (state === 'open') await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
      const bytes = await pack();
      const page = await offlinePage(bytes, draw);
      const inside = /id="pack">([^<]*)</.exec(page)![1]!;
      expect(Buffer.from(inside, 'base64').equals(bytes)).toBe(true);
      const answer = await savedWorker(page)({ kind: 'verify', source: asFile(bytes) });
      expect(answer.result!.checks).toEqual(verifyEvidence(bytes).checks);
      const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
      const hashes = [...page.matchAll(/<(?:style|script)>([\s\S]*?)<\/(?:style|script)>/g)].map(
        ([, text]) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`,
      );
      expect(hashes).toHaveLength(2);
      expect(policy).toContain(`style-src ${hashes[0]}`);
      expect(policy).toContain(`script-src ${hashes[1]}`);
      expect(policy).not.toMatch(/unsafe|connect-src|'self'|https?:/);
      expect(page).not.toMatch(/(?:src|href)="/);
      expect(page.slice(page.lastIndexOf('<script>'))).not.toContain('<!--');
    }
  });

  test('a pack too large for a page, and a file that is no pack, are refused', async () => {
    await expect(offlinePage(new Uint8Array(MOST_OFFLINE_BYTES + 1), draw)).rejects.toMatchObject({
      code: 'evidence.tooLargeForPage',
    });
    await expect(offlinePage(Buffer.from('nothing'), draw)).rejects.toMatchObject({ code: 'evidence.notAPack' });
  });

  test('the programs for citizens are those of docs, by their names and sums on the page', async () => {
    const { body } = await get(`/v/${draw}`);
    const docs = join(import.meta.dirname, '../../../docs');
    for (const { name, sha256 } of checkPrograms()) {
      const answer = await get(`/public/v1/check/${name}`);
      const file = readFileSync(join(docs, name.endsWith('.py') ? 'check' : '', name));
      expect(answer.rawPayload.equals(file)).toBe(true);
      expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
      expect(body).toContain(sha256);
      expect(body).toContain(`href="/public/v1/check/${name}"`);
    }
    expect(await get('/public/v1/check/README.md')).toMatchObject({ statusCode: 404 });
    expect(await get('/public/v1/check/..%2F..%2Fpackage.json')).toMatchObject({ statusCode: 404 });
  });
});
