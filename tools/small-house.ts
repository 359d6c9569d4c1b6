import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { commandOf, REPOSITORY } from './run.ts';

/** A file of the small house: path → text. */
export type Files = Record<string, string>;

/** What a command printed (both streams) and its exit code. */
export type Answer = { code: number; output: string };

const WORKSPACES = ['core', 'contract', 'portal', 'server', 'cli', 'bench', 'tools'];

const CONFIGS = [
  '.gitignore',
  '.oxlintrc.json',
  'biome.json',
  'knip.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'vitest.config.ts',
  'core/tsconfig.test.json',
  'portal/tsconfig.test.json',
  ...WORKSPACES.map((workspace) => `${workspace}/tsconfig.json`),
];

const DEV_DEPENDENCIES = [
  '@biomejs/biome',
  '@types/node',
  '@vitest/coverage-v8',
  'knip',
  'oxlint',
  'oxlint-tsgolint',
  'typescript',
  'vitest',
];

const SOURCES: Files = {
  'core/src/basics/numbers.ts': `
export function double(n: number): number {
  return n * 2;
}`,
  'core/src/basics/numbers.test.ts': `
import { expect, test } from 'vitest';
import { lots } from '../draw/lots.ts';
import { quota } from '../policy/quota.ts';

test('doubles', () => {
  expect([lots(2), quota(3)]).toEqual([4, 6]);
});`,
  'core/src/hash/digest.ts': `
import { double } from '../basics/numbers.ts';

export function digest(n: number): number {
  return double(n);
}`,
  'core/src/draw/lots.ts': `
import { digest } from '../hash/digest.ts';

export function lots(n: number): number {
  return digest(n);
}`,
  'core/src/policy/quota.ts': `
import { double } from '../basics/numbers.ts';

export function quota(n: number): number {
  return Math.max(double(n), 0);
}`,
  'contract/src/draws.ts': `
import { lots } from '@sunlot/core/draw/lots.ts';

export function drawView(n: number): string {
  return String(lots(n));
}`,
  'portal/src/page.ts': `
import { lots } from '@sunlot/core/draw/lots.ts';

document.title = String(lots(1));`,
  'portal/src/page.test.ts': `
import { expect, test } from 'vitest';

test('needs a window', async () => {
  await expect(import('./page.ts')).rejects.toThrow('document');
});`,
  'server/src/features/draws/sql.ts': `
export function selectDraw(): string {
  return 'select 1';
}`,
  'server/src/features/draws/routes.ts': `
import { drawView } from '@sunlot/contract/draws.ts';
import { strToU8 } from 'fflate';
import { selectDraw } from './sql.ts';

export async function drawRoutes(): Promise<number> {
  return strToU8(selectDraw() + drawView(1)).length;
}`,
  'server/src/features/objects/sql.ts': `
export function selectObject(): string {
  return 'select 2';
}`,
  'server/src/features/objects/routes.ts': `
import { selectObject } from './sql.ts';

export function objectRoutes(): string {
  return selectObject();
}`,
  'server/src/serve.ts': `
import { drawRoutes } from './features/draws/routes.ts';
import { objectRoutes } from './features/objects/routes.ts';

export async function serve(): Promise<string> {
  return objectRoutes() + import.meta.resolve('@sunlot/portal/page.ts') + String(await drawRoutes());
}`,
  'cli/src/main.ts': `
import { serve } from '@sunlot/server/serve.ts';

process.stdout.write(await serve());`,
  'bench/main.ts': `
process.stdout.write('nothing to measure');`,
  'docs/dependencies.md': '| `fflate` | 0.8.3 | MIT | unpacks |',
  'package-lock.json': '{ "packages": { "node_modules/fflate": { "license": "MIT", "integrity": "sha512-" } } }',
};

/** Manifests of the small house: the real names and directions, only the packages that its few files use. */
function manifests(): Files {
  const own = (name: string, more: object) =>
    JSON.stringify({ name: `@sunlot/${name}`, version: '0.1.0', private: true, type: 'module', ...more });
  const exported = { exports: { './*': './src/*' } };
  const root = {
    name: 'sunlot',
    private: true,
    type: 'module',
    workspaces: WORKSPACES,
    scripts: {
      test: 'node tools/need-node.js && node tools/test.ts',
      bench: 'node bench/main.ts',
      cli: 'node cli/src/main.ts',
      format: 'biome check --write .',
    },
    devDependencies: Object.fromEntries(DEV_DEPENDENCIES.map((name) => [name, '0.0.0'])),
  };
  return {
    'package.json': JSON.stringify(root),
    'core/package.json': own('core', exported),
    'contract/package.json': own('contract', { ...exported, dependencies: { '@sunlot/core': '0.1.0' } }),
    'portal/package.json': own('portal', { ...exported, dependencies: { '@sunlot/core': '0.1.0' } }),
    'server/package.json': own('server', {
      ...exported,
      dependencies: { '@sunlot/contract': '0.1.0', '@sunlot/portal': '0.1.0', fflate: '0.8.3' },
    }),
    'cli/package.json': own('cli', { dependencies: { '@sunlot/server': '0.1.0' } }),
    'bench/package.json': own('bench', {}),
    'tools/package.json': own('tools', {}),
  };
}

/**
 * A complete small project under this repository's own configuration and tools, in a folder of its own (its name has a
 * space) outside the checkout, so that violations can be planted without touching anybody's files.
 */
export async function buildSmallHouse(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'sunlot house '));
  for (const path of CONFIGS) copy(root, path);
  for (const name of readdirSync(join(REPOSITORY, 'tools'))) {
    if (!/\.test\.ts$|^(?:small-house|violations-table)\.ts$/.test(name)) copy(root, `tools/${name}`);
  }
  write(root, SOURCES);
  write(root, manifests());
  linkPackages(root);
  await runTool(root, ['@biomejs/biome', 'biome', 'format', '--write', '.']);
  return root;
}

function copy(root: string, path: string): void {
  cpSync(join(REPOSITORY, path), join(root, path), { recursive: true });
}

/** Every installed package by a link; the project's own names lead to the small house's folders. */
function linkPackages(root: string): void {
  const installed = join(REPOSITORY, 'node_modules');
  mkdirSync(join(root, 'node_modules', '@sunlot'), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== '@sunlot' && name !== '.cache') symlinkSync(join(installed, name), join(root, 'node_modules', name));
  }
  for (const name of WORKSPACES) symlinkSync(join('..', '..', name), join(root, 'node_modules', '@sunlot', name));
}

function write(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Puts files in (over existing ones too), asks, and puts everything back. */
export async function withPlanted<T>(root: string, planted: Files, ask: () => Promise<T>): Promise<T> {
  const before = Object.keys(planted).map((path) => ({ path, text: readIfThere(join(root, path)) }));
  write(root, planted);
  try {
    return await ask();
  } finally {
    for (const { path, text } of before) {
      if (text === undefined) rmSync(join(root, path));
      else writeFileSync(join(root, path), text);
    }
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Runs a tool of the house in it. */
export function runTool(root: string, [packageName, command, ...args]: [string, string, ...string[]]): Promise<Answer> {
  return runNode(root, [commandOf(root, packageName, command), ...args]);
}

/** Runs a script on this Node with a bare environment: nothing of the run around it leaks in. */
export function runNode(root: string, args: string[]): Promise<Answer> {
  const path = [join(root, 'node_modules', '.bin'), dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const env = { PATH: path, HOME: root, TMPDIR: tmpdir(), NO_COLOR: '1', CI: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}
