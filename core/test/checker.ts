import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckId } from '../src/draw/check.ts';
import type { EvidenceFiles } from '../src/draw/evidence.ts';
import { verifyDraw } from '../src/draw/verify.ts';
import type { Verification } from '../src/draw/verify-with.ts';
import type { NamedPack } from './random-packs.ts';

/** The second implementation, `docs/check/verify_pack.py`, and the short one, `verify_draw.py`; each is run once over many packs. */

const programOf = (name: string) => fileURLToPath(new URL(`../../docs/check/${name}`, import.meta.url));
const CHECKER = programOf('verify_pack.py');
const SHORT = programOf('verify_draw.py');

const found = spawnSync('python3', ['--version'], { encoding: 'utf8' });
/** Undefined where the machine has no Python 3, which is said in the names of the tests that need it. */
export const python = found.status === 0 ? found.stdout.trim() : undefined;

/** What the checker says of one pack; `unreadable` where it cannot even begin. */
export type PythonAnswer = {
  readonly ok: boolean;
  /** The fingerprint, hex. */
  readonly draw?: string;
  readonly phase?: string;
  readonly checks?: readonly { readonly id: CheckId; readonly state: string; readonly why: string }[];
  readonly unreadable?: string;
};

/** What `verify_draw.py` says of one pack: 0 right, 7 wrong, 8 not drawn yet, 2 unreadable. */
export type ShortAnswer = { readonly code: number; readonly told: readonly string[] };

export const askPython = (packs: readonly EvidenceFiles[]) => ask<PythonAnswer>([CHECKER, '--batch'], packs);
export const askShort = (packs: readonly EvidenceFiles[]) => ask<ShortAnswer>(['-c', SHORT_OF_MANY], packs);

/** The short program takes one pack: its function `answer` is asked for one path a line, and gives one line of JSON each. */
const SHORT_OF_MANY = [
  'import json, sys',
  'sys.dont_write_bytecode = True',
  `sys.path.insert(0, ${JSON.stringify(dirname(SHORT))})`,
  'import verify_draw',
  'for path in sys.stdin:',
  '    code, told = verify_draw.answer(path.rstrip())',
  '    print(json.dumps({"code": code, "told": told}))',
].join('\n');

/** A program's answers to packs that are written into a folder for it, in their order. */
async function ask<Answer>(words: readonly string[], packs: readonly EvidenceFiles[]): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-cross-'));
  try {
    const paths = packs.map((files, i) => written(files, join(folder, String(i))));
    const lines = (await batch(words, paths)).split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Answer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function written(files: EvidenceFiles, path: string): string {
  for (const [name, bytes] of files) {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return path;
}

/** `verify_draw.py` for one pack, as people run it: its exit code and what it prints. */
export function runShort(files: EvidenceFiles, ...more: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-short-'));
  try {
    return runShortOn(written(files, folder), ...more);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same of any path, also one where there is no pack. */
export function runShortOn(path: string, ...more: readonly string[]) {
  const { status, stdout } = spawnSync('python3', [SHORT, path, ...more], { encoding: 'utf8' });
  return { status, stdout };
}

/** The same under a Python whose hashlib has no SM3, as an old or restricted OpenSSL leaves it. */
export function runShortWithoutSm3(files: EvidenceFiles) {
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-short-'));
  const words = `import hashlib, runpy, sys
hashlib.algorithms_available = hashlib.algorithms_available - {'sm3'}
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name='__main__')`;
  try {
    const path = written(files, folder);
    const { status, stdout } = spawnSync('python3', ['-c', words, SHORT, path], { encoding: 'utf8' });
    return { status, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function batch(words: readonly string[], paths: readonly string[]): Promise<string> {
  const child = spawn('python3', words, { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(pieces).toString('utf8')) : reject(new Error(`exit code ${code}`)),
    );
    child.stdin.end(paths.map((path) => `${path}\n`).join(''));
  });
}

/** What TypeScript says with every signature taken at its word, which is what Python can say too. */
export function verifyUnsigned(files: EvidenceFiles): Verification {
  return verifyDraw(files, { verifySignature: () => true, verifyBeacon: () => true });
}

/**
 * How the two differ, check by check; undefined where they agree. Python says `notChecked` where a state hangs on a signature: of the log and
 * its witnesses (V2), of a round under a witnessed log (V3), of a round (V6), of the rounds of replacements (V14).
 */
export function difference({ name }: NamedPack, own: Verification, python: PythonAnswer): string | undefined {
  const [states, theirs] = [own.checks, python.checks ?? []].map((checks) =>
    checks.map(({ id, state }) => `${id} ${isUnsigned(id, state) ? 'pass' : state}`).join(', '),
  );
  const { phase = '', fingerprint = '' } = own.session ?? {};
  const heads = [`${phase} ${fingerprint}`, `${python.phase} ${python.draw}`];
  return states === theirs && heads[0] === heads[1]
    ? undefined
    : `${name}\n  TypeScript ${heads[0]}: ${states}\n  Python     ${heads[1]}: ${theirs}`;
}

/**
 * What `verify_draw.py` may say of a pack. Of one that no check refuses: all is right, or nothing is drawn yet. It looks at files, list,
 * seed and winners as the checks V1 and V7 … V10 do, and at part of what the others do: what only these refuse it may refuse too.
 */
export function shortCodes({ ok, checks }: Verification): readonly number[] {
  const stateOf = (wanted: CheckId) => checks.find(({ id }) => id === wanted)!.state;
  const looked: readonly CheckId[] = ['V1', 'V7', 'V8', 'V9', 'V10'];
  if (looked.some((id) => stateOf(id) === 'fail')) return [7];
  const right = stateOf('V10') === 'notYet' ? 8 : 0;
  return ok ? [right] : [right, 7];
}

/** SM3 of texts as `verify_pack.py` works it out by hand, which it does where Python has none; hex. */
export function sm3ByHand(texts: readonly string[]): readonly string[] {
  const script = [
    'import json, sys',
    'sys.dont_write_bytecode = True',
    `sys.path.insert(0, ${JSON.stringify(dirname(CHECKER))})`,
    'import verify_pack',
    'for text in json.load(sys.stdin):',
    '    print(verify_pack.sm3_by_hand(text.encode()).hex())',
  ].join('\n');
  const run = spawnSync('python3', ['-c', script], { input: JSON.stringify(texts), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.split('\n').slice(0, -1);
}

const ON_SIGNATURES: readonly CheckId[] = ['V2', 'V3', 'V6', 'V14'];
const isUnsigned = (id: CheckId, state: string) => state === 'notChecked' && ON_SIGNATURES.includes(id);
