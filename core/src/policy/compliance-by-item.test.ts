import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { ItemFacts, VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays([2021, 2022, 2023].map(loadHolidays));

function run(pack: Pack, given: Pick<ComplianceInput, 'objects' | 'visits' | 'year' | 'itemList'>) {
  const judged = compliance(pack, {
    agency: '999999',
    level: 'county',
    asOf: `${given.year + 1}-01-01`,
    calendar,
    ...given,
  });
  return {
    ...judged,
    codes: judged.findings.map(({ code, class: cls, period, object }) => [code, cls, object ?? period].join(' ')),
  };
}

describe('what goes item by item (营口)', () => {
  const pack = loadPack('yingkou');
  const list: readonly ItemFacts[] = ['1', '2'].map((serialNo) => ({
    ...{ serialNo, category: '示例类', itemName: `示例事项${serialNo}`, itemGrade: 'general', methods: ['现场'] },
    ...{ objectKind: [serialNo === '1' ? '重点排污单位' : '一般排污单位'], authority: '示例', legalBasis: ['示例法'] },
  }));
  const firm = keyObject('K');
  const clean = aVisit({ objectId: 'K', date: '2022-02-10', level: 'municipal', agency: '999000' });
  const judged = (visits: readonly VisitFact[], itemList?: readonly ItemFacts[]) =>
    run(pack, { year: 2022, objects: [firm], visits, ...(itemList && { itemList }) });
  const keyOf = ({ classes }: ReturnType<typeof judged>) => classes.find((one) => one.class === 'key');

  test('clean at the city in every item that concerns it, an object is covered', () => {
    expect(keyOf(judged([clean], list))).toMatchObject({ annualBase: 1, covered: 1 });
    expect(keyOf(judged([clean]))).toMatchObject({ covered: 1 });
    expect(judged([clean], list).codes).not.toContain('UNDER_ANNUAL_COVERAGE key 2022');
    // One item is left, something was found, or the city was there in another year.
    const both = list.map((item) => ({ ...item, objectKind: ['重点排污单位'] }));
    for (const one of [
      judged([clean], both),
      judged([{ ...clean, results: ['发现问题已责令整改'] }], list),
      judged([{ ...clean, date: '2021-02-10' }], list),
    ]) {
      expect(keyOf(one)).toMatchObject({ covered: 0 });
      expect(one.codes).toContain('UNDER_ANNUAL_COVERAGE key 2022');
    }
  });

  test('at its cap in every item, an object is not there to be drawn', () => {
    const twice = ['2022-02-10', '2022-05-10'].map((date) => aVisit({ objectId: 'K', date }));
    const found = (given: ReturnType<typeof judged>) =>
      given.findings
        .filter(({ class: cls, period }) => cls === 'key' && period?.includes('Q'))
        .map(({ code, period, severity }) => [code, period, severity].join(' '));
    const justified = ['POOL_EXHAUSTED 2022Q3 justified', 'POOL_EXHAUSTED 2022Q4 justified'];
    expect(found(judged(twice, list))).toEqual(justified);
    expect(found(judged(twice))).toEqual(justified);
    const lawless = list.map((item, i) => ({
      ...item,
      objectKind: ['重点排污单位'],
      legalBasis: i === 0 ? ['示例法'] : [],
    }));
    expect(found(judged(twice, lawless))).toEqual(justified);
    const both = list.map((item) => ({ ...item, objectKind: ['重点排污单位'] }));
    expect(found(judged(twice, both))).toEqual(['UNDER_RATIO 2022Q3 error', 'UNDER_RATIO 2022Q4 error']);
  });
});
