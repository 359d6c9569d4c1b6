import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPackSource } from '@sunlot/server/packs/pack-files.ts';
import { shippedVersion } from '@sunlot/server/packs/test-versions.ts';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'sunlot-pack-'));
const text = readPackSource('jiangxian')!.text;

/** Runs a command line in this process where no data folder is, its streams kept. */
async function sunlot(...args: readonly string[]): Promise<{ code: number; out: string; note: string }> {
  const kept = { out: '', note: '' };
  vi.stubEnv('SUNLOT_DATA', join(folder, 'none'));
  vi.spyOn(process.stdout, 'write').mockImplementation((said) => {
    kept.out += said;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((said) => {
    kept.note += said;
    return true;
  });
  return { code: await main(args), ...kept };
}

function fileOf(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('pack check', () => {
  test('names line, column and rule of each fault, and ends with 6', async () => {
    const file = fileOf('faulty.yaml', text.replace('years: 3', 'years: 三').replace(/^version: \d+$/m, 'version: 0'));
    const done = await sunlot('pack', 'check', file);
    expect(done.code).toBe(6);
    expect(done.out).toMatch(/^✘ 第 6 行第 10 列：version：应为 1～1000000 的整数，现为“0”。$/m);
    expect(done.out).toMatch(/^✘ 第 \d+ 行第 \d+ 列（jiangxian\/archive\/all\/all）：/m);
    expect(done.out).toContain('有 2 处错误');
    expect(JSON.parse((await sunlot('pack', 'check', file, '--json')).out)).toMatchObject({
      ok: false,
      faults: [{ line: 6, column: 10, path: ['version'] }, { about: 'jiangxian/archive/all/all' }],
    });
  });

  test('warns without refusing, and is silent about a pack that is right', async () => {
    const file = fileOf('warned.yaml', text.replace('key, special, construction', 'key, construction'));
    const warned = await sunlot('pack', 'check', file);
    expect([warned.code, warned.out]).toEqual([
      0,
      expect.stringMatching(/^！ 第 \d+ 行.*没有任何层级抽查类别“特殊监管对象”/m),
    ]);
    const right = fileOf('right.yaml', text);
    expect(await sunlot('pack', 'check', right)).toMatchObject({ code: 0, out: `✔ ${right} 没有错误\n` });
  });
});

describe('pack show', () => {
  test('says a ratio in words, with strictness, clause and phrase', async () => {
    const { out } = await sunlot('pack', 'show', 'jiangxian', '--class', 'key');
    expect(out).toMatch(/^ {2}抽查比例（县级）：每季度不低于25% {2}【必须】\n {6}四（五）2「抽查比例为每季度抽查1次/m);
    expect(out).not.toContain('特殊监管对象（special）');
  });

  test('marks what the scheme does not say', async () => {
    const { out } = await sunlot('pack', 'show', 'jiangxian', '--topic', 'group');
    expect(out).toMatch(/检查小组：不少于2人.*\n {6}【方案未写】二（一）/);
  });

  test('lists readings with key, default, options and what is used', async () => {
    const { out } = await sunlot('pack', 'show', 'jiangxian', '--ambiguities');
    expect(out).toContain('开关 calc.afterFullCoverage = topUp（默认 topUp；可选 topUp、stop）');
    expect(out).not.toContain('每季度不低于');
  });

  test('lists what is open under a scheme with a plan table, each with its key and phrase', async () => {
    const { out } = await sunlot('pack', 'show', 'xinxian', '--ambiguities');
    for (const id of ['AMB-37', 'AMB-38', 'AMB-39']) expect(out).toContain(id);
    expect(out).toMatch(/开关 planTable\.policy = warn（默认 warn；可选 [^）]*enforce/);
  });

  test('takes a file as well as a name', async () => {
    const named = await sunlot('pack', 'show', 'jiangxian', '--json');
    expect(JSON.parse((await sunlot('pack', 'show', fileOf('same.yaml', text), '--json')).out)).toEqual(
      JSON.parse(named.out),
    );
    expect(await sunlot('pack', 'show', fileOf('broken.yaml', 'id: x'))).toMatchObject({
      code: 6,
      note: expect.stringContaining('pack.faulty'),
    });
  });
});

describe('pack diff', () => {
  test('of two: old and new value with the clause', async () => {
    const mine = fileOf('mine.yaml', text.replace('{ every: quarter, min: 30% }', '{ every: quarter, min: 35% }'));
    const { code, out } = await sunlot('pack', 'diff', 'jiangxian', mine);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^~ 规则 ratio\/special\/county\n {4}原：每季度不低于30%（必须）\n {4}新：每季度不低于35%（必须）\n {4}四（五）3「/m,
    );
    expect((await sunlot('pack', 'diff', 'jiangxian', 'jiangxian')).out).toContain('没有差别');
  });

  test('of three: one line a topic', async () => {
    const { out } = await sunlot('pack', 'diff', 'jiangxian', 'xiongan', 'yingkou');
    expect(out).toMatch(/^重点排污单位 抽查比例 +25% +10%\+25% +/m);
  });

  test('of one is wrong usage', async () => {
    expect(await sunlot('pack', 'diff', 'jiangxian')).toMatchObject({ code: 2 });
  });
});

test('the five schemes side by side: their ratios of key objects', async () => {
  const five = ['yingkou', 'xiongan', 'jiangxian', 'yiliang', 'xinxian'];
  const { rows } = JSON.parse((await sunlot('pack', 'diff', ...five, '--json')).out);
  const row = rows.find((one: { topic: string; class?: string }) => one.topic === 'ratio' && one.class === 'key');
  expect(row.cells.map(({ short }: { short: string }) => short)).toEqual(['2%+25%', '10%+25%', '25%', '按行', '30%']);
});

describe('pack simulate on the file of a directory, without any data folder', () => {
  const objects = fileURLToPath(new URL('../../examples/jiangxian/objects.xlsx', import.meta.url));
  const simulate = (pack: string, file: string) =>
    sunlot(
      'pack',
      'simulate',
      pack,
      '--objects',
      file,
      '--agency',
      '140826',
      '--level',
      'county',
      '--year',
      '2026',
      '--json',
    );

  test('asks of 37 key objects 10 a quarter under 25 %, 12 under 30 %', async () => {
    const mine = fileOf(
      'thirty.yaml',
      text.replace(/(ratio\/key\/county\n\s+value: \{ every: quarter, min: )25%/, '$130%'),
    );
    for (const [pack, n] of [
      ['jiangxian', 10],
      [mine, 12],
    ] as const) {
      const done = await simulate(pack, objects);
      const key = JSON.parse(done.out).simulated.classes.find((one: { class: string }) => one.class === 'key');
      expect(key).toMatchObject({ base: 37, covered: 37, yearTotal: 4 * n });
      expect(key.periods.map(({ required }: { required: number }) => required)).toEqual([n, n, n, n]);
      expect(done.note).toContain('3 行不合要求');
    }
  });

  test('reads the tag columns of the pack: what is nobody’s without them is a class with them', async () => {
    const park = text.replace('when: object.constructionProject', `when: '"园区:东园" in object.tags'`);
    const tagged = park.replace('objects: [排污许可管理类别, ', 'objects: [园区, ');
    const rows = [
      '单位名称,统一社会信用代码,状态,园区',
      '甲厂,91999901MA0000001P,正常,东园',
      '乙厂,91999901MA0000002T,正常,',
    ];
    const list = fileOf('park.csv', rows.join('\n'));
    for (const [pack, base] of [
      [tagged, 1],
      [park, 0],
    ] as const) {
      const { out } = await simulate(fileOf('park.yaml', pack), list);
      const { classes } = JSON.parse(out).simulated;
      expect(classes.find((one: { class: string }) => one.class === 'construction').base).toBe(base);
    }
  });

  test('counts by the day of the program’s clock and says which; a class by last quarter’s events is an estimate', async () => {
    const list = fileOf(
      'fined.csv',
      '单位名称,统一社会信用代码,状态,行政处罚\n甲厂,91999901MA0000001P,正常,2026-02-12|县级|示环罚〔2026〕1号',
    );
    const lines = async (clock: string) => {
      vi.stubEnv('SUNLOT_CLOCK', clock);
      const asked = ['--agency', '140826', '--level', 'county', '--year', '2026'];
      return (await sunlot('pack', 'simulate', 'jiangxian', '--objects', list, ...asked)).out;
    };
    const [before, after] = [await lines('2026-03-30T09:00:00+08:00'), await lines('2026-05-10T09:00:00+08:00')];
    expect(before).toMatch(/^特殊监管对象 +0 /m);
    expect(before).toContain('基数按 2026-03-30 的名录计。');
    expect(after).toMatch(/^特殊监管对象 +1 /m);
    expect(after).toContain('基数按 2026-05-10 的名录计。');
    expect(after).toContain('特殊监管对象随上季度的事件变动：其他各期按这一天的成员估计。');
    expect(after).not.toContain('重点排污单位随');
  });

  test('refuses a clock that shows no moment', async () => {
    vi.stubEnv('SUNLOT_CLOCK', '明天');
    const done = await simulate('jiangxian', objects);
    expect([done.code, done.note]).toEqual([9, expect.stringContaining('folder.clockInvalid')]);
  });

  test('refuses a file that is none, and a pack that has faults', async () => {
    expect(await simulate('jiangxian', fileOf('note.csv', '随便写的'))).toMatchObject({ code: 2 });
    expect(await simulate(fileOf('bad.yaml', 'id: x'), objects)).toMatchObject({ code: 6 });
  });
});

test('pack list without a data folder has what ships', async () => {
  const { packs } = JSON.parse((await sunlot('pack', 'list', '--json')).out);
  expect(packs).toContainEqual(
    expect.objectContaining({
      pack: 'jiangxian',
      version: shippedVersion('jiangxian'),
      shipped: true,
      stored: false,
      agencies: [],
    }),
  );
});
