import { describe, expect, test } from 'vitest';
import { anObject, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import {
  type BurdenAsk,
  checkAnswer,
  leastBurden,
  type OtherInspection,
  offerKeys,
  openOffers,
  proposedMethod,
} from './least-burden.ts';

const pack = loadPack('jiangxian');
const complete = { offSiteFacilities: 'complete' } as const;

const other = (ref: string, more: Partial<OtherInspection> = {}): OtherInspection => ({
  ref,
  state: 'planned',
  own: true,
  level: 'county',
  from: '2026-10-01',
  to: '2026-12-31',
  items: ['1'],
  results: ['未发现问题'],
  ...more,
});

const ask = (more: Partial<BurdenAsk> = {}): BurdenAsk => ({
  object: keyObject('K-001'),
  date: '2026-11-20',
  level: 'county',
  period: '2026Q4',
  from: '2026-11-20',
  to: '2026-12-31',
  items: ['1', '2'],
  others: [],
  ...more,
});

const offersOf = (name: string, more: Partial<BurdenAsk>) =>
  leastBurden(loadPack(name), ask(more)).offers.map(({ offer, refs }) => [offer, ...refs]);

/** The pack as it was before it had the rule. */
const silent = loadPack('jiangxian', (value) => {
  value.rules = (value.rules as { id: string }[]).filter(({ id }) => !id.includes('/leastBurden/'));
});

describe('what is offered before a visit', () => {
  test('the result of another authority, but to nobody who was drawn to be inspected again', () => {
    const county = other('V', { state: 'done', own: false, from: '2026-10-08', to: '2026-10-08', items: ['1', '2'] });
    const drawn = { level: 'municipal', others: [county] } as const;
    expect(offersOf('yingkou', drawn)).toEqual([['recognise', 'V']]);
    expect(offersOf('yingkou', { ...drawn, again: true })).toEqual([]);
  });

  test('nothing where nobody else goes', () => {
    expect(leastBurden(pack, ask())).toEqual({ offers: [], binding: true });
  });

  test('two tasks of one authority in one quarter: merge them; must be answered where the rule is hard', () => {
    expect(leastBurden(pack, ask({ others: [other('B')] }))).toMatchObject({
      offers: [{ offer: 'merge', refs: ['B'], rule: 'jiangxian/leastBurden/all/all', clause: { section: '二（一）' } }],
      binding: true,
    });
    for (const name of ['yingkou', 'xiongan', 'yiliang', 'xinxian']) {
      expect(leastBurden(loadPack(name), ask({ others: [other('B')] })).binding).toBe(false);
      expect(offersOf(name, { others: [other('B')] })).toEqual([['merge', 'B']]);
    }
  });

  test('a visit that was made in the period is merged with as well; one of another quarter is not', () => {
    const done = other('V', { state: 'done', from: '2026-10-08', to: '2026-10-08' });
    const before = other('W', { state: 'done', from: '2026-09-30', to: '2026-09-30' });
    const after = other('X', { from: '2027-01-01', to: '2027-03-31' });
    expect(offersOf('jiangxian', { others: [done, before, after] })).toEqual([['merge', 'V']]);
    expect(offersOf('jiangxian', { period: '2026', others: [done, before] })).toEqual([['merge', 'V', 'W']]);
  });

  test('another authority plans it for the same time: go together', () => {
    const city = other('M', { own: false, level: 'municipal', from: '2026-11-01', to: '2026-11-30' });
    const earlier = other('N', { own: false, from: '2026-10-01', to: '2026-10-31' });
    expect(offersOf('jiangxian', { others: [city, earlier] })).toEqual([['joint', 'M']]);
    const [made] = leastBurden(loadPack('yingkou'), ask({ others: [city] })).offers;
    expect(made).toMatchObject({ offer: 'joint', rule: 'yingkou/overlap/all/all' });
  });

  test('a result of another authority on the same item, in the time the scheme names: recognise it', () => {
    const result = (more: Partial<OtherInspection>) =>
      other('V', { own: false, state: 'done', from: '2026-02-03', to: '2026-02-03', items: ['1', '2'], ...more });
    expect(offersOf('jiangxian', { others: [result({})] })).toEqual([['recognise', 'V']]);
    expect(offersOf('xinxian', { others: [result({})] })).toEqual([['recognise', 'V']]);
    expect(offersOf('xinxian', { others: [result({ from: '2025-12-31', to: '2025-12-31' })] })).toEqual([]);
    expect(offersOf('jiangxian', { others: [result({ items: ['9'] })] })).toEqual([]);
    expect(offersOf('xiongan', { others: [result({})] })).toEqual([]);
    const open = loadPack('xinxian', (value) => {
      value.rules = (value.rules as { id: string }[]).filter(({ id }) => !id.includes('/planPeriod/'));
    });
    expect(leastBurden(open, ask({ others: [result({})] })).offers).toMatchObject([{ offer: 'recognise' }]);
  });

  test('results are offered for the items they are on; where others are left to inspect, the offer says which it is for (R-084)', () => {
    const result = (ref: string, items: readonly string[]) =>
      other(ref, { own: false, state: 'done', from: '2026-02-03', to: '2026-02-03', items });
    const told = (name: string, more: Partial<BurdenAsk>) =>
      leastBurden(loadPack(name), ask(more)).offers.map(({ refs, items }) => [refs.join(), items]);
    const one = result('V', ['2']);
    expect(told('yingkou', { others: [one] })).toEqual([['V', ['2']]]);
    // Two that together are on every item leave nothing to inspect.
    expect(told('jiangxian', { others: [one, result('W', ['1', '9'])] })).toEqual([['V,W', undefined]]);
    expect(told('yingkou', { others: [one, result('W', ['2', '1'])] })).toEqual([['W', undefined]]);
    // Controls: a visit with this one item; a scheme that recognises nothing, or does not offer it; 再次抽查; another item.
    expect(told('yingkou', { others: [one], items: ['2'] })).toEqual([['V', undefined]]);
    expect(told('xiongan', { others: [one] })).toEqual([]);
    expect(leastBurden(silent, ask({ others: [one] })).offers).toEqual([]);
    expect(told('yingkou', { others: [one], again: true })).toEqual([]);
    expect(told('yingkou', { others: [result('V', ['9'])] })).toEqual([]);
  });

  test('再次抽查: what the level below found spares a city no visit of its own, what others found does', () => {
    const result = (level: 'county' | 'newArea') =>
      other('V', { own: false, state: 'done', level, from: '2026-02-03', to: '2026-02-03', items: ['1', '2'] });
    const offered = (more: Partial<BurdenAsk>) =>
      leastBurden(loadPack('yingkou'), ask({ level: 'municipal', class: 'key', ...more })).offers.map(
        ({ offer }) => offer,
      );
    expect(offered({ others: [result('county')] })).toEqual([]);
    expect(offered({ others: [result('newArea')] })).toEqual(['recognise']);
    expect(offered({ others: [result('county')], class: 'special' })).toEqual(['recognise']);
    expect(offered({ others: [result('county')], class: undefined })).toEqual(['recognise']);
  });

  test('who can be inspected from afar is, unless there is a listed reason to go', () => {
    const object = keyObject('K-001', complete);
    const { offers } = leastBurden(pack, ask({ object }));
    expect(offers).toMatchObject([{ offer: 'offSite', refs: [], clause: { section: '二（一）' } }]);
    expect(proposedMethod({ offers })).toBe('tech');
    expect(proposedMethod({ offers: [] })).toBe('onSite');
    const away = leastBurden(loadPack('xiongan'), ask({ object })).offers;
    expect(away).toMatchObject([{ offer: 'offSite', rule: 'xiongan/methods/all/all' }]);
    expect(offersOf('xiongan', { object, trigger: '投诉举报' })).toEqual([]);
    expect(offersOf('xinxian', { object })).toEqual([]);
    const listed = anObject({ id: 'P', positiveList: { from: '2026-01-01' } });
    expect(offersOf('yiliang', { object: listed })).toEqual([['offSite']]);
    const noMethods = loadPack('jiangxian', (value) => {
      value.rules = (value.rules as { id: string }[]).filter(({ id }) => !id.includes('/methods/'));
    });
    expect(leastBurden(noMethods, ask({ object })).offers).toMatchObject([{ offer: 'offSite' }]);
  });

  test('a pack without the rule offers merging alone, as its guard binds', () => {
    const result = other('V', { own: false, state: 'done', items: ['1', '2'] });
    const others = [other('B'), other('M', { own: false }), result];
    expect(leastBurden(silent, ask({ others, object: keyObject('K-001', complete) }))).toMatchObject({
      offers: [{ offer: 'merge', rule: 'jiangxian/guard/all/all' }],
      binding: true,
    });
  });
});

describe('an answer', () => {
  const offered = leastBurden(pack, ask({ object: keyObject('K-001', complete), others: [other('B')] }));

  test('is one of what is offered', () => {
    expect(checkAnswer(offered, { choice: 'merge', method: 'tech' })).toEqual({ ok: true, value: undefined });
    expect(checkAnswer(offered, { method: 'tech' })).toMatchObject({ ok: true });
    expect(checkAnswer(offered, { choice: 'joint', method: 'tech' })).toEqual({ ok: false, error: 'notOffered' });
    expect(checkAnswer({ offers: [] }, { choice: 'separate', method: 'onSite', reason: 'x' })).toEqual({
      ok: false,
      error: 'notOffered',
    });
    expect(checkAnswer(offered, { choice: 'offSite', method: 'onSite' })).toEqual({ ok: false, error: 'onSite' });
    expect(checkAnswer(offered, { choice: 'offSite', method: 'tech' })).toMatchObject({ ok: true });
  });

  test('needs a reason where somebody goes alone, or goes there all the same', () => {
    const missing = { ok: false, error: 'reasonMissing' };
    expect(checkAnswer(offered, { choice: 'separate', method: 'tech' })).toEqual(missing);
    expect(checkAnswer(offered, { choice: 'separate', method: 'tech', reason: '另一事项' })).toMatchObject({
      ok: true,
    });
    expect(checkAnswer(offered, { choice: 'merge', method: 'onSite' })).toEqual(missing);
    expect(checkAnswer(offered, { choice: 'merge', method: 'onSite', reason: '设施检修' })).toMatchObject({ ok: true });
    const recognisable = { offers: [{ ...offered.offers[0]!, offer: 'recognise' as const }, ...offered.offers] };
    expect(checkAnswer(recognisable, { choice: 'recognise', method: 'onSite' })).toMatchObject({ ok: true });
  });

  test('covers what was offered then; a later inspection asks again', () => {
    const answered = offerKeys(offered.offers);
    expect(answered).toEqual(['merge:B', 'offSite']);
    expect(openOffers(offered, { answered: [], method: 'tech' })).toMatchObject([{ offer: 'merge' }]);
    expect(openOffers(offered, { answered: [], method: 'onSite' })).toMatchObject([
      { offer: 'merge' },
      { offer: 'offSite' },
    ]);
    expect(openOffers(offered, { answered, method: 'onSite' })).toEqual([]);
    const later = leastBurden(pack, ask({ others: [other('B'), other('C')] }));
    expect(openOffers(later, { answered, method: 'onSite' })).toMatchObject([{ offer: 'merge', refs: ['B', 'C'] }]);
  });

  test('takes results with what they say: one that is corrected asks again, one without a result is not offered (R-163)', () => {
    const offersNow = (more: Partial<OtherInspection>) =>
      leastBurden(pack, ask({ others: [other('V', { own: false, state: 'done', ...more })] }));
    const answered = offerKeys(offersNow({}).offers);
    const open = (more: Partial<OtherInspection>) =>
      openOffers(offersNow(more), { answered, method: 'onSite' }).map(({ offer }) => offer);
    expect(open({ results: ['发现问题待后续处理'] })).toEqual(['recognise']);
    expect(open({})).toEqual([]);
    expect(offersNow({ results: [] }).offers).toEqual([]);
  });
});
