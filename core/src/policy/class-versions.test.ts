import { describe, expect, test } from 'vitest';
import { anObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { classIntervals } from './classify.ts';
import type { ObjectFacts } from './facts.ts';
import type { Versions } from './pack.ts';

describe('classes over time under versions of the scheme that follow one another (R-002)', () => {
  const xiongan = loadPack('xiongan');
  const byOffice = withSwitches(xiongan, { 'class.rules': 'byOffice' });
  const july = { ...byOffice, version: 9, effectiveFrom: '2023-07-01' };
  const spans = (versions: Versions, object: Partial<ObjectFacts>, from = '2023Q1') =>
    classIntervals(versions, { object: anObject({ id: 'X', ...object }) }, { from, to: '2023Q4' }).map(
      ({ class: cls, from: first, reasons }) => [cls, first, ...reasons.map(({ fact }) => fact)],
    );
  const risky: Partial<ObjectFacts> = { permitCategory: '登记管理', environmentalRisk: '高' };
  const [NOTHING, BECAUSE] = ['不符合其他类别的条件', '方案第 9 版自 2023-07-01 起'];
  const special = spans([xiongan], risky)[0]!;

  test('are those of the version in force on the day, and the stretch says that the version makes it', () => {
    expect(special.slice(0, 2)).toEqual(['special', '2023-01-01']);
    expect(spans([xiongan, july], risky)).toEqual([special, ['general', '2023-07-01', NOTHING, BECAUSE]]);
    // Also where the version begins with the first day that is asked for.
    expect(spans([xiongan, july], risky, '2023Q3')).toEqual([['general', '2023-07-01', NOTHING, BECAUSE]]);
    expect(spans([xiongan, july], risky, '2023Q4')).toEqual([['general', '2023-10-01', NOTHING]]);
    // A version that ends gives way to the one before it.
    expect(spans([xiongan, { ...july, effectiveTo: '2023-09-30' }], risky)[2]?.slice(0, 2)).toEqual([
      'special',
      '2023-10-01',
    ]);
  });

  test('are one stretch where the versions class the object alike, and one version says nothing of itself', () => {
    expect(spans([xiongan, { ...xiongan, version: 9, effectiveFrom: '2023-07-01' }], risky)).toEqual([special]);
    expect(spans([july], risky)).toEqual([['general', '2023-01-01', NOTHING]]);
    expect(spans([xiongan, july], { permitCategory: '登记管理' })).toEqual([['general', '2023-01-01', NOTHING]]);
  });

  test('name the version only for what it changes', () => {
    // The positive list ends on the day before the version begins: the class would be another one at any rate.
    const object: Partial<ObjectFacts> = {
      permitCategory: '重点管理',
      positiveList: { from: '2023-01-01', to: '2023-06-30' },
    };
    const same = { ...xiongan, version: 9, effectiveFrom: '2023-07-01' };
    const last = spans([xiongan, same], object).at(-1);
    expect(last?.slice(0, 2)).toEqual(['key', '2023-07-01']);
    expect(last).not.toContain(BECAUSE);
  });
});
