import { describe, expect, it, test } from 'vitest';
import type { VisitsContext } from './judge-visits.ts';
import { facts, judge, shipped } from './test-visit-rows.ts';

const WITHHELD = { withheldGround: '商业秘密', approvedBy: '负责人甲' };
const PUBLISHED = { resultDeterminedOn: '2025-04-12', publishedOn: '2025-04-30' };

const told = (column: string, cells: Record<string, string>, more: Partial<VisitsContext> = {}) =>
  judge(cells, more)
    .warnings.filter((one) => one.column === column)
    .map(({ message }) => message);

describe('a day of publication beside a ground of withholding (R-159)', () => {
  it('is against the scheme where the scheme forbids to publish, unless only a part was; the row says so with its section', () => {
    expect(told('withheldGround', { ...WITHHELD, ...PUBLISHED })).toEqual([
      expect.stringMatching(
        /方案规定不予公开（四（七））.*违规公示.*请把依据写成“商业秘密（部分）”；整份公示了的，请立即撤下/,
      ),
    ]);
    expect(told('withheldGround', WITHHELD)).toEqual([]);
  });

  it('is what is wanted where only a part is left out: 商业秘密（部分）', () => {
    const part = { ...WITHHELD, withheldGround: '商业秘密（部分）' };
    const read = judge({ ...part, ...PUBLISHED });
    expect(read.warnings).toEqual([]);
    expect(facts(read)).toMatchObject({ withheldGround: '商业秘密', withheldPart: true, withheldApproved: true });
    expect(facts(judge({ ...WITHHELD, ...PUBLISHED }))).not.toHaveProperty('withheldPart');
    const unapproved = judge({ ...PUBLISHED, withheldGround: '商业秘密（部分）' });
    expect(unapproved.warnings.map(({ column }) => column)).toEqual(['approvedBy']);
    expect(facts(unapproved)).toMatchObject({ withheldGround: '商业秘密', withheldPart: true });
  });

  it('is to be looked at where the scheme lets the office withhold', () => {
    const optional = { packOf: () => shipped('xinxian') };
    const cells = { ...PUBLISHED, withheldGround: '国家安全', approvedBy: '负责人甲' };
    expect(told('withheldGround', cells, optional)).toEqual([
      expect.stringMatching(/按已经公示计。只公示了一部分的，请把依据写成“国家安全（部分）”/),
    ]);
  });
});

test('a ground without an approver is told of in the words of how the row comes in: nothing is said to be imported that is not', () => {
  const unapproved = { withheldGround: '商业秘密' };
  const said = (entry?: 'import' | 'rehearsal' | 'form') => told('approvedBy', unapproved, { ...(entry && { entry }) });
  expect(said()).toEqual([expect.stringContaining('已导入，请补上批准人后再导入')]);
  expect(said('import')).toEqual(said());
  expect(said('rehearsal')).toEqual([expect.stringContaining('还没有导入，请补上批准人后再导入')]);
  expect(said('form')).toEqual([expect.stringContaining('请加上批准人（--approver）')]);
  expect(said('form')[0]).not.toContain('导入');
});

describe('a result that was public', () => {
  const earlier = [facts(judge(PUBLISHED))!];
  const known = { visitsOf: () => earlier };

  it('is not made never published without a word (R-163)', () => {
    expect(told('publishedOn', WITHHELD, known)).toEqual([
      '原来登记的公示日期 2025-04-30，这一行没有写：导入后按没有公示判定。已经公示了的，请补上日期。',
    ]);
  });

  it('is told of only where the same visit loses its day', () => {
    expect(told('publishedOn', PUBLISHED, known)).toEqual([]);
    expect(told('publishedOn', { date: '2025-04-11' }, known)).toEqual([]);
    expect(told('publishedOn', { task: '2025q2-key', drawnOn: '2025-04-01' }, known)).toEqual([]);
    expect(told('publishedOn', WITHHELD)).toEqual([]);
  });
});
