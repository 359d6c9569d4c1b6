import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formFile } from '@sunlot/server/workbooks/form-sheet.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Done, inThisProcess, type TypedSession, typedSession } from './typed-session.ts';

/** The sessions in docs/schemes, typed as they stand: what each scheme asks for, from the office's workbooks to the verdict. */

type Part = string | number | undefined;
type Finding = {
  readonly code: string;
  readonly class?: string;
  readonly period?: string;
  readonly required?: number;
  readonly actual?: number;
  readonly severity: string;
  readonly clause: { readonly section: string };
};
type Verdict = {
  readonly agency: string;
  readonly verdict: string;
  readonly visits: number;
  readonly findings: readonly Finding[];
};
type Plan = {
  readonly totalVisits: number;
  readonly entries: readonly {
    readonly id: string;
    readonly base: number;
    readonly required: number;
    readonly n: number;
  }[];
};

function schemeSession(name: string): TypedSession {
  const session = typedSession(`docs/schemes/${name}.md`, inThisProcess);
  beforeAll(() => session.type(), 400_000);
  afterAll(session.end);
  test('ends each command with the exit code that the page names, 0 where it names none', () => {
    expect(session.surprises()).toEqual([]);
  });
  return session;
}

/** A verdict as it is told: who, what, and for each finding where, how much and by which clause. */
function verdict({ out }: Done): readonly string[] {
  const { agency, verdict: word, findings } = JSON.parse(out) as Verdict;
  const line = (...parts: readonly Part[]) => parts.filter((part) => part !== undefined).join(' ');
  return [
    line(agency, word),
    ...findings.map(({ severity, code, class: cls, period, required, actual, clause }) =>
      line(severity, code, cls, period, required, actual, clause.section),
    ),
  ];
}

/** Each entry of a plan as `id base required n`. */
function entries({ out }: Done): readonly string[] {
  return (JSON.parse(out) as Plan).entries.map(({ id, base, required, n }) => `${id} ${base} ${required} ${n}`);
}

function total({ out }: Done): number {
  return (JSON.parse(out) as Plan).totalVisits;
}

/** How many were read, taken and given back, by file. */
function taken(session: TypedSession): Readonly<Record<string, string>> {
  const imports = session.steps.filter(({ args }) => args[0] === 'import');
  return Object.fromEntries(
    imports.map(({ line, args }) => {
      const { file, read, added, rejected } = JSON.parse(session.answer(line).out);
      return [`${args[4]} ${file}`, `${read} ${added} ${rejected}`];
    }),
  );
}

/** What was drawn: the strata as `id base required n`, the number of winners, and whether the pack verifies. */
function drawn(session: TypedSession, nth = 0) {
  const run = JSON.parse(session.answer(/draw run .*--json/, nth).out);
  const { ok, checks } = JSON.parse(session.answer('sunlot verify', nth).out);
  const failed = checks.filter(({ state }: { state: string }) => state === 'fail');
  return {
    strata: run.strata.map(
      ({ id, base, required, n }: Readonly<Record<string, Part>>) => `${id} ${base} ${required} ${n}`,
    ),
    winners: run.winners.length,
    verified: ok && failed.length === 0,
  };
}

const quarters = (year: number, name: string, numbers: string) =>
  [1, 2, 3, 4].map((q) => `${year}q${q}.${name} ${numbers}`);

describe('营口：市执法队和两个分局', () => {
  const session = schemeSession('yingkou');
  const { answer } = session;

  test('reads the lists of three offices', () => {
    expect(taken(session)).toEqual({
      '210882 objects-210882.xlsx': '164 161 3',
      '210804 objects-210804.csv': '49 46 3',
      '210800 inspectors-210800.xlsx': '6 6 0',
      '210882 inspectors-210882.xlsx': '14 14 0',
      '210804 inspectors-210804.xlsx': '5 5 0',
      '210800 items.xlsx': '6 6 0',
      '210882 items.xlsx': '6 6 0',
      '210882 visits-210882.xlsx': '73 71 2',
      '210804 visits-210804.xlsx': '24 24 0',
      '210800 visits-210800.xlsx': '4 4 0',
    });
  });

  test('2022: one key object short in a quarter cannot be made good; the city has its two per cent and its re-draw', () => {
    expect(verdict(answer('compliance', 0))).toEqual([
      '210882 noncompliant',
      'error UNDER_RATIO key 2022Q2 10 9 三（二）1',
      'warning PROVINCIAL_FLOOR_SHORT special 2022 9 8 三（二）',
    ]);
    expect(verdict(answer('compliance', 1))).toEqual(['210804 compliant']);
    expect(verdict(answer('compliance', 2))).toEqual(['210800 compliant']);
    const { tables } = JSON.parse(answer('compliance', 2).out);
    const asked = tables.filter(({ class: cls }: { class: string }) => cls === 'key');
    expect(
      asked.map(({ topic, base, required, actual }: Record<string, Part>) => [topic, base, required, actual]),
    ).toEqual([
      ['ratio', 51, 2, 2],
      ['redraw', 51, 1, 1],
    ]);
  });

  test('2023: who is special because of 2022 is proposed by the office and approved by the head', () => {
    const titled = ({ out }: Done) => out.split('\n')[0];
    expect(titled(answer('yearly propose'))).toMatch(
      /^“特殊监管对象”2023 年名单第 1 版：\S+ \S+ 由 zonghe 提出，自 .* 起待批准$/,
    );
    expect(answer('yearly propose').out).toMatch(/保留 .*上一年度.*挂牌督办 2022-/);
    expect(titled(answer(/yearly approve .* lingdao$/))).toMatch(/由 zonghe 提出，lingdao 已批准$/);
  });

  test('2023: ten key objects a quarter; general ones by the ratio that the county chose; the city two in the year', () => {
    expect(entries(answer('plan propose', 0))).toEqual([
      ...quarters(2023, 'key', '37 10 10'),
      ...quarters(2023, 'general', '113 6 6'),
      '2023.special 9 0 9',
    ]);
    expect(entries(answer('plan propose', 1))).toEqual(['2023.key 51 2 2']);
  });

  test('no draw without the discipline officer', () => {
    const tooEarly = answer('# exit 5: 还缺纪检人员的录入');
    expect(tooEarly.note).toContain('缺见证人的录入');
    expect(answer('# exit 4: 方案要的是市局的纪检人员').note).toContain('上级单位的纪检监督人员');
    expect(drawn(session, 0)).toEqual({ strata: ['key 37 10 10'], winners: 10, verified: true });
  });

  test('the form of a visit begins with the six matters of the permit, and is not taken in with a row unanswered', () => {
    const { blocks, edition } = JSON.parse(answer('--out form.xlsx').out);
    expect(blocks[0]).toMatchObject({ kind: 'permit', rows: { length: 6 } });
    expect(edition).toMatch(/^1-/);
    const rows = blocks.flatMap((block: { readonly rows: readonly object[] }) => block.rows);
    expect(answer('# exit 5: 每一行都没有填写').note).toContain(`还有 ${rows.length} 行没有填写检查结果`);
    expect(answer('# exit 5: 每一行都没有填写').note).toContain('p6 执行报告');
    expect(JSON.parse(answer('task forms').out)).toMatchObject({ missing: 10, visits: { length: 10 } });
  });

  test('a form that is filled in is taken in from a text file, corrected from JSON, and shown in both languages', async () => {
    const fetched = JSON.parse(answer('--out form.xlsx').out);
    const { edition, team, blocks } = fetched;
    const rows: readonly { readonly id: string }[] = blocks.flatMap((block: typeof fetched) => block.rows);
    const pass = Object.fromEntries(rows.map(({ id }) => [id, { answer: 'pass' as const }]));
    const found = { p2: { answer: 'fail' as const, note: '废气排放口未按证监测' } };
    writeFileSync(join(session.folder, 'filled.csv'), await formFile(fetched, 'filled.csv', { ...pass, ...found }));
    const form = (...more: readonly string[]) =>
      session.sunlot('task', 'form', '2023q1-key', '--object', '1', '--as', 'zonghe', ...more);
    const by = ['--by', team[0].certificateNo];
    expect(await form('--file', 'filled.csv', ...by, '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^试运行，不作数：已提交第 1 号/),
    });
    expect(await form('--file', 'filled.csv', ...by)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`（第 1 版）：合格 ${rows.length - 1}、不合格 1、不涉及 0`),
    });
    expect((await form('--file', 'filled.csv', ...by)).code).toBe(5);
    const corrected = { edition, rows: rows.map(({ id }) => ({ id, answer: 'pass' })) };
    writeFileSync(join(session.folder, 'filled.json'), JSON.stringify(corrected));
    expect((await form('--file', 'filled.json', ...by, '--reason', '复核', '--lang', 'en')).out).toMatch(
      /is submitted \(version 2\): \d+ pass, 0 fail, 0 not applicable/,
    );
    expect((await form('--revision', '1')).out).toContain('p2 废气排放口及限值：不合格（废气排放口未按证监测）');
    expect((await form('--lang', 'en')).out).toMatch(/version 2 of 2.* corrected because: 复核/);
    expect(await form('--out', 'again.xlsx', ...by)).toMatchObject({ code: 2 });
    const list = await session.sunlot('task', 'forms', '2023q1-key', '--as', 'zonghe', '--lang', 'en');
    expect(list.out).toMatch(/10 units, 9 without a form/);
  });

  test('the city draws from the directories of its counties', () => {
    expect(drawn(session, 1)).toEqual({ strata: ['key 51 2 2'], winners: 2, verified: true });
  });
});

describe('雄安新区：新区本级和三县', () => {
  const session = schemeSession('xiongan');
  const { answer } = session;

  test('reads the lists of four offices', () => {
    expect(taken(session)).toEqual({
      '130638 objects-130638.xlsx': '162 159 3',
      '130629 objects-130629.xlsx': '147 144 3',
      '130632 objects-130632.csv': '175 172 3',
      '133100 inspectors-133100.xlsx': '9 9 0',
      '130638 inspectors-130638.xlsx': '13 13 0',
      '130629 inspectors-130629.xlsx': '11 11 0',
      '130632 inspectors-130632.xlsx': '10 10 0',
      '130638 items.xlsx': '5 5 0',
      '130638 visits-130638.xlsx': '234 232 2',
      '130629 visits-130629.xlsx': '212 212 0',
      '130632 visits-130632.xlsx': '184 184 0',
      '133100 visits-133100.xlsx': '60 60 0',
    });
  });

  test('2023: each bureau by its own duties; who goes on site has not done the off-site check', () => {
    const weights = 'info CREDIT_NOT_DIFFERENTIATED all 一（三）';
    expect(verdict(answer('compliance', 0))).toEqual(['133100 compliant', weights]);
    expect(verdict(answer('compliance', 1))).toEqual([
      '130638 noncompliant',
      'error UNDER_RATIO key 2023Q2 10 9 二（四）',
      'error UNDER_JOINT_EXTERNAL all 2023Q3 1 0 二（五）',
      weights,
    ]);
    expect(verdict(answer('compliance', 2))).toEqual(['130629 compliant', weights]);
    expect(verdict(answer('compliance', 3))).toEqual([
      '130632 noncompliant',
      'error UNDER_RATIO generalPositiveList 2023Q4 28 27 二（四）',
      weights,
      'error METHOD_VIOLATION all 二（六）',
    ]);
  });

  test('off-site rounds are no draws: shares are taken of the 71 visits that were drawn', () => {
    const { visits, tables } = JSON.parse(answer('compliance', 1).out);
    const shares = tables.filter(({ topic }: { topic: string }) => topic.endsWith('Share'));
    expect(visits).toBe(71);
    expect(
      shares.map(({ topic, base, required, actual }: Record<string, Part>) => [topic, base, required, actual]),
    ).toEqual([
      ['internalJointShare', 71, 22, 27],
      ['creditShare', 71, 57, 67],
    ]);
  });

  test('2024: the new area 12 and 3 a quarter; the county 10, 5, 3, and all 40 of the positive list without a draw', () => {
    const joint = expect.arrayContaining([expect.stringMatching(/^2024q1\.interdepartmental /)]);
    expect(entries(answer('plan propose', 0)).slice(0, 8)).toEqual([
      ...quarters(2024, 'key', '111 12 12'),
      ...quarters(2024, 'special', '27 3 3'),
    ]);
    const county = entries(answer('plan propose', 1));
    expect(county.slice(0, 16)).toEqual([
      ...quarters(2024, 'key', '37 10 10'),
      ...quarters(2024, 'special', '9 5 5'),
      ...quarters(2024, 'generalnonpositive', '73 3 3'),
      ...quarters(2024, 'generalpositivelist', '40 40 40'),
    ]);
    expect(county).toEqual(joint);
    expect(total(answer('plan propose', 1))).toBe(72);
    expect(drawn(session)).toEqual({ strata: ['special 9 5 5'], winners: 5, verified: true });
  });
});

describe('绛县：五类对象', () => {
  const session = schemeSession('jiangxian');
  const { answer } = session;

  test('reads the lists of the office, one of them as text', () => {
    expect(taken(session)).toEqual({
      '140826 objects.csv': '170 167 3',
      '140826 inspectors.xlsx': '14 14 0',
      '140826 items.xlsx': '7 7 0',
      '140826 visits.xlsx': '77 75 2',
    });
  });

  test('2025: every minimum is met; a third visit that 原则上 forbids is justified by its reason', () => {
    expect(verdict(answer('compliance', 0))).toEqual(['140826 warning', 'justified OVER_CAP all 四（五）末段']);
    const { findings } = JSON.parse(answer('compliance', 0).out);
    expect(findings[0].justification).toEqual({
      reason: '汛期专项抽中同一企业，合并安排不成',
      approvedBy: '示二',
    });
  });

  test('2026: 40 + 24 + 12 + 4 + 1 = 81 visits; three of nine special objects in the fourth quarter', () => {
    expect(entries(answer('plan propose'))).toEqual([
      ...quarters(2026, 'general', '113 6 6'),
      ...quarters(2026, 'key', '37 10 10'),
      ...quarters(2026, 'special', '9 3 3'),
      '2026.construction 4 4 4',
      '2026.jointobject 1 1 1',
    ]);
    expect(total(answer('plan propose'))).toBe(81);
    expect(drawn(session)).toEqual({ strata: ['special 9 3 3'], winners: 3, verified: true });
  });

  test('a year that runs: what is over is short, what is not over is open, and the plan came late', () => {
    const lines = verdict(answer('compliance', 1));
    expect(lines).toContain('error UNDER_RATIO key 2026Q3 11 0 四（五）2');
    expect(lines.filter((line) => line.includes('2026Q4'))).toEqual([]);
    expect(lines.at(-1)).toBe('error PLAN_LATE all 2026 四（一）');
  });
});

describe('宜良：表一', () => {
  const session = schemeSession('yiliang');
  const { answer } = session;

  test('reads the lists of the office, with the city’s own visits among them', () => {
    expect(taken(session)).toEqual({
      '530125 objects.xlsx': '167 164 3',
      '530125 inspectors.xlsx': '12 12 0',
      '530125 items.xlsx': '4 4 0',
      '530125 visits.xlsx': '106 104 2',
    });
  });

  test('2022: a row short in a quarter, a user of nuclear technology left out, a number nobody has set', () => {
    expect(verdict(answer('compliance'))).toEqual([
      '530125 noncompliant',
      'error UNDER_RATIO A1 2022Q3 2 1 表一',
      'error UNDER_ANNUAL_RATIO nuclear 2022 6 5 二（四）',
      'warning UNDER_JOINT_EXTERNAL all 2022 0 二（七）',
    ]);
    expect(JSON.parse(answer('compliance').out).visits).toBe(96);
  });

  test('2023: each row in its own rhythm, 98 visits', () => {
    const halves = (row: string, numbers: string) => [1, 2].map((half) => `2023h${half}.${row} ${numbers}`);
    const rows = entries(answer('plan propose')).filter((line) => !/joint|interdepartmental/.test(line));
    expect(rows).toEqual([
      ...quarters(2023, 'a1', '22 2 2'),
      '2023.a2 3 1 1',
      '2023.a3 2 1 1',
      ...quarters(2023, 'b1', '35 4 4'),
      ...halves('b2', '7 7 7'),
      ...halves('b3', '2 2 2'),
      ...quarters(2023, 'c1', '58 6 6'),
      ...halves('c2', '2 2 2'),
      ...halves('c3', '7 7 7'),
      '2023.c4 20 2 2',
      '2023.construction 4 4 4',
      '2023.nuclear 6 6 6',
    ]);
    expect(total(answer('plan propose'))).toBe(98);
  });

  test('a row of the quarter is drawn; a row of the half-year takes everybody', () => {
    expect(drawn(session)).toEqual({ strata: ['c1 58 6 6'], winners: 6, verified: true });
    expect(JSON.parse(answer('draw rehearse', 1).out).strata).toMatchObject([{ base: 7, required: 7, n: 7 }]);
  });
});

describe('新县：按人数定数，计划表另有目标', () => {
  const session = schemeSession('xinxian');
  const { answer } = session;

  test('reads the lists of the office, one of them as text', () => {
    expect(taken(session)).toEqual({
      '411523 objects.xlsx': '168 165 3',
      '411523 inspectors.csv': '14 14 0',
      '411523 items.xlsx': '4 4 0',
      '411523 visits.xlsx': '165 163 2',
    });
  });

  test('2021: the 110 of the text are done, the 117 of the table are not: a warning', () => {
    expect(verdict(answer('compliance', 0))).toEqual([
      '411523 warning',
      'warning PLAN_TARGET_UNMET general 2021 117 110 计划表',
      'info NO_RATIO_DEFINED special 三（五）',
    ]);
  });

  test('2022: twelve key objects a quarter, ten general ones for each of eleven officers', () => {
    expect(entries(answer('plan propose'))).toEqual([...quarters(2022, 'key', '37 12 12'), '2022.general 117 110 110']);
    expect(drawn(session)).toEqual({ strata: ['key 37 12 12'], winners: 12, verified: true });
  });

  test('a quarter that is not over has no shortage yet', () => {
    const { findings, tables } = JSON.parse(answer('compliance', 1).out);
    expect(findings.filter(({ severity }: Finding) => severity === 'error')).toEqual([]);
    expect(tables).toMatchObject([{ class: 'key', required: 12, actual: 0, state: 'open', baseFrom: 'freeze' }]);
  });
});
