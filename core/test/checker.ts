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

/** The second implementation: `docs/check/verify_draw.py`, run once over many packs. */

const CHECKER = fileURLToPath(new URL('../../docs/check/verify_draw.py', import.meta.url));

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

/** Its answers to packs that are written into a folder for it, in their order. */
export async function askPython(packs: readonly EvidenceFiles[]): Promise<readonly PythonAnswer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-cross-'));
  try {
    const paths = packs.map((files, i) => {
      const path = join(folder, String(i));
      for (const [name, bytes] of files) {
        const file = join(path, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, bytes);
      }
      return path;
    });
    const lines = (await batch(paths)).split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as PythonAnswer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function batch(paths: readonly string[]): Promise<string> {
  const child = spawn('python3', [CHECKER, '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
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

const ON_SIGNATURES: readonly CheckId[] = ['V2', 'V3', 'V6', 'V14'];
const isUnsigned = (id: CheckId, state: string) => state === 'notChecked' && ON_SIGNATURES.includes(id);
