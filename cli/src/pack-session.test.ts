import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPack } from '@sunlot/server/packs/pack-files.ts';
import { packView } from '@sunlot/server/packs/pack-view.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'examples/sixth-pack');

type Done = { readonly code: number; readonly out: string; readonly note: string };
type Step = { readonly line: string; readonly code: number };

/** The lines of the session of docs/policy-packs.md; `# exit 6` in a comment is the exit code it promises. */
function readSession(): readonly Step[] {
  const page = readFileSync(join(root, 'docs/policy-packs.md'), 'utf8');
  const block = /## Your own scheme[\s\S]*?```\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  return block
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ line, code: Number(/# exit (\d+)/.exec(line)?.[1] ?? 0) }));
}

describe('a scheme of one’s own, typed as the page says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-sixth-'));
  const steps = readSession();
  const exported = steps.filter(({ line }) => line.startsWith('export ')).map(({ line }) => line);
  const said = new Map<string, Done>();
  const path = [join(root, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter);

  /** One line in a shell, in a folder that looks like that of the program. */
  const typed = (line: string): Promise<Done> =>
    new Promise((resolve) => {
      const done = (error: ExecFileException | null, out: string, note: string) =>
        resolve({ code: error ? Number(error.code) : 0, out, note });
      const script = [...exported, line].join('\n');
      execFile('sh', ['-c', script], { cwd: folder, env: { ...process.env, PATH: path } }, done);
    });

  beforeAll(async () => {
    for (const name of ['core', 'examples']) symlinkSync(join(root, name), join(folder, name));
    for (const { line } of steps) {
      // A line may stand twice; what it said first is asked for by its number.
      said.set(`${said.size} ${line}`, await typed(line));
    }
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const answer = (words: string): Done => {
    const found = [...said].find(([line]) => line.includes(words));
    if (!found) throw new Error(`the page has no command with ${words}`);
    return found[1];
  };

  test('ends each line with the exit code that it names, 0 where it names none', () => {
    expect(steps.length).toBeGreaterThan(20);
    const codes = [...said.values()].map(({ code, note }, i) => ({ line: steps[i]!.line, code, note }));
    expect(codes.filter(({ code }, i) => code !== steps[i]!.code)).toEqual([]);
  });

  test('a copied pack with another number differs by that number; a slip of the pen is named with its line', () => {
    expect(answer('diff jiangxian').out).toMatch(/新：每季度不低于35%（必须）/);
    const checks = [...said].filter(([line]) => line.includes('pack check mine.yaml')).map(([, { out }]) => out);
    expect(checks[0]).toBe('✔ mine.yaml 没有错误\n');
    expect(checks[1]).toMatch(/第 \d+ 行.*没有字段“keyDischager”。是不是“keyDischarger”？/);
  });

  test('the made-up county is planned by its own numbers: 15 % a month, half of a window of two years, 5 % a quarter', () => {
    const plan = JSON.parse(answer('plan propose').out);
    expect(plan).toMatchObject({ pack: 'shifanxian', packVersion: 1 });
    const numbers = (cls: string) =>
      plan.entries.filter((entry: { class: string }) => entry.class === cls).map(({ n }: { n: number }) => n);
    expect(numbers('jia')).toEqual(Array.from({ length: 12 }, () => 3));
    expect(numbers('yi')).toEqual([5]);
    expect(numbers('bing')).toEqual([1, 1, 1, 1]);
  });

  test('a switch makes the second version, and the two differ by it alone', () => {
    expect(answer('pack switch').out).toContain('第 2 版');
    expect(answer('diff shifanxian@1').out).toMatch(/~ 开关 calc\.afterFullCoverage\n {4}原：topUp\n {4}新：stop/);
    expect(answer('diff shifanxian@1').out.match(/^[~+-] /gm)).toHaveLength(1);
    expect(answer('pack list').out).toMatch(/^shifanxian +示范县（虚构，2026） +2 +2026-04-01 .*999999$/m);
  });
});

test('every phrase of the made-up pack stands in its scheme, and it has no warnings', () => {
  const scheme = readFileSync(join(example, '方案.md'), 'utf8');
  const loaded = loadPack({ name: '示范县.yaml', text: readFileSync(join(example, '示范县.yaml'), 'utf8') });
  expect(loaded).toMatchObject({ warnings: [] });
  const view = packView('pack' in loaded ? loaded.pack : expect.fail());
  const clauses = [...view.levels, ...view.classes, ...view.classes.flatMap((cls) => cls.conditions), ...view.rules];
  const missing = [...clauses, ...view.ambiguities].filter(({ clause }) => !scheme.includes(clause.quote));
  expect(missing.map(({ id, clause }) => `${id}：${clause.quote}`)).toEqual([]);
});
