import { describe, expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import { inspectsUncertified, inspectorOut as judged } from './inspector-state.ts';

const pack = loadPack('yingkou');
const inspectorOut = (one: InspectorFacts, date: string) => judged(pack, one, date);

const person: InspectorFacts = {
  id: 'DEMO-001',
  name: '示例检查员甲',
  department: '示范县分局',
  staffKind: 'enforcement',
  certificateValidTo: '2025-05-01',
  onStaff: true,
  mayLead: false,
};

describe('who may be drawn', () => {
  test('a certificate that ends on 1 May is good on that day and not on the next', () => {
    expect(inspectorOut(person, '2025-04-30')).toBeUndefined();
    expect(inspectorOut(person, '2025-05-01')).toBeUndefined();
    expect(inspectorOut(person, '2025-05-02')).toBe('certificate-expired');
  });

  test('auxiliaries and experts support, they are never drawn into a team', () => {
    expect(inspectorOut({ ...person, staffKind: 'auxiliary' }, '2025-01-01')).toBe('support-only');
    expect(inspectorOut({ ...person, staffKind: 'expert' }, '2025-01-01')).toBe('support-only');
    expect(inspectorOut({ ...person, staffKind: 'dailySupervision' }, '2025-01-01')).toBeUndefined();
  });

  test('without a certificate, or off the staff, nobody is drawn', () => {
    const { certificateValidTo: _, ...uncertified } = person;
    expect(inspectorOut(uncertified, '2025-01-01')).toBe('no-certificate');
    expect(inspectorOut({ ...person, onStaff: false }, '2025-01-01')).toBe('off-staff');
  });

  test('where the scheme takes in daily supervisors, they inspect without a certificate, nobody else does', () => {
    const { certificateValidTo: _, ...uncertified } = person;
    const supervisor = { ...uncertified, staffKind: 'dailySupervision' as const };
    for (const name of ['yiliang', 'xinxian']) {
      const scheme = loadPack(name);
      expect(judged(scheme, supervisor, '2025-01-01')).toBeUndefined();
      expect(judged(scheme, uncertified, '2025-01-01')).toBe('no-certificate');
      expect(judged(scheme, { ...supervisor, onStaff: false }, '2025-01-01')).toBe('off-staff');
      expect(judged(scheme, { ...supervisor, onDuty: [{ from: '2025-02-01' }] }, '2025-01-01')).toBe('off-duty');
      // A permit whose last day is on file is no better than a certificate.
      expect(judged(scheme, { ...supervisor, certificateValidTo: '2024-12-31' }, '2025-01-01')).toBe(
        'certificate-expired',
      );
    }
    for (const name of ['yingkou', 'xiongan', 'jiangxian']) {
      expect(judged(loadPack(name), supervisor, '2025-01-01')).toBe('no-certificate');
    }
  });

  test('a scheme that is silent about admission opens nothing', () => {
    const silent = loadPack('xinxian', (value) => {
      const tree = value as { rules: { id: string }[] };
      tree.rules = tree.rules.filter(({ id }) => !id.includes('/admission/'));
    });
    expect(inspectsUncertified(silent, { staffKind: 'dailySupervision' })).toBe(false);
  });

  test('duty spans hold on their first and last day; an open one has no end', () => {
    const spans = [{ from: '2025-01-10', to: '2025-01-20' }, { from: '2025-03-01' }];
    const on = (date: string) => inspectorOut({ ...person, onDuty: spans }, date);
    expect([on('2025-01-09'), on('2025-01-10'), on('2025-01-20'), on('2025-01-21')]).toEqual([
      'off-duty',
      undefined,
      undefined,
      'off-duty',
    ]);
    expect(on('2025-04-01')).toBeUndefined();
  });

  test('who is away is off duty on the first day, on the last and between', () => {
    const absences = [{ from: '2025-04-01', to: '2025-04-03' }, { from: '2025-04-30' }];
    const on = (date: string) => inspectorOut({ ...person, absences }, date);
    expect(['2025-03-31', '2025-04-01', '2025-04-03', '2025-04-04', '2025-05-01'].map(on)).toEqual([
      undefined,
      'off-duty',
      'off-duty',
      undefined,
      'off-duty',
    ]);
    expect(inspectorOut({ ...person, absences, onDuty: [{ from: '2025-01-01' }] }, '2025-04-02')).toBe('off-duty');
  });
});
