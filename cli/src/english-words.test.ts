import { incompatible, type Role, roles } from '@sunlot/contract/roles.ts';
import { Problem } from '@sunlot/server/problem.ts';
import { rights } from '@sunlot/server/rights.ts';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { detailsInEnglish, inEnglish } from './english-words.ts';
import { parseInput } from './parse-input.ts';

const HAN = /\p{Script=Han}/u;

describe('what the server says, in English', () => {
  test.each(Object.values(roles))('the role %s', (role) => {
    expect(inEnglish(role)).not.toMatch(HAN);
  });

  test.each(Object.values(rights).map(({ what }) => what))('the right to %s', (what) => {
    expect(inEnglish(what)).not.toMatch(HAN);
  });

  test.each<Role[]>([
    ['systemAdmin', 'auditAdmin'],
    ['systemAdmin', 'inspector'],
    ['disciplineOfficer', 'head'],
    ['caseHandler', 'legalReviewer'],
  ])('why %s and %s do not go together', (...held) => {
    expect(inEnglish(incompatible(held)!)).not.toMatch(HAN);
  });

  test.each([
    ['综合办、综合行政执法队', 'general office, enforcement brigade'],
    ['单位主要负责人或分管负责同志', 'head of the agency or deputy in charge'],
    [
      '大小为 7 的检查点与现有的前 7 条不符：有记录被改动、插入或删除',
      'the checkpoint at size 7 does not fit the first 7 entries: some were changed, inserted or removed',
    ],
    [
      '2027.general 共计划 20 家，方案的计划表要求 30 家（计划表）：年底没有查到的判不合规；要按计划表安排的，用 plan adjust --entry 2027.general --n 30 --reason … 调整',
      '2027.general: 20 planned, the plan table of the scheme asks for 30 (计划表), and a year that has not reached them is noncompliant; to plan by the table: plan adjust --entry 2027.general --n 30 --reason …',
    ],
    [
      '第 1 号 1 人，空缺 member、第 2 号 0 人，空缺 leader、member',
      'number 1: 1 left, vacant member, number 2: 0 left, vacant leader, member',
    ],
    ['第 1 号 1 人，空缺 member等 6 项', 'number 1: 1 left, vacant member: 6 in all'],
    ['没有这个序号', 'there is no such rank'],
    [
      '本次抽取最多更换 5 次，已经用完；还有人须换下的，取消该次检查（task cancel）再补充抽取（task create；另有范围的专项、部门联合用 plan add 另列一项），或在派发前作废本次抽取重新抽取（draw void）',
      'it may have 5 replacements and has had them; where somebody must still be replaced, cancel the visit (task cancel) and draw for what is lacking (task create; plan add for a campaign or joint inspection with a scope of its own), or void the draw before the dispatch and draw anew (draw void)',
    ],
    ['检查 vis_7k2m9q4x', 'visit vis_7k2m9q4x'],
    [
      '1（缺检查主体）、5b（缺检查依据）、9（缺检查主体和检查依据）',
      '1 (no authority), 5b (no legal basis), 9 (neither authority nor legal basis)',
    ],
    ['未发现问题，没有不予公开依据', '未发现问题, no ground for withholding'],
    ['未发现问题，不予公开依据：商业秘密（部分）', '未发现问题, withheld on 商业秘密（部分）'],
    ['停止时出错：\nError: x', 'Failed while stopping: \nError: x'],
    [
      '名单由 4 家增至 5 家，应抽 5 家，已抽 4 家，缺 1 家',
      'the list grew from 4 to 5, 5 are to be drawn, 4 are drawn, 1 are lacking',
    ],
    [
      '计划 6 家（方案要求 5 家），已抽 6 家，缺 0 家',
      'the plan has 6 (the scheme asks for 5), 6 are drawn, 0 are lacking',
    ],
    ['计划 7 家（方案要求 5 家），时段内已有 7 家', 'the plan has 7 (the scheme asks for 5), it has 7'],
    ['计划 6 家，已抽 6 家，缺 0 家', 'the plan has 6, 6 are drawn, 0 are lacking'],
    [
      '2026Q3 计划 7 家（方案要求 5 家），时段内已有 3 家，只补抽缺的 4 家',
      'of 2026Q3 the plan has 7 (the scheme asks for 5), and it has 3: only the 4 that are short are drawn to make it up',
    ],
    [
      '2026Q3 应抽 5 家，时段内已有 3 家，只补抽缺的 2 家',
      'of 2026Q3 5 are to be drawn, and it has 3: only the 2 that are short are drawn to make it up',
    ],
    [
      '名单 11 家（其中 2 家已退出），应抽 4 家，已抽 4 家（其中 2 家已不能检查），缺 2 家',
      'the list has 11 (2 of them are no longer on it), 4 are to be drawn, 4 are drawn (2 of them cannot be inspected any more), 2 are lacking',
    ],
    [
      '应抽 4 家，已抽 4 家（其中 1 家查过但检查方式等不合本项要求而不计入），缺 1 家',
      '4 are to be drawn, 4 are drawn (1 of them were inspected, not as the entry asks, and do not count), 1 are lacking',
    ],
    [
      '应抽 4 家，已抽 4 家（其中 1 家已不能检查及 2 家查过但检查方式等不合本项要求而不计入），缺 3 家',
      '4 are to be drawn, 4 are drawn (1 of them cannot be inspected any more, 2 were inspected, not as the entry asks, and do not count), 3 are lacking',
    ],
    [
      '名单由 11 家增至 14 家（其中 3 家已退出），应抽 5 家',
      'the list grew from 11 to 14 (3 of them are no longer on it), 5 are to be drawn',
    ],
    [
      '已抽 4 家，全年须抽到每一家，还有 2 家没有抽到，缺 2 家',
      '4 are drawn, everybody is to be drawn within the year, 2 have not been drawn, 2 are lacking',
    ],
    [
      '应抽 3 家，已抽 3 家，缺 0 家；再次抽查应抽 2 家，已抽 0 家，缺 2 家，可再次抽查的只有 1 家',
      '3 are to be drawn, 3 are drawn, 0 are lacking, to be drawn again after the level below: 2, 0 are drawn, 2 are lacking, only 1 can be drawn again',
    ],
    [
      '县级已完成抽查、可再次抽查的有 1 家，按要求还应再次抽查 2 家',
      'the counties have finished 1 that can be drawn again, and 2 more are to be drawn again',
    ],
    [
      '补充抽取的 3 家中，2 家用于再次抽查，从县级已查完的 28 家中抽取',
      'of the 3 of this supplementary draw 2 are drawn again, from the 28 that the counties have finished',
    ],
    [
      '本次抽查 4 家，可能超过方案规定的上限：C类（其它）2026年最多抽查 6 家（表一），已抽 5 家，还可抽 1 家，范围内还没有抽到的有 15 家；超过的查后不能撤回，判定不合规',
      '4 are to be drawn: this may pass the most that the scheme gives: of C类（其它） in 2026 at most 6 (表一), 5 are drawn and 1 are left; inside the scope are 15 that are not drawn yet; more cannot be taken back once they are inspected, and the verdict is noncompliant',
    ],
    [
      '可能超过方案规定的上限：C类（其它）2026年最多抽查 6 家（表一），已抽 0 家，还可抽 6 家，范围内还没有抽到的有 20 家',
      'this may pass the most that the scheme gives: of C类（其它） in 2026 at most 6 (表一), 0 are drawn and 6 are left; inside the scope are 20 that are not drawn yet',
    ],
    ['key、general', 'key, general'],
    [
      '第 2 行 91A 不在检查对象名录库里；第 3 行 91B 重复；第 4 行 91C 在名录里是“甲厂”，所写的“乙厂”是另一家（91D）等 7 处',
      'row 2, 91A, does not stand in the directory; row 3, 91B, stands there twice; row 4, 91C, is “甲厂” in the directory, and “乙厂” there is another unit (91D) and others, 7 in all',
    ],
    ['第 3 行 91A“甲、乙厂”在名录里是一般排污单位', 'row 3, 91A “甲、乙厂”, is 一般排污单位 in the directory'],
    ['2026年第四季度', 'Q4 of 2026'],
    ['2026年下半年', 'H2 of 2026'],
    ['2026年3月', '2026-3'],
    ['季度、月', 'quarter, month'],
    [
      '基数 50 家；不可抽：不在定向范围内 9 家，关停 1 家',
      '50 units counted; not to be drawn: outside the filter of the draw 9, shut down 1',
    ],
    ['新增 10、修改 5a、取消原 3', '10 added, 5a changed, former 3 ended'],
    ['上级清单第 3 项“SOIL”本级没有（4.1）', 'item 3 of the superior list (“SOIL”) is missing in the own one (4.1)'],
  ])('%s', (zh, en) => {
    expect(inEnglish(zh)).toBe(en);
  });

  test.each(['绛县分局', '第 3 行，统一社会信用代码不对', '“甲”席位'])(
    '%s has no English words and stays whole',
    (text) => {
      expect(inEnglish(text)).toBe(text);
    },
  );
});

describe('the details of a problem', () => {
  test('are said in English, except what somebody typed', () => {
    const problem = new Problem('plan.wrongState', {
      year: 2026,
      state: '草稿',
      action: '批准',
      next: '送审（plan submit）',
    });
    expect(detailsInEnglish(problem)).toEqual({
      year: 2026,
      state: 'draft',
      action: 'be approved',
      next: 'submit it (plan submit)',
    });
    expect(detailsInEnglish(new Problem('console.userUnknown', { who: '综合办' }))).toEqual({ who: '综合办' });
  });

  test.each([
    [{ level: 'town' }, 'level: must be one of county'],
    [{ level: 'county', code: '12' }, 'code: must have the form /^\\d{6}$/'],
    [{ level: 'county', code: '123456', name: '' }, 'name: must be at least 1 characters long'],
    [{ level: 'county', code: '123456', name: 'long name' }, 'name: must be at most 4 characters long'],
    [{ level: 'county', code: '123456', name: 'x' }, 'year: must be given as number'],
  ])('of an input that does not fit, %j, name the field and what it takes', (input, what) => {
    const schema = z.strictObject({
      level: z.enum(['county']),
      code: z.string().regex(/^\d{6}$/, '代码不对'),
      name: z.string().min(1, '名称不能为空').max(4, '名称太长'),
      year: z.number(),
    });
    expect(() => parseInput(schema, input)).toThrow(/^提交的内容不符合要求/);
    const told = refused(() => parseInput(schema, input));
    expect(detailsInEnglish(told)).toEqual({ what });
  });
});

function refused(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('nothing was refused');
}
