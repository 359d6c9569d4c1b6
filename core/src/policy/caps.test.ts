import { describe, expect, test } from 'vitest';
import { aVisit } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { capCheck, undecidedCap, withinCap } from './caps.ts';
import type { VisitFact } from './facts.ts';
import { findRule, type Pack } from './pack.ts';

const pack = loadPack('jiangxian');
const YEAR = { level: 'county', from: '2025-01-01', to: '2025-12-31' } as const;
const on = (objectId: string, date: string, more: Partial<VisitFact> = {}) => aVisit({ objectId, date, ...more });
const check = (under: Pack, visits: readonly VisitFact[]) => capCheck(under, { visits, ...YEAR });
const three = ['2025-02-01', '2025-05-01', '2025-08-01'].map((date) => on('K-001', date));

describe('the yearly cap', () => {
  test('three visits are one too many, two are not', () => {
    expect(check(pack, three).findings).toMatchObject([
      { code: 'OVER_CAP', object: 'K-001', count: 3, cap: 2, severity: 'error', rule: 'jiangxian/cap/all/all' },
    ]);
    expect(check(pack, three.slice(1))).toEqual({ verdict: 'compliant', findings: [] });
  });

  test('a reason recorded with a visit justifies a principle, never a hard cap', () => {
    const reason = { reason: '群众反映集中', approvedBy: '负责人' };
    const visits = [...three.slice(0, 2), { ...three[2]!, justification: reason }];
    expect(check(pack, visits)).toMatchObject({
      verdict: 'warning',
      findings: [{ severity: 'justified', justification: reason }],
    });
    const hard = check(withSwitches(pack, { 'cap.strictness': 'hard' }), visits);
    expect(hard.verdict).toBe('noncompliant');
    expect(hard.findings[0]).not.toHaveProperty('justification');
    expect(check(withSwitches(pack, { 'cap.strictness': 'byRule' }), visits).verdict).toBe('warning');
  });

  test('a reason speaks of its own visit: every one beyond the cap needs one', () => {
    const why = (n: number, approvedBy = '负责人甲') => ({ justification: { reason: `理由${n}`, approvedBy } });
    const days = (...reasons: Partial<VisitFact>[]) =>
      ['02-01', '05-01', '08-01', '11-01'].map((day, i) => on('K-001', `2025-${day}`, reasons[i]));
    const { findings } = check(pack, days({}, {}, why(3), why(4, '负责人乙')));
    expect(findings).toMatchObject([
      { severity: 'justified', count: 4, justification: { reason: '理由3；理由4', approvedBy: '负责人甲、负责人乙' } },
    ]);
    const same = check(pack, days({}, {}, why(3), why(3)).toReversed());
    expect(same.findings[0]!.justification).toEqual({ reason: '理由3', approvedBy: '负责人甲' });
    for (const short of [days(why(1), why(2)), days({}, {}, why(3)), days(why(1), {}, {}, why(4))]) {
      const judged = check(pack, short);
      expect(judged).toMatchObject({ verdict: 'noncompliant', findings: [{ code: 'OVER_CAP', severity: 'error' }] });
      expect(judged.findings[0]).not.toHaveProperty('justification');
    }
  });

  test('of two visits on one day the one with a reason is the one beyond the cap', () => {
    const reason = { reason: '群众反映集中', approvedBy: '负责人' };
    const day = (more: Partial<VisitFact> = {}) => on('K-001', '2025-08-01', more);
    const first = on('K-001', '2025-02-01');
    const reasoned = day({ justification: reason });
    for (const visits of [
      [first, reasoned, day()],
      [first, day(), reasoned],
    ]) {
      expect(check(pack, visits).findings).toMatchObject([{ severity: 'justified', justification: reason }]);
    }
    expect(check(pack, [first, day(), day()]).findings).toMatchObject([{ severity: 'error' }]);
  });

  describe('over several levels: who went beyond it answers for it', () => {
    const city = { level: 'municipal', agency: '140800' } as const;
    const county = { level: 'county', agency: '140826' } as const;
    const days = (...by: readonly Partial<VisitFact>[]) =>
      ['2025-02-01', '2025-05-01', '2025-08-01', '2025-11-01'].flatMap((day, i) =>
        by[i] ? on('K-001', day, by[i]) : [],
      );
    const judged = (who: typeof city | typeof county, visits: readonly VisitFact[]) =>
      capCheck(pack, { ...YEAR, ...who, visits });

    test('the third visit is the city’s: its error, and told to the county', () => {
      const visits = days(county, county, city);
      expect(judged(city, visits).findings).toMatchObject([{ code: 'OVER_CAP', count: 3, severity: 'error' }]);
      expect(judged(city, visits).findings[0]).not.toHaveProperty('by');
      expect(judged(county, visits)).toMatchObject({
        verdict: 'compliant',
        findings: [{ code: 'OVER_CAP', count: 3, cap: 2, severity: 'info', by: ['140800'] }],
      });
    });

    test('the third visit is the county’s: its error, and told to the city', () => {
      const visits = days(city, county, county);
      expect(judged(county, visits).verdict).toBe('noncompliant');
      expect(judged(city, visits.toReversed())).toMatchObject({
        verdict: 'compliant',
        findings: [{ severity: 'info', by: ['140826'] }],
      });
    });

    test('each went beyond it: each needs a reason for its own visit', () => {
      const why = { justification: { reason: '群众反映集中', approvedBy: '负责人' } };
      const visits = days(county, county, city, { ...county, ...why });
      expect(judged(county, visits).findings).toMatchObject([{ severity: 'justified', count: 4 }]);
      expect(judged(city, visits).findings).toMatchObject([{ severity: 'error', count: 4 }]);
    });

    test('both went on the day on which it was passed: nobody knows who was first, so both answer', () => {
      const visits = [...days(county), ...[city, county].map((who) => on('K-001', '2025-05-01', who))];
      for (const who of [city, county]) {
        expect(judged(who, visits).findings).toMatchObject([{ severity: 'error' }]);
        expect(judged(who, visits.toReversed()).findings).toMatchObject([{ severity: 'error' }]);
      }
    });
  });

  test('only random visits of the year that were not cancelled', () => {
    const others = [
      on('K-001', '2025-09-01', { selection: 'directed' }),
      on('K-001', '2025-09-02', { state: 'cancelled' }),
      on('K-001', '2025-09-03', { recognised: true }),
      on('K-001', '2025-09-04', { outside: true }),
      on('K-001', '2024-12-31'),
      on('K-001', '2026-01-01'),
    ];
    expect(check(pack, [...three.slice(1), ...others]).findings).toEqual([]);
  });

  test('per item: the same item three times, not three different ones', () => {
    const under = withSwitches(pack, { 'cap.unit': 'item' });
    const item = (date: string, items: string[], objectId = 'K-001') => on(objectId, date, { items });
    const visits = [
      item('2025-02-01', ['1', '2']),
      item('2025-05-01', ['1']),
      item('2025-08-01', ['1', '1']),
      item('2025-02-01', ['1'], 'K-002'),
      item('2025-05-01', ['2'], 'K-002'),
      item('2025-08-01', ['3'], 'K-002'),
    ];
    expect(check(under, visits).findings).toMatchObject([{ object: 'K-001', item: '1', count: 3 }]);
  });

  test('own level only, where the pack says so', () => {
    const visits = [...three.slice(1), on('K-001', '2025-08-01', { level: 'municipal' })];
    expect(check(pack, visits).findings).toHaveLength(1);
    expect(check(withSwitches(pack, { 'cap.levels': 'own' }), visits).findings).toEqual([]);
  });

  test('AMB-23: draws made while special count only after leaving, only where the pack says so', () => {
    const under = withSwitches(pack, { 'cap.countDrawsWhileExempt': true });
    const special = on('K-001', '2025-02-01', { class: 'special' });
    const later = [on('K-001', '2025-05-01'), on('K-001', '2025-08-01')];
    expect(check(under, [...later, special]).findings).toHaveLength(1);
    expect(check(pack, [...later, special]).findings).toEqual([]);
    expect(check(under, [...later, { ...special, date: '2025-11-01' }]).findings).toEqual([]);
  });

  test('AMB-23: list and verdict agree on whom such draws leave room for, whatever the latest of them was', () => {
    const under = withSwitches(pack, { 'cap.countDrawsWhileExempt': true });
    const special = (date: string, more: Partial<VisitFact> = {}) => on('K-001', date, { class: 'special', ...more });
    const key = (date: string) => on('K-001', date);
    const mayBeDrawn = (pack: Pack, visits: readonly VisitFact[], items: readonly string[] = []) =>
      withinCap(pack, findRule(pack, 'cap', { class: 'key', level: 'county' })!, { ...YEAR, visits, items, units: 1 });
    const twice = [special('2025-02-05'), special('2025-02-07')];
    expect(mayBeDrawn(under, twice)).toBe(false);
    expect(mayBeDrawn(under, twice.slice(1))).toBe(true);
    expect(mayBeDrawn(pack, twice)).toBe(true);
    expect(check(under, [...twice, key('2025-05-20')]).findings).toMatchObject([{ count: 3, cap: 2 }]);
    expect(check(pack, [...twice, key('2025-05-20')]).findings).toEqual([]);
    expect(check(under, [...twice, special('2025-03-01')]).findings).toEqual([]);
    // Special once more, it goes on without a cap; what went beyond it before that stays.
    const again = special('2025-11-01');
    expect(check(under, [...twice, key('2025-05-20'), again]).findings).toMatchObject([{ count: 3 }]);
    expect(check(under, [special('2025-02-05'), key('2025-05-20'), again]).findings).toEqual([]);
    // Only what the cap binds needs a reason.
    const reason = { justification: { reason: '群众反映集中', approvedBy: '负责人' } };
    const four = [...twice, special('2025-03-01'), { ...key('2025-05-20'), ...reason }];
    expect(check(under, four).findings).toMatchObject([{ severity: 'justified', count: 4 }]);
    const byItem = withSwitches(under, { 'cap.unit': 'item' });
    const sameItem = twice.map((visit) => ({ ...visit, items: ['1'] }));
    expect(mayBeDrawn(byItem, sameItem, ['1'])).toBe(false);
    expect(mayBeDrawn(byItem, sameItem, ['1', '2'])).toBe(true);
    expect(check(byItem, [...sameItem, { ...key('2025-05-20'), items: ['1'] }]).findings).toHaveLength(1);
    expect(check(byItem, [...sameItem, { ...key('2025-05-20'), items: ['2'] }]).findings).toEqual([]);
    const blank = { ...key('2025-05-20'), items: [] };
    const ask = { ...YEAR, visits: [...sameItem, blank] };
    expect(undecidedCap(byItem, ask)).toBe('jiangxian/cap/all/all');
    expect(undecidedCap(byItem, { ...YEAR, visits: [...sameItem, { ...blank, class: 'special' }] })).toBeUndefined();
  });

  test('findings stand in the order of objects', () => {
    const visits = ['B', 'A', 'C'].flatMap((objectId) => three.map((visit) => ({ ...visit, objectId })));
    expect(check(pack, visits).findings.map(({ object }) => object)).toEqual(['A', 'B', 'C']);
  });

  test('no cap in the pack, no finding', () => {
    const under = { ...pack, rules: pack.rules.filter(({ topic }) => topic !== 'cap') };
    expect(check(under, three)).toEqual({ verdict: 'compliant', findings: [] });
  });
});
