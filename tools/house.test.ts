import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHECKS } from './checks.ts';
import { REPOSITORY } from './run.ts';
import { type Answer, buildSmallHouse, type Files, runNode, runTool, withPlanted } from './small-house.ts';
import { readTree } from './tree.ts';
import {
  BIOME_CONTROLS,
  BIOME_VIOLATIONS,
  HOUSE_CONTROLS,
  HOUSE_VIOLATIONS,
  PROMISE_VIOLATIONS,
  TYPE_VIOLATIONS,
  type Violation,
} from './violations-table.ts';

// Each rule of the house is broken once on purpose, in a small project under the real configuration: a tool that has
// stopped biting (a renamed rule, an override that matches nothing) fails here.

let house = '';

beforeAll(async () => {
  house = await buildSmallHouse();
});

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

const all = (violations: Violation[]): Files => Object.assign({}, ...violations.map(({ files }) => files));
const planted = (files: Files, ask: () => Promise<Answer>) => withPlanted(house, files, ask);

/** A line of a tool's output that names both the place and the rule. */
function names(output: string, { at, rule }: Violation): boolean {
  return output.split('\n').some((line) => line.includes(at) && line.includes(rule));
}

describe('the whole test command', () => {
  const run = () => runNode(house, ['tools/test.ts']);
  const lastLine = ({ output }: Answer) => /\n(\d+ passed, \d+ failed)\n(?!.*passed)/s.exec(output)?.[1];

  test('passes on a clean project, in a folder whose name has a space', async () => {
    const answer = await run();
    expect(answer.output).not.toContain('FAILED');
    expect([answer.code, lastLine(answer)]).toEqual([0, '8 passed, 0 failed']);
  });

  test('goes on after a failure, counts each and ends with another exit code', async () => {
    const answer = await planted(
      {
        'server/src/serve.test.ts': "import { expect, test } from 'vitest';\n\ntest('two', () => expect(1).toBe(2));\n",
        'server/src/planted.ts': 'export const a: string=1;\n',
      },
      run,
    );
    // Types, format, orphan file and unused export, the test itself.
    expect([answer.code, lastLine(answer)]).toEqual([1, '4 passed, 5 failed']);
  });

  test('fails when no test ran', async () => {
    const answer = await planted({ 'vitest.config.ts': 'export default { test: { include: [] } };\n' }, run);
    expect(answer.code).toBe(1);
    expect(answer.output).toContain('no test ran');
  });

  test('fails on a line of core that no test runs', async () => {
    const answer = await planted(
      {
        'core/src/basics/numbers.ts': 'export function double(n: number): number {\n  return n > 99 ? 0 : n * 2;\n}\n',
      },
      run,
    );
    expect(answer.output).toContain('FAILED coverage of core');
    expect([answer.code, lastLine(answer)]).toEqual([1, '7 passed, 1 failed']);
  });

  test('fails on a test that asserts nothing, and on a file that does not load', async () => {
    const answer = await planted(
      {
        'server/src/nothing.test.ts': "import { test } from 'vitest';\n\ntest('nothing', () => {});\n",
        'server/src/broken.test.ts': "import './serve.ts';\n\nthrow new Error('broken');\n",
      },
      run,
    );
    expect(answer.output).toContain('tests: 2 passed, 2 failed');
  });

  test('stops when it is told to, and its child with it', async () => {
    const child = spawn(process.execPath, ['tools/test.ts'], { cwd: house, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const running = output.includes(' RUN ');
      output += chunk.toString();
      if (!running && output.includes(' RUN ')) child.kill('SIGTERM');
    });
    const [code]: unknown[] = await once(child, 'close');
    expect(code).toBe(143);
    expect(output).toMatch(/\nstopped by SIGTERM\n$/);
    expect(output).not.toContain('=== result');
  });

  test('says which Node it runs on, and which it needs where that one is too old', async () => {
    const say = (version: string) => [
      '--eval',
      `Object.defineProperty(process.versions, 'node', { value: '${version}' }); import('./tools/need-node.js');`,
    ];
    const [now, old] = [await runNode(house, ['tools/need-node.js']), await runNode(house, say('20.20.2'))];
    expect(now).toMatchObject({ code: 0, output: expect.stringContaining(`Node ${process.versions.node}`) });
    expect(old).toMatchObject({ code: 1, output: expect.stringContaining('needs Node 24 or newer, this is 20.20.2') });
  });
});

describe('the rules of the house', () => {
  const findings = async (files: Files) =>
    withPlanted(house, files, async () => {
      const tree = readTree(house);
      return Object.values(CHECKS).flatMap((check) => check(tree).findings);
    });

  test.each(HOUSE_VIOLATIONS)('$rule is found in $at', async ({ rule, at, files }) => {
    expect(await findings(files)).toContainEqual(expect.objectContaining({ rule, path: at }));
  });

  test('leave alone what they allow', async () => {
    expect(await findings(HOUSE_CONTROLS)).toEqual([]);
  });

  test('end with an exit code, and fail where there is nothing to look at', async () => {
    const run = () => runNode(house, ['tools/check.ts']);
    const [clean, broken, empty] = [
      await run(),
      await planted({ 'server/src/utils.ts': '' }, run),
      await runNode(house, ['tools/check.ts', join(house, 'docs')]),
    ];
    expect([clean.code, broken.code, empty.code]).toEqual([0, 1, 1]);
    expect(broken.output).toContain('server/src/utils.ts:1 shape/name: ');
  });

  test('are content with a lockfile that the tool for it has completed', async () => {
    const optionalDependencies = { 'fflate-linux-x64-musl': '0.8.3', 'fflate-darwin-arm64': '0.8.3' };
    const fflate = { license: 'MIT', integrity: 'sha512-', dev: true, optionalDependencies };
    const lock = { lockfileVersion: 3, packages: { 'node_modules/fflate': fflate } };
    await withPlanted(house, { 'package-lock.json': JSON.stringify(lock) }, async () => {
      expect(CHECKS.dependencies?.(readTree(house)).findings).toHaveLength(2);
      expect(await runNode(house, ['tools/complete-lockfile.ts'])).toMatchObject({ code: 0 });
      expect(CHECKS.dependencies?.(readTree(house)).findings).toEqual([]);
      const completed: unknown = JSON.parse(readFileSync(join(house, 'package-lock.json'), 'utf8'));
      const stub = { version: '0.8.3', dev: true, optional: true };
      expect(completed).toEqual({
        ...lock,
        packages: {
          'node_modules/fflate': fflate,
          'node_modules/fflate-darwin-arm64': { ...stub, os: ['darwin'], cpu: ['arm64'] },
          'node_modules/fflate-linux-x64-musl': { ...stub, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
        },
      });
    });
  });

  test('have a planted violation each', () => {
    const source = readdirSync(join(REPOSITORY, 'tools'))
      .filter((name) => name.startsWith('check-'))
      .map((name) => readFileSync(join(REPOSITORY, 'tools', name), 'utf8'))
      .join('\n');
    const rules = source.matchAll(/'((?:directions|shape|words)\/[a-z-]+)'|rule: '(\w+)'/g);
    const written = new Set([...rules].map((match) => match[1] ?? match[2]));
    expect([...written].sort()).toEqual([...new Set(HOUSE_VIOLATIONS.map(({ rule }) => rule))].sort());
  });
});

describe('Biome', () => {
  const run = () =>
    runTool(house, ['@biomejs/biome', 'biome', 'check', '--error-on-warnings', '--max-diagnostics=none', '.']);

  test('finds each planted violation by its rule', async () => {
    const answer = await planted(all(BIOME_VIOLATIONS), run);
    expect(BIOME_VIOLATIONS.filter((violation) => !names(answer.output, violation))).toEqual([]);
    expect(answer.code).toBe(1);
  });

  test('leaves alone what it is told to', async () => {
    const answer = await planted(BIOME_CONTROLS, run);
    expect(answer).toMatchObject({ code: 0 });
  });

  test('has a planted violation of each rule and each global that its configuration names', () => {
    const rules = biomeRules();
    expect(rules.size).toBeGreaterThan(10);
    expect([...rules].filter((rule) => !BIOME_VIOLATIONS.some((planned) => planned.rule.endsWith(`/${rule}`)))).toEqual(
      [],
    );
    const globals = [...readFileSync(join(REPOSITORY, 'biome.json'), 'utf8').matchAll(/"(\w+)": "core /g)];
    expect(globals.map((match) => `core/src/planted/${match[1]?.toLowerCase()}.ts`).sort()).toEqual(
      BIOME_VIOLATIONS.filter(({ rule }) => rule.endsWith('noRestrictedGlobals'))
        .map(({ at }) => at)
        .sort(),
    );
  });
});

/** The names of the rules that biome.json switches on by name. */
function biomeRules(): Set<string> {
  const text = readFileSync(join(REPOSITORY, 'biome.json'), 'utf8');
  return new Set([...text.matchAll(/"((?:no|use)[A-Z]\w+)": (?:"error"|\{)/g)].map((match) => match[1] ?? ''));
}

describe('the compiler', () => {
  test('keeps references and strictness', async () => {
    const answer = await planted(all(TYPE_VIOLATIONS), () =>
      runTool(house, ['typescript', 'tsc', '-b', '--pretty', 'false']),
    );
    expect(TYPE_VIOLATIONS.filter((violation) => !names(answer.output, violation))).toEqual([]);
    expect(answer.code).not.toBe(0);
    const sources = readdirSync(house, { recursive: true, encoding: 'utf8' }).filter(
      (path) => !/\.tsbuild|node_modules/.test(path),
    );
    expect(sources.filter((path) => path.endsWith('.d.ts'))).toEqual([]);
  });
});

describe('oxlint', () => {
  test('finds lost promises with types', async () => {
    const answer = await planted(all(PROMISE_VIOLATIONS), () =>
      runTool(house, ['oxlint', 'oxlint', '--type-aware', '--deny-warnings', '--format=unix', '.']),
    );
    expect(PROMISE_VIOLATIONS.filter((violation) => !names(answer.output, violation))).toEqual([]);
    expect(answer.code).toBe(1);
  });

  test('has a planted violation of each rule that its configuration names', () => {
    const { rules } = JSON.parse(readFileSync(join(REPOSITORY, '.oxlintrc.json'), 'utf8')) as { rules: object };
    expect(
      Object.keys(rules)
        .map((name) => name.replace('typescript/', ''))
        .sort(),
    ).toEqual([...new Set(PROMISE_VIOLATIONS.map(({ rule }) => rule))].sort());
  });
});

describe('knip', () => {
  test('finds unused exports, unused, unlisted and unresolved dependencies', async () => {
    const answer = await planted(
      {
        'server/src/features/objects/sql.ts':
          "import pg from 'pg';\n\nimport './missing.ts';\n\nexport const neverRead = 1;\nexport function selectObject(): string {\n  return String(pg);\n}\n",
        'bench/package.json':
          '{ "name": "@sunlot/bench", "version": "0.1.0", "type": "module", "dependencies": { "yaml": "2.9.1" } }\n',
      },
      () => runTool(house, ['knip', 'knip', '--no-config-hints']),
    );
    expect(answer.code).toBe(1);
    expect(answer.output).toMatch(/Unused exports \(1\)\s+neverRead/);
    expect(answer.output).toMatch(/Unused dependencies \(1\)\s+yaml/);
    expect(answer.output).toMatch(/Unlisted dependencies \(1\)\s+pg/);
    expect(answer.output).toMatch(/Unresolved imports \(1\)\s+.\/missing.ts/);
  });
});
