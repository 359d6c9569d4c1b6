import type { PlanView } from '@sunlot/contract/plans.ts';
import { expect, test } from 'vitest';
import { outputFor } from './output.ts';
import { showView } from './plan-show.ts';

const view: PlanView = {
  ...{ agency: '999999', pack: 'jiangxian', packVersion: 4, year: 2026, version: 1, state: 'issued' },
  ...{ entries: [], totalVisits: 0, offSiteChecks: 0, totalDraws: 0, quotas: [], findings: [] },
};
const behind = {
  ...{ entry: '2026q4.key', class: 'key', className: '重点排污单位', period: '2026Q4' },
  ...{ n: 10, base: 37, required: 17, recommended: 17, section: '四（五）2' },
};

function printed(more: Partial<PlanView>, ...flags: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const output = outputFor(flags, {}, { stdout: (text) => lines.push(text), stderr: () => {} });
  showView(output, { ...view, ...more });
  return lines.join('').split('\n');
}

test('an entry that is behind by now stands with both numbers, the clause and the command', () => {
  const line =
    '2026年第四季度重点排污单位：计划 10 家；按今天的名录和已抽查的情况，最低 17 家、建议 17 家（四（五）2），少 7 家：';
  const adjust = 'sunlot plan adjust --agency 999999 --year 2026 --entry 2026q4.key --n 17 --reason …';
  expect(printed({ catchUp: [behind] })).toContain(`${line}${adjust}`);
  const english = printed({ catchUp: [behind] }, '--lang', 'en').find((one) => one.includes('10 planned'));
  expect(english).toContain('at least 17, advised 17 (四（五）2), 7 short: sunlot plan adjust');
});

test('an entry that was drawn and lacks units by now has the command of a supplementary draw', () => {
  const drawn = { ...behind, supplement: { drawn: 10, lost: 0 } };
  const line =
    '2026年第四季度重点排污单位：计划 10 家，已抽 10 家；按今天的名录和已抽查的情况，最低 17 家（四（五）2），缺 7 家，补充抽取：';
  expect(printed({ catchUp: [drawn] })).toContain(`${line}sunlot task create --agency 999999 --entry 2026q4.key`);
  const english = printed({ catchUp: [drawn] }, '--lang', 'en').find((one) => one.includes('10 planned'));
  expect(english).toContain(
    '10 planned, 10 drawn; by the directory and the draws of today at least 17 (四（五）2), 7 short',
  );
});

test('of a list that grew it says which one the verdict goes by', () => {
  const drawn = { ...behind, supplement: { drawn: 10, lost: 0, grown: { from: 40, to: 68 } } };
  expect(printed({ catchUp: [drawn] }).join('\n')).toContain(
    '--entry 2026q4.key（名单由 40 家增至 68 家：封存补抽的名单以前，判定按 40 家，封存以后按 68 家，抽中的要按期查完）',
  );
  expect(printed({ catchUp: [drawn] }, '--lang', 'en').join('\n')).toContain(
    '(the list grew from 40 to 68: until that of the supplement is frozen the verdict goes by 40, from then on by 68',
  );
});

test('an entry that the plan does not have says so, with the adjustment that adds it', () => {
  const missing = { ...behind, n: 0, missing: true as const };
  expect(printed({ catchUp: [missing] }).join('\n')).toContain(
    '2026年第四季度重点排污单位：计划里没有这一项（制定时没有对象）；按今天的名录和已抽查的情况，最低 17 家、建议 17 家（四（五）2），列入计划：sunlot plan adjust --agency 999999 --year 2026 --entry 2026q4.key --n 17',
  );
  const english = printed({ catchUp: [missing] }, '--lang', 'en').join('\n');
  expect(english).toContain(
    'not in the plan (nobody was of it then); by the directory and the draws of today at least 17',
  );
});

test('an entry of a class that the scheme has no more says so, with the adjustment to nought', () => {
  const ended = { ...behind, n: 3, base: 0, required: 0, recommended: 0, ended: true as const };
  expect(printed({ catchUp: [ended] }).join('\n')).toContain(
    '2026年第四季度重点排污单位：方案在这一时段不再设这一类，计划的 3 家不能抽取，调为 0：sunlot plan adjust --agency 999999 --year 2026 --entry 2026q4.key --n 0 --reason …',
  );
  const english = printed({ catchUp: [ended] }, '--lang', 'en').join('\n');
  expect(english).toContain('the scheme has this class no more in the period; the 3 planned cannot be drawn');
});

test('whoever was drawn and cannot be inspected any more is told apart', () => {
  const catchUp = [{ ...behind, n: 4, base: 11, required: 4, recommended: 4, supplement: { drawn: 2, lost: 2 } }];
  expect(printed({ catchUp }).join('\n')).toContain('计划 4 家，已抽 4 家（其中 2 家已不能检查）；');
  expect(printed({ catchUp }).join('\n')).toContain('最低 4 家（四（五）2），缺 2 家，补充抽取：');
  const english = printed({ catchUp }, '--lang', 'en').join('\n');
  expect(english).toContain('4 planned, 4 drawn (2 of them cannot be inspected any more); by');
  expect(english).toContain('at least 4 (四（五）2), 2 short');
});

test('and so is whoever was inspected, and not as the entry asks', () => {
  const of = (lost: number) => ({
    catchUp: [{ ...behind, n: 4, required: 4, recommended: 4, supplement: { drawn: 3 - lost, lost, otherwise: 1 } }],
  });
  expect(printed(of(0)).join('\n')).toContain(
    '计划 4 家，已抽 4 家（其中 1 家查过但检查方式等不合本项要求而不计入）；',
  );
  expect(printed(of(1)).join('\n')).toContain(
    '已抽 4 家（其中 1 家已不能检查及 1 家查过但检查方式等不合本项要求而不计入）；',
  );
  expect(printed(of(1), '--lang', 'en').join('\n')).toContain(
    '4 drawn (1 of them cannot be inspected any more, 1 of them were inspected, not as the entry asks, and do not count);',
  );
});

test('a number that comes from the agency’s own ratio says so, with its first day', () => {
  const own = { ...behind, ownRatio: { ratio: '10%', from: '2026-07-01' } };
  expect(printed({ catchUp: [own] }).join('\n')).toContain(
    '计划 10 家；按今天的名录、已抽查的情况和自定比例 10%（2026-07-01 起），最低 17 家',
  );
  const english = printed({ catchUp: [own] }, '--lang', 'en').join('\n');
  expect(english).toContain('draws of today and the own ratio of 10% from 2026-07-01 on at least 17');
});

test('what a year or a window asks for beyond the period stands with its own clause', () => {
  const advised = { ...behind, class: 'general', n: 1, required: 1, recommended: 7, section: '三（二）1' };
  const window = { section: '三（二）1', window: { from: '2022-01-01', to: '2026-12-31' } };
  const said = (goal: typeof window | { section: string }, ...flags: readonly string[]) =>
    printed({ catchUp: [{ ...advised, goal }] }, ...flags).join('\n');
  expect(said(window)).toContain(
    '最低 1 家、建议 7 家（三（二）1；2022-01-01 至 2026-12-31 全覆盖：三（二）1）：sunlot',
  );
  expect(said({ section: '四（五）3' })).toContain('建议 7 家（三（二）1；全年比例：四（五）3）：sunlot');
  expect(said(window, '--lang', 'en')).toContain(
    'advised 7 (三（二）1; full coverage from 2022-01-01 to 2026-12-31: 三（二）1): sunlot',
  );
  expect(said({ section: '四（五）3' }, '--lang', 'en')).toContain('(三（二）1; ratio of the year: 四（五）3): sunlot');
});

test('of a pace that is only advised nothing is short; a first draft is proposed again', () => {
  const advised = { ...behind, required: 10, recommended: 11 };
  const [line] = printed({ state: 'draft', catchUp: [advised] }).filter((one) => one.includes('建议 11 家'));
  expect(line).toMatch(/最低 10 家、建议 11 家（四（五）2）：sunlot plan propose --agency 999999 --year 2026$/);
  const second = printed({ state: 'draft', version: 2, catchUp: [advised] });
  expect(second.join('\n')).toContain('--entry 2026q4.key --n 11');
});

test('a year without a record is said to be planned as a whole, and one that has records is not', () => {
  expect(printed({ unrecorded: true }).join('\n')).toContain('2026 年还没有任何抽查记录：计划按全年测算');
  expect(printed({ unrecorded: true }, '--lang', 'en').join('\n')).toContain('No inspection of 2026 is recorded here');
  expect(printed({}).join('\n')).not.toContain('抽查记录');
});

test('whom earlier periods drew and nobody has inspected is told with the last one, with the task of each', () => {
  const { entry, class: cls, className, period } = behind;
  const waiting = [{ ...{ entry, class: cls, className, period }, visits: 2, tasks: ['2026q2-key', '2026q3-key'] }];
  expect(printed({ waiting })).toContain(
    '2026年第四季度重点排污单位：此前 2 家已抽取尚未检查，计划按已抽取计，查完才计入判定：仍按原任务（2026q2-key、2026q3-key）查完录入',
  );
  expect(printed({ waiting }, '--lang', 'en').join('\n')).toContain(
    'under the task that drew them (2026q2-key, 2026q3-key)',
  );
  expect(printed({}).join('\n')).not.toContain('尚未检查');
});

test('who stands for the period beside the draws of the entry is told with its number', () => {
  const catchUp = [{ ...behind, n: 2, base: 8, required: 3, recommended: 3, others: 1 }];
  expect(printed({ catchUp }).join('\n')).toMatch(
    /最低 3 家、建议 3 家（四（五）2），另有 1 家已由别的任务抽取或检查、计入本时段，少 1 家：sunlot plan adjust .* --n 3 /,
  );
  expect(printed({ catchUp }, '--lang', 'en').join('\n')).toContain('beside 1 that other tasks drew or inspected');
  expect(printed({ catchUp: [{ ...behind, missing: true, others: 1 }] }).join('\n')).toContain('另有 1 家已由别的任务');
});

test('whose visit was cancelled is told with the last period, with the task under which it is still inspected', () => {
  const { entry, class: cls, className, period } = behind;
  const cancelled = [{ ...{ entry, class: cls, className, period }, visits: 1, tasks: ['2026q4-key'] }];
  expect(printed({ cancelled })).toContain(
    '2026年第四季度重点排污单位：检查已取消、还没有查过的 1 家不再抽取：能检查的，仍可按原任务（2026q4-key）查完录入，计入判定',
  );
  expect(printed({ cancelled }, '--lang', 'en').join('\n')).toContain(
    '1 whose visit was cancelled are not inspected yet',
  );
  expect(printed({}).join('\n')).not.toContain('取消');
});

test('what a city still has to draw again after its counties is told with the draw that has it', () => {
  const { entry, class: cls, className, period, section } = behind;
  const redraws = [{ ...{ entry, class: cls, className, period, section }, required: 2, made: 1, open: 28, n: 1 }];
  expect(printed({ redraws })).toContain(
    '2026年第四季度重点排污单位：再次抽查应抽 2 家（四（五）2），已抽 1 家，县级已查完、可再次抽查的有 28 家，补充抽取其中 1 家：sunlot task create --agency 999999 --entry 2026q4.key',
  );
  expect(printed({ redraws }, '--lang', 'en').join('\n')).toMatch(
    /2 are to be drawn again .* 28 can be drawn again, a supplementary draw has 1 of them: sunlot task create/,
  );
  expect(printed({}).join('\n')).not.toContain('再次抽查应抽');
});

test('of a share of all visits it says that joint inspections without a number come on top', () => {
  const clause = { section: '二（五）', quote: '联合' };
  const level = 'county' as const;
  const quotas: PlanView['quotas'] = (['internalJointShare', 'redraw'] as const).map((topic) => ({
    ...{ topic, rule: `x/${topic}`, class: 'all', level, period: '2026', base: 55, required: 17, clause },
  }));
  const entry = {
    ...{
      id: '2026h1.interdepartmental',
      rule: 'x',
      class: 'interdepartmental',
      className: '部门联合',
      level,
      period: '2026H1',
    },
    ...{ base: 0, required: 0, recommended: 0, n: 0, clause, fields: {}, kind: 'interdepartmental' },
  } as PlanView['entries'][number];
  const all = printed({ quotas, entries: [entry] }).join('\n');
  expect(all).toContain('内部联合抽查家次：至少 17（共 55，没有定数量的部门联合检查另加）');
  expect(all).toContain('再次抽查家次：至少 17（共 55）');
  expect(printed({ quotas, entries: [entry] }, '--lang', 'en').join('\n')).toContain('(of 55, and of the inter');
  // Control: each has its number.
  expect(printed({ quotas, entries: [{ ...entry, n: 3 }] }).join('\n')).not.toContain('另加');
});
