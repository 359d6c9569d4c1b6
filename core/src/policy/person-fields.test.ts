import { expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import { asksIdNumber, missingPersonFields } from './person-fields.ts';
import { PERSON_FIELDS } from './rule-topics.ts';

const full: InspectorFacts = {
  ...{ id: 'DEMO-1', name: '示例一', department: '示范县分局', staffKind: 'enforcement', onStaff: true, mayLead: true },
  ...{ certificateValidTo: '2029-12-31', region: '999901', gender: '女', yearsOfService: 0, specialties: ['水'] },
  ...{ businessCategory: ['水'], professionCategory: ['工程'], post: '执法一线', position: '科员' },
};

const asking = (...ids: readonly string[]) =>
  loadPack('jiangxian', (value) => {
    const { rules } = value as { rules: { id: string; value: object }[] };
    const rule = rules.find(({ id }) => id.includes('/directory/'))!;
    rule.value = { ...rule.value, inspectors: ids.map((id) => ({ id, text: `项 ${id}` })) };
  });
const lacks = (facts: InspectorFacts, ids: readonly string[], hasIdNumber = true) =>
  missingPersonFields(asking(...ids), { facts, hasIdNumber }).map(({ id }) => id);

test('of every field that a scheme may require, a full row lacks none and a bare one all, in the order of the scheme', () => {
  expect(lacks(full, PERSON_FIELDS)).toEqual([]);
  const bare: InspectorFacts = {
    ...{ id: '', name: '', department: '', staffKind: 'dailySupervision', onStaff: true, mayLead: false },
    ...{ specialties: [], businessCategory: [] },
  };
  expect(lacks(bare, PERSON_FIELDS, false)).toEqual([...PERSON_FIELDS]);
  expect(lacks(bare, ['position', 'idNumber', 'businessCategory'], true)).toEqual(['position', 'businessCategory']);
});

test('职务岗位 may stand as 职务; 业务专长 does not stand for 业务类别', () => {
  const { position: _, businessCategory: __, ...rest } = full;
  expect(lacks({ ...rest, title: '科员' }, ['position', 'businessCategory'])).toEqual(['businessCategory']);
});

test('who supports has other fields, and a scheme that is silent requires none', () => {
  expect(lacks({ ...full, staffKind: 'expert', businessCategory: [] }, ['businessCategory'])).toEqual([]);
  const silent = loadPack('jiangxian');
  expect(missingPersonFields(silent, { facts: { ...full, businessCategory: [] }, hasIdNumber: false })).toEqual([]);
  const { rules } = silent;
  const none = { ...silent, rules: rules.filter(({ topic }) => topic !== 'directory') };
  expect(missingPersonFields(none, { facts: full, hasIdNumber: false })).toEqual([]);
});

test('the sealed number is asked for where the scheme names it', () => {
  expect(asksIdNumber(asking('name', 'idNumber'))).toBe(true);
  expect(asksIdNumber(asking('name'))).toBe(false);
  expect(asksIdNumber(loadPack('xinxian'))).toBe(false);
  const silent = loadPack('xinxian');
  expect(asksIdNumber({ ...silent, rules: silent.rules.filter(({ topic }) => topic !== 'directory') })).toBe(false);
});
