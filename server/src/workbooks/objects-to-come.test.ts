import { describe, expect, it } from 'vitest';
import { createObjectJudge } from './judge-objects.ts';

const context = { territory: '140826', regions: new Map([['绛县', '140826']]) };

const good = {
  name: '示范县青禾水泥有限公司',
  creditCode: '91999999MA0000001N',
  address: '示范县一号路1号',
  legalRepresentative: '王示范',
  region: '140826',
  permitCategory: '重点管理',
  status: '正常',
};

describe('a day to come', () => {
  const told = (cells: Readonly<Record<string, string>>, today?: string) => {
    const judged = createObjectJudge({ ...context, ...(today !== undefined && { today }) })({
      rowNumber: 2,
      cells: { ...good, ...cells },
      remarks: {},
      numeric: [],
    });
    expect(judged.ok).toBe(true);
    return judged.warnings.map(({ column, message }) => `${column} ${/\d{4}-\d\d-\d\d/.exec(message)?.[0]}`);
  };

  it('of an event, a record, a document or a state is kept and pointed out; today is none', () => {
    for (const [column, cell] of [
      ['penalty', '2026-03-02|县级|罚7'],
      ['violationRecords', '2026-03-02|违法'],
      ['seriousDishonesty', '是|2026-03-02|文号1'],
      ['statusSince', '2026-03-02'],
      ['changedSince', '2026-03-02'],
    ] as const) {
      expect(told({ [column]: cell }, '2026-03-01'), column).toEqual([`${column} 2026-03-02`]);
      expect(told({ [column]: cell }, '2026-03-02'), column).toEqual([]);
      expect(told({ [column]: cell }), column).toEqual([]);
    }
  });

  it('is the day of none where a record has none', () => {
    expect(told({ violationRecords: '违法' }, '2026-03-01')).toEqual([]);
  });
});
