import { expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import { handOver, handOverDue, mayHandleCase } from './hand-over.ts';

const person = (id: string, more: Partial<InspectorFacts> = {}): InspectorFacts => ({
  ...{ id, name: id, department: '示范分局', staffKind: 'enforcement', onStaff: true, mayLead: false },
  certificateValidTo: '2026-11-20',
  ...more,
});
const { certificateValidTo: _, ...withoutCertificate } = person('S1', { staffKind: 'dailySupervision' });
const on = '2026-11-20';

test('only enforcement staff with a certificate that is good handles a case', () => {
  expect(mayHandleCase(withoutCertificate, on)).toBe(false);
  expect(mayHandleCase(person('S2', { staffKind: 'dailySupervision' }), on)).toBe(false);
  expect(mayHandleCase({ ...withoutCertificate, staffKind: 'enforcement' }, on)).toBe(false);
  expect(mayHandleCase(person('P1'), '2026-11-21')).toBe(false);
  expect(mayHandleCase(person('P1'), on)).toBe(true);
});

test('what supervision found goes to enforcement, where the scheme says so', () => {
  const ask = (pack: string, from: InspectorFacts, to: InspectorFacts) => handOver(loadPack(pack), { from, to, on });
  expect(ask('xinxian', withoutCertificate, person('P1'))).toMatchObject({
    faults: [],
    rule: 'xinxian/handOver/all/all',
  });
  expect(ask('yiliang', withoutCertificate, person('P1')).faults).toEqual([]);
  expect(ask('xinxian', person('P2'), person('P1')).faults).toEqual(['giver']);
  expect(ask('xinxian', withoutCertificate, { ...withoutCertificate, id: 'S2' }).faults).toEqual(['receiver']);
  expect(ask('xinxian', withoutCertificate, person('P1', { certificateValidTo: '2026-11-19' })).faults).toEqual([
    'receiver',
  ]);
  expect(ask('jiangxian', withoutCertificate, person('P1'))).toEqual({ faults: ['outsidePack'] });
});

test('what supervision finds is owed to enforcement on the day it was found', () => {
  const due = (pack: string, from: InspectorFacts) => handOverDue(loadPack(pack), { from, foundOn: on });
  expect(due('xinxian', withoutCertificate)).toMatchObject({ by: on, clause: { section: '三（六）' } });
  expect(due('xinxian', person('P1'))).toBeUndefined();
  expect(due('jiangxian', withoutCertificate)).toBeUndefined();
});
