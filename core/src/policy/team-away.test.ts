import { describe, expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import { awayDays, isWholeSomeDay } from './team-away.ts';

const pack = loadPack('yingkou');
const span = { from: '2025-03-01', to: '2025-03-10' };

function person(id: string, more: Partial<InspectorFacts> = {}): InspectorFacts {
  return {
    ...{ id, name: `示例人员${id}`, department: '一中队', staffKind: 'enforcement', certificateValidTo: '2025-12-31' },
    ...{ onStaff: true, mayLead: true },
    ...more,
  };
}
const away = (...days: readonly (readonly [string, string?])[]) => ({
  absences: days.map(([from, to]) => (to === undefined ? { from } : { from, to })),
});

describe('days on which somebody of a team cannot go', () => {
  test('are none of who is there all the time, and none outside the span', () => {
    expect(awayDays(pack, person('P1'), span)).toEqual([]);
    expect(awayDays(pack, person('P1', away(['2025-02-01', '2025-02-28'], ['2025-03-11'])), span)).toEqual([]);
  });

  test('stand in a row for each reason, cut to the span', () => {
    const leave = person('P1', away(['2025-02-20', '2025-03-02'], ['2025-03-05', '2025-03-06']));
    expect(awayDays(pack, leave, span)).toEqual([
      { reason: 'off-duty', from: '2025-03-01', to: '2025-03-02' },
      { reason: 'off-duty', from: '2025-03-05', to: '2025-03-06' },
    ]);
    const expiring = person('P2', { certificateValidTo: '2025-03-08', ...away(['2025-03-07', '2025-03-08']) });
    expect(awayDays(pack, expiring, span)).toEqual([
      { reason: 'off-duty', from: '2025-03-07', to: '2025-03-08' },
      { reason: 'certificate-expired', from: '2025-03-09', to: '2025-03-10' },
    ]);
  });

  test('of an expert are those outside the mandate', () => {
    const expert = (more: Partial<InspectorFacts>) => person('E1', { staffKind: 'expert', ...more });
    expect(awayDays(pack, expert({}), span)).toEqual([]);
    expect(awayDays(pack, expert({ onDuty: [{ from: '2025-01-01', to: '2025-03-09' }] }), span)).toEqual([
      { reason: 'off-duty', from: '2025-03-10', to: '2025-03-10' },
    ]);
    expect(awayDays(pack, expert({ onStaff: false }), span)).toEqual([{ reason: 'off-staff', ...span }]);
  });
});

describe('a team is whole on some day', () => {
  test('where two are there on the same day, one of whom leads', () => {
    const [first, second] = [person('P1', away(['2025-03-01', '2025-03-05'])), person('P2', away(['2025-03-07']))];
    expect(isWholeSomeDay(pack, [first, second], span)).toBe(true);
    expect(isWholeSomeDay(pack, [first, person('P2', away(['2025-03-06']))], span)).toBe(false);
  });

  test('not where the leader is away, nor with an expert in the place of one of the two', () => {
    const member = person('P2', { mayLead: false });
    expect(isWholeSomeDay(pack, [person('P1'), member], span)).toBe(true);
    expect(
      isWholeSomeDay(pack, [person('P1', away(['2025-03-01'])), member, person('P3', { mayLead: false })], span),
    ).toBe(false);
    expect(isWholeSomeDay(pack, [person('P1'), person('E1', { staffKind: 'expert' })], span)).toBe(false);
  });
});
