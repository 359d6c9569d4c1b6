import type { Files } from './small-house.ts';

/** A planted violation: the files that make it, and the rule that must name one of them. */
export type Violation = { rule: string; at: string; files: Files };

const one = (rule: string, at: string, text: string): Violation => ({ rule, at, files: { [at]: text } });
const lines = (count: number, line: string) => `${line}\n`.repeat(count);
const manifest = (name: string, dependencies: object) =>
  JSON.stringify({
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    exports: { './*': './src/*' },
    dependencies,
  });

const lock = (record: object) =>
  JSON.stringify({ packages: { 'node_modules/fflate': { license: 'MIT', ...record } } }, null, 2);

/** For tools/check.ts: the house's own rules. */
export const HOUSE_VIOLATIONS: Violation[] = [
  one('directions/workspace', 'contract/src/a.ts', "import type { A } from '@sunlot/server/a.ts';"),
  one('directions/workspace', 'server/src/features/draws/a.ts', "export { a } from '@sunlot/cli/a.ts';"),
  one('directions/workspace', 'office/src/a.ts', "const a = await import('@sunlot/server/a.ts');"),
  one('directions/workspace', 'contract/src/a.test.ts', "type A = import('@sunlot/server/a.ts').A;"),
  one('directions/relative-import', 'cli/src/a.ts', "import { serve } from '../../server/src/serve.ts';"),
  one('directions/core-packages', 'core/src/policy/a.ts', "import { parse } from 'yaml';"),
  one('directions/core-packages', 'core/package.json', manifest('@sunlot/core', { zod: '4.6.7' })),
  one('directions/core-folder', 'core/src/basics/a.ts', "import { digest } from '../hash/digest.ts';"),
  one('directions/core-folder', 'core/src/hash/a.ts', "import { lots } from '@sunlot/core/draw/lots.ts';"),
  one('directions/core-folder', 'core/src/draw/a.ts', "import { quota } from '../policy/quota.ts';"),
  one('directions/core-folder', 'core/src/policy/a.ts', "import { lots } from '../draw/lots.ts';"),
  one('directions/feature-to-feature', 'server/src/features/draws/a.ts', "import { a } from '../objects/routes.ts';"),
  one('directions/test-support', 'server/src/a.ts', "import { alice } from './test-people.ts';"),
  one('directions/foreign-sql', 'server/src/a.ts', "import { selectDraw } from './features/draws/sql.ts';"),
  one('directions/foreign-sql', 'cli/src/a.ts', "import { selectDraw } from '@sunlot/server/features/draws/sql.ts';"),
  one('directions/dependency', 'contract/package.json', manifest('@sunlot/contract', { '@sunlot/server': '0.1.0' })),
  one('directions/reference', 'core/tsconfig.json', '{ "references": [{ "path": "../contract" }] }'),
  one('orphans', 'server/src/alone.ts', 'export const alone = 1;'),
  one('purity', 'core/src/draw/a.ts', 'export const a = Math.random();'),
  one('purity', 'core/src/draw/a.ts', 'const { random } = Math;'),
  one('purity', 'core/src/draw/a.ts', "export const a = Math['random']();"),
  one('purity', 'core/src/draw/a.ts', "export const a = 'a'.localeCompare('b');"),
  one('purity', 'core/src/draw/a.ts', "export const a = (1).toLocaleString('zh');"),
  one('purity', 'core/src/draw/a.ts', "export const a = await import('./lots.ts');"),
  one('purity', 'core/src/draw/a.ts', 'export const a = import.meta.url;'),
  one('purity', 'core/src/draw/a.ts', "export const a = new Function('return 1');"),
  one('shape/name', 'server/src/utils.ts', ''),
  one('shape/name', 'server/src/common/dates.ts', ''),
  one('shape/name', 'server/src/index.ts', ''),
  one('shape/class', 'server/src/a.ts', 'export class Draw {}'),
  one('shape/double-cast', 'server/src/a.ts', "export const a = 'a' as unknown as number;"),
  one('links', 'docs/a.md', 'See [the page](gone.md#part).'),
  one('words/machine-path', 'docs/a.md', `see ${'/wo'}rk/main`),
  one('words/machine-path', 'docs/a.md', `see ${'/ho'}me/alice/main`),
  one('words/machine-path', 'docs/a.md', `see ${'../sha'}red/spec`),
  one('words/machine-path', 'docs/a.md', `see http://build.${'int'}ernal/`),
  one('words/unfinished', 'docs/a.md', `TO${'DO'}: later`),
  one('words/suppression', 'server/src/a.ts', `// biome-${'ignore'} lint: no`),
  one('words/suppression', 'server/src/a.ts', `// @ts-${'expect-error'}`),
  one('words/suppression', 'core/src/draw/a.ts', `/* v8 ${'ignore'} next */`),
  one('words/test-switch', 'core/src/draw/a.test.ts', "test.only('a', () => {});"),
  one('words/test-switch', 'core/src/draw/a.test.ts', "describe.skip('a', () => {});"),
  one('words/test-switch', 'core/src/draw/a.test.ts', "it.concurrent.todo('a');"),
  one('words/jurisdiction', 'server/src/a.ts', "export const a = 'jiangxian';"),
  one('words/jurisdiction', 'server/src/a.ts', 'export const xiongan = 1;'),
  one('words/jurisdiction', 'server/src/a.ts', 'export const a = `绛县`;'),
  one('words/jurisdiction', 'server/src/a.sql', "insert into agency values ('yingkou');"),
  one('words/registry', 'package-lock.json', lock({ integrity: 'sha512-', resolved: 'https://npm.example.org/a.tgz' })),
  one('dependencies', 'server/package.json', manifest('@sunlot/server', { fflate: '0.8.3', pg: '8.23.1' })),
  one('dependencies', 'server/package.json', manifest('@sunlot/server', { fflate: '^0.8.3' })),
  {
    rule: 'dependencies',
    at: 'server/package.json',
    files: { 'docs/dependencies.md': '| `fflate` | 0.8.2 | MIT | unpacks |' },
  },
  {
    rule: 'dependencies',
    at: 'server/package.json',
    files: { 'docs/dependencies.md': '| `fflate` | 0.8.3 | GPL | unpacks |' },
  },
  one(
    'dependencies',
    'package-lock.json',
    lock({ integrity: 'sha512-', optionalDependencies: { 'fflate-win32': '0.8.3' } }),
  ),
  one('dependencies', 'package-lock.json', lock({})),
  one('dependencies', 'docs/dependencies.md', '| `fflate` | 0.8.3 | MIT | unpacks |\n| `gone` | 1.0.0 | MIT | gone |'),
];

/** What the house's own rules leave alone: no finding for any of these. */
export const HOUSE_CONTROLS: Files = {
  'core/src/draw/error.ts':
    "import { wordlist } from '@scure/bip39/wordlists/english.js';\nexport class LotError extends Error {}\n",
  'core/src/draw/a.test.ts':
    "import { readFileSync } from 'node:fs';\nimport './error.ts';\nMath.random();\ntest.skipIf(1)('a');\n",
  'core/src/policy/cited.ts': '// Jiangxian, section 4 (绛县)\nexport const rounds = Math.ceil(1.5);\n',
  'core/src/policy/b.test.ts': "import './cited.ts';\nconst pack = 'jiangxian';\n",
  'server/src/features/draws/two.test.ts': "import { objectRoutes } from '../objects/routes.ts';\n",
  'package-lock.json': JSON.stringify({
    packages: {
      'node_modules/fflate': {
        license: 'MIT',
        integrity: 'sha512-',
        optionalDependencies: { 'fflate-win32': '0.8.3' },
      },
      'node_modules/fflate-win32': { os: ['win32'] },
      'node_modules/@sunlot/core': { link: true },
    },
  }),
  'core/package.json': JSON.stringify({ name: '@sunlot/core', devDependencies: { yaml: '2.9.1' } }),
  'server/src/test-people.ts': "export const alice = 'jiangxian';\n",
  'server/src/demo/county.ts': "export const pack = 'jiangxian';\n",
  'server/src/demo/county.test.ts': "new URL('./county.ts', import.meta.url);\n",
  'docs/a.md':
    'The text of a scheme: Jiangxian. [Why](dependencies.md#why), [all](../docs/), [out](https://example.com). See https://example.com/work/ and homework/school.\n',
};

const server = (rule: string, text: string, name = rule.replace(/.*\//, '').toLowerCase()): Violation =>
  one(rule, `server/src/planted/${name}.ts`, text);
const core = (global: string, text: string): Violation =>
  one('lint/style/noRestrictedGlobals', `core/src/planted/${global.toLowerCase()}.ts`, text);

/** For Biome: each rule that biome.json names, and each global that core is refused. */
export const BIOME_VIOLATIONS: Violation[] = [
  one('format', 'server/src/planted/format.ts', 'export const a=1'),
  server('lint/complexity/noExcessiveLinesPerFunction', `export function long() {\n${lines(71, '  Number(1);')}}\n`),
  server('lint/complexity/useMaxParams', 'export function f(a: 1, b: 1, c: 1, d: 1) {\n  return [a, b, c, d];\n}\n'),
  server('lint/correctness/useImportExtensions', "export { serve } from '../serve';\n"),
  server('lint/performance/noBarrelFile', "export { serve } from '../serve.ts';\nexport { a } from './a.ts';\n"),
  server('lint/performance/noReExportAll', "export * from '../serve.ts';\n"),
  server('lint/style/noDefaultExport', 'export default 1;\n'),
  server('lint/style/noEnum', 'export enum A {\n  B = 1,\n}\n'),
  server('lint/style/noExcessiveLinesPerFile', lines(401, 'Number(1);')),
  server('lint/style/noNamespace', 'export namespace A {\n  export const b = 1;\n}\n'),
  server('lint/style/useFilenamingConvention', 'export const a = 1;\n', 'bad_name'),
  server('lint/suspicious/noExplicitAny', 'export const a: any = 1;\n'),
  one('lint/suspicious/noFocusedTests', 'core/src/planted/focused.test.ts', "test.only('a', () => {});\n"),
  one('lint/suspicious/noSkippedTests', 'core/src/planted/skipped.test.ts', "test.skip('a', () => {});\n"),
  {
    rule: 'lint/suspicious/noImportCycles',
    at: 'server/src/planted/there.ts',
    files: {
      'server/src/planted/there.ts': "import { back } from './back.ts';\n\nexport const there = (): unknown => back;\n",
      'server/src/planted/back.ts':
        "import { there } from './there.ts';\n\nexport const back = (): unknown => there;\n",
    },
  },
  one('lint/correctness/noNodejsModules', 'core/src/planted/node.ts', "import 'node:fs';\n"),
  core('Date', 'export const a = new Date();\n'),
  core('Intl', 'export const a = new Intl.Collator();\n'),
  core('TextEncoder', 'export const a = new TextEncoder();\n'),
  core('TextDecoder', 'export const a = new TextDecoder();\n'),
  core('console', 'console.log(1);\n'),
  core('crypto', 'export const a = crypto.randomUUID();\n'),
  core('fetch', "export const a = fetch('a');\n"),
  core('globalThis', 'export const a = globalThis;\n'),
  core('performance', 'export const a = performance.now();\n'),
  core('process', 'export const a = process.env;\n'),
  core('queueMicrotask', 'queueMicrotask(() => {});\n'),
  core('setImmediate', 'setImmediate(() => {});\n'),
  core('setInterval', 'setInterval(() => {}, 1);\n'),
  core('setTimeout', 'setTimeout(() => {}, 1);\n'),
];

/** What Biome leaves alone: tables and vectors of any length, long test suites, the clock in a test of core. */
export const BIOME_CONTROLS: Files = {
  'server/src/planted/word-table.ts': lines(401, 'Number(1);'),
  'core/src/planted/hash-vectors.ts': lines(401, 'Number(1);'),
  'core/src/planted/long.test.ts': `export function long() {\n${lines(71, '  Date.now();')}}\n`,
};

/** For the compiler: project references and the strictness of tsconfig.base.json. Here `rule` is the error's number. */
export const TYPE_VIOLATIONS: Violation[] = [
  one('TS6307', 'core/src/planted/reference.ts', "import { serve } from '@sunlot/server/serve.ts';\n\nserve();\n"),
  one('TS2591', 'core/src/planted/node.ts', 'export const a = process.env;\n'),
  one('TS2375', 'core/src/planted/exact.ts', 'export const a: { b?: number } = { b: undefined };\n'),
  one('TS2322', 'core/src/planted/unchecked.ts', 'export const a: number = [1][0];\n'),
  one('TS1294', 'core/src/planted/erasable.ts', 'export enum A {\n  B = 1,\n}\n'),
  one('TS6133', 'core/src/planted/unused.ts', 'const a = 1;\nexport const b = 2;\n'),
  one('TS1484', 'core/src/planted/verbatim.ts', "import { A } from './kind.ts';\n\nexport const a: A = 1;\n"),
  one('TS2304', 'core/src/planted/kind.ts', 'export type A = number;\nexport const a: Missing = 1;\n'),
];

/** For oxlint with types: each rule that .oxlintrc.json names, in a source and in a test of core. */
export const PROMISE_VIOLATIONS: Violation[] = [
  one('no-floating-promises', 'server/src/planted/floating.ts', 'export async function f() {}\n\nf();\n'),
  one('no-floating-promises', 'core/src/draw/floating.test.ts', 'export async function f() {}\n\nf();\n'),
  one('no-misused-promises', 'server/src/planted/misused.ts', 'export const a = [1].filter(async () => true);\n'),
  one('await-thenable', 'server/src/planted/thenable.ts', 'export const a = await 1;\n'),
];
