import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  drawn,
  entries,
  type Finding,
  type Part,
  quarters,
  schemeSession,
  taken,
  total,
  verdict,
} from './typed-scheme.ts';

/** The sessions in docs/schemes, typed as they stand: what each scheme asks for, from the office's workbooks to the verdict. */

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
      reason: '三季度汛期专项已查过一次，四季度抽满11家时又抽中',
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

  test('a replacement waits for the deputy, who approves it under the own name', async () => {
    const { sunlot } = session;
    const terms = ['--rank', '1', '--reason', '停产', '--evidence', 'draw.zip', '--document', '停产报告'];
    const asked = await sunlot('draw', 'replace', 'DRAW', ...terms, '--as', 'zonghe');
    expect([asked.code, asked.out]).toEqual([0, expect.stringContaining('更换申请 1（序号 1，停产）：待批准')]);
    expect((await sunlot('draw', 'applications', 'DRAW', '--as', 'lingdao')).out).toContain('停产报告');
    const approve = ['draw', 'approve-replacement', 'DRAW', '--no', '1'];
    expect((await sunlot(...approve, '--as', 'jijian')).code).toBe(4);
    expect((await sunlot(...approve, '--as', 'lingdao', '--dry-run')).out).toContain('第 1 次更换完成');
    const done = await sunlot(...approve, '--as', 'lingdao', '--json');
    expect([done.code, JSON.parse(done.out)]).toMatchObject([0, { no: 1, rank: 1, state: 'answered' }]);
    expect((await sunlot(...approve, '--as', 'lingdao')).code).toBe(5);
  });

  test('the round is shown in five steps, brought in, counted for two receivers, closed and reported', async () => {
    const { sunlot, folder } = session;
    expect(answer('task show').out).toMatch(/发起 .*统计 .*还没有办结（task close）：运城市生态环境局/s);
    expect(JSON.parse(answer('task statistics').out)).toMatchObject({ figures: { drawn: 3, waiting: 3 } });
    const visits = JSON.parse((await sunlot('task', 'visits', 'TASK', '--as', 'zonghe', '--json')).out).visits as {
      readonly object: { readonly key: string; readonly name: string };
    }[];
    const cancel = ['task', 'cancel', 'TASK', '--object', '3', '--reason', '停产至年底'];
    expect((await sunlot(...cancel, '--approve', 'jijian', '--as', 'zonghe')).code).toBe(4);
    const gone = await sunlot(...cancel, '--approve', 'lingdao', '--as', 'zonghe');
    expect([gone.code, gone.out]).toEqual([0, expect.stringContaining(`第 3 号（${visits[2]!.object.name}）`)]);
    expect((await sunlot('task', 'close', 'TASK', '--as', 'zonghe')).note).toContain('没有检查记录 2 家');
    const day = '2026-11-20';
    const rows = visits
      .slice(0, 2)
      .map(
        ({ object }, i) =>
          `${day},${object.key},随机,2026q4-special,${['未发现问题', '发现问题已责令整改'][i]},${day},${day}`,
      );
    const header = '检查日期,统一社会信用代码,抽取方式,任务编号,检查结果,结果认定日期,公示日期';
    writeFileSync(join(folder, 'round.csv'), [header, ...rows].join('\n'));
    expect((await sunlot('import', 'visits', 'round.csv', '--agency', '140826', '--as', 'zonghe')).code).toBe(0);
    expect((await sunlot('task', 'show', 'TASK')).out).toContain('结果已公示');
    const closed = await sunlot('task', 'close', 'TASK', '--as', 'zonghe');
    expect([closed.code, closed.out]).toEqual([0, expect.stringContaining('发现问题已责令整改：1 家')]);
    const receivers = ['运城市生态环境局', '绛县市场监管领域“双随机、一公开”监管工作领导小组办公室'];
    const report = (to: string) => sunlot('task', 'report', 'TASK', '--to', to, '--on', day, '--as', 'zonghe');
    expect((await report('省厅')).note).toContain(receivers.join('；'));
    for (const to of receivers) expect((await report(to)).out).toContain(`报送：${to}，${day}`);
    const shown = (await sunlot('task', 'show', 'TASK', '--lang', 'en')).out;
    expect(shown).toContain('closed');
    expect(shown).not.toMatch(/not closed|not reported/);
    const written = await sunlot('task', 'statistics', 'TASK', '--out', 'table.csv', '--as', 'zonghe', '--lang', 'en');
    expect(written.out).toContain('3 drawn: 2 visited, 0 recognised, 1 cancelled');
    expect(readFileSync(join(folder, 'table.csv'), 'utf8')).toContain('经批准取消,1 家');
    expect((await sunlot('task', 'dispatch', 'TASK', '--as', 'zonghe', '--lang', 'en')).note).toContain(
      'no more changes',
    );
    expect((await sunlot('compliance', '--agency', '140826', '--year', '2026')).out).toContain('经批准取消的检查 1 家');
  });

  test('the plan is in force by its first task, and is not closed while its year runs', async () => {
    const { sunlot } = session;
    const plan = ['--agency', '140826', '--year', '2026'];
    expect((await sunlot('plan', 'show', ...plan)).out).toMatch(/执行中.*起执行：.*发起任务 2026q4-special/s);
    const close = ['plan', 'close', ...plan, '--explain', '2026q4-special', '--as', 'lingdao'];
    expect((await sunlot(...close)).note).toContain('请写明理由');
    const early = await sunlot('plan', 'close', ...plan, '--as', 'lingdao', '--lang', 'en');
    expect([early.code, early.note]).toEqual([5, expect.stringContaining('is not over')]);
    const archive = await sunlot('plan', 'archive', ...plan, '--as', 'zonghe', '--lang', 'en');
    expect([archive.code, archive.note]).toEqual([5, expect.stringContaining('it cannot be archived')]);
  });

  test('roles of an account that is there take two security administrators', async () => {
    const { sunlot } = session;
    for (const login of ['anquan', 'anquan2']) await sunlot('user', 'add', login, '--role', 'securityAdmin');
    expect((await sunlot('user', 'add', 'xinren', '--agency', '140826')).out).toContain('没有角色');
    const grant = ['user', 'grant', 'xinren', '--role', 'inspector，groupLeader'];
    expect((await sunlot(...grant)).code).toBe(4);
    const { id } = JSON.parse((await sunlot(...grant, '--as', 'anquan', '--json')).out) as { id: string };
    expect((await sunlot('user', 'confirm', id, '--as', 'anquan')).code).toBe(5);
    expect((await sunlot('user', 'changes', '--lang', 'en')).out).toContain('waits to be confirmed');
    expect((await sunlot('user', 'confirm', id, '--as', 'anquan2')).out).toContain('xinren 授予 小组长、检查人员');
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
