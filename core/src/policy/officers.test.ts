import { describe, expect, test } from 'vitest';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import { officersOf } from './officers.ts';

const pack = loadPack('xinxian');

/** An officer with a certificate to the end of 2026. */
const officer = (id: string, more: Partial<InspectorFacts> = {}): InspectorFacts => ({
  ...{ id, name: id, department: '大队', staffKind: 'enforcement', onStaff: true, mayLead: false },
  certificateValidTo: '2026-12-31',
  ...more,
});
const counted = (people: readonly InspectorFacts[], date = 'yearStart', asOf = '2026-06-01') =>
  officersOf(withSwitches(pack, { 'generalQuota.countDate': date }), people, { year: 2026, asOf }).map(({ id }) => id);

describe('the officers of a day (在编在岗, AMB-38)', () => {
  const before = { staffKind: 'enforcement', onStaff: true, certificateValidTo: '2026-12-31' } as const;
  const left = officer('left', { onStaff: false, earlier: [{ until: '2026-05-06', facts: before }] });

  test('are those who were there on it, whoever left, came or ran out since', () => {
    const people = [
      officer('stays'),
      left,
      officer('came', { listedFrom: '2026-05-07' }),
      officer('expires', { certificateValidTo: '2026-03-31' }),
      officer('renewed', {
        earlier: [{ until: '2026-02-01', facts: { ...before, certificateValidTo: '2025-12-31' } }],
      }),
      officer('moved', { staffKind: 'dailySupervision', earlier: [{ until: '2026-03-01', facts: before }] }),
    ];
    // Whoever renewed a certificate had it renewed in time, whenever that was entered.
    expect(counted(people)).toEqual(['stays', 'left', 'expires', 'renewed', 'moved']);
    expect(counted(people, 'asOf')).toEqual(['stays', 'came', 'renewed']);
    expect(counted(people, 'asOf', '2026-05-06')).toEqual(['stays', 'renewed']);
  });

  test('of several rows the first that held beyond the day; who was away was away under each of them', () => {
    const off = { ...before, onStaff: false };
    const earlier = [
      { until: '2026-02-01', facts: before },
      { until: '2026-04-01', facts: off },
    ];
    expect(counted([officer('back', { earlier })])).toEqual(['back']);
    expect(counted([officer('back', { earlier })], 'asOf', '2026-03-01')).toEqual([]);
    expect(counted([officer('ill', { earlier, absences: [{ from: '2025-11-01' }] })])).toEqual([]);
  });

  test('goes by 在岗起止 of a row of today, which says itself when it was', () => {
    const earlier = [{ until: '2026-02-10', facts: before }];
    expect(counted([officer('since', { earlier, onDuty: [{ from: '2026-02-01' }] })])).toEqual([]);
    const wrong = [{ until: '2026-02-10', facts: { ...before, onStaff: false } }];
    expect(counted([officer('always', { earlier: wrong, onDuty: [{ from: '2020-01-01' }] })])).toEqual(['always']);
    const gone = { onStaff: false, onDuty: [{ from: '2020-01-01', to: '2026-02-09' }] };
    expect(counted([officer('gone', { earlier, ...gone })])).toEqual(['gone']);
    const never = officer('never', { earlier });
    expect(counted([{ ...never, certificateValidTo: undefined } as never])).toEqual(['never']);
  });

  test('counts who was on leave for some days, whenever that was entered, and not who left', () => {
    const leave = (to?: string) =>
      officer('away', { absences: [{ from: '2026-01-01', ...(to !== undefined && { to }) }] });
    expect([counted([leave('2026-01-01')]), counted([leave('2026-03-31')]), counted([leave()])]).toEqual([
      ['away'],
      ['away'],
      [],
    ]);
  });

  test('control: a row without a past counts as it is', () => {
    expect(counted([officer('off', { onStaff: false }), officer('on')])).toEqual(['on']);
  });
});
