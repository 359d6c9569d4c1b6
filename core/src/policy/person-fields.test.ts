import { expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import { asksIdNumber, missingPersonFields, namedSupporterKind, supporterKinds } from './person-fields.ts';
import { PERSON_FIELDS } from './rule-topics.ts';

const full: InspectorFacts = {
  ...{ id: 'DEMO-1', name: '示例一', department: '示范县分局', staffKind: 'enforcement', onStaff: true, mayLead: true },
  ...{ certificateValidTo: '2029-12-31', region: '999901', gender: '女', yearsOfService: 0, specialties: ['水'] },
  ...{ businessCategory: ['水'], professionCategory: ['工程'], post: '执法一线', position: '科员' },
};

const asking = (...ids: readonly string[]) =>
  loadPack('jiangxian', (value) => {
    const { rules } = value as { rules: { id: string; value: object }[] };
    rules.find(({ id }) => id.includes('/personFields/'))!.value = {
      required: ids.map((id) => ({ id, text: `项 ${id}` })),
    };
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

test('who supports has other fields: what entrusts them, and the kind where the scheme tells kinds apart', () => {
  const helper = { ...full, staffKind: 'auxiliary' as const, businessCategory: [] };
  const texts = (pack: string, facts: InspectorFacts) =>
    missingPersonFields(loadPack(pack), { facts, hasIdNumber: false }).map(({ text }) => text);
  expect(texts('jiangxian', helper)).toEqual(['类型', '委托（授权）文件']);
  expect(texts('jiangxian', { ...helper, supporterKind: '科研院所', mandateDocument: '示环委〔2026〕1号' })).toEqual(
    [],
  );
  expect(texts('yingkou', helper)).toEqual(['委托（授权）文件']);
  expect(texts('xiongan', { ...helper, staffKind: 'expert' })).toEqual(['聘任文件']);
  expect(lacks({ ...helper, mandateDocument: '1号', supporterKind: '科研院所' }, ['businessCategory'])).toEqual([]);
});

test('the kinds of supporters are those of the scheme, however an office writes them', () => {
  const named = (written: string, staffKind: InspectorFacts['staffKind'] = 'auxiliary') =>
    namedSupporterKind(loadPack('jiangxian'), { staffKind, written });
  expect(['监测（检测）机构', '监测(检测)机构', '监测机构', ' 检测 机构'].map((word) => named(word))).toEqual(
    Array.from({ length: 4 }, () => '监测（检测）机构'),
  );
  expect([named('科研院所'), named('大学'), named('科研院所', 'expert')]).toEqual(['科研院所', undefined, undefined]);
  expect(supporterKinds(loadPack('xiongan'), 'expert')).toHaveLength(1);
  expect(supporterKinds(loadPack('xiongan'), 'auxiliary')).toEqual([]);
  expect(supporterKinds(loadPack('jiangxian'), 'enforcement')).toEqual([]);
});

test('绛县 and 宜良 ask for what they name, in their words; a scheme that is silent requires nothing', () => {
  const { position: _, ...bare } = { ...full, department: '', businessCategory: [] };
  const asked = (pack: string) =>
    missingPersonFields(loadPack(pack), { facts: bare, hasIdNumber: false }).map(({ text }) => text);
  expect(asked('jiangxian')).toEqual(['身份证号', '所属部门', '业务类别']);
  expect(asked('yiliang')).toEqual(['单位', '职务岗位']);
  expect(['yingkou', 'xiongan', 'xinxian'].map(asked)).toEqual([[], [], []]);
});

test('the sealed number is asked for where the scheme names it', () => {
  expect([asksIdNumber(asking('name', 'idNumber')), asksIdNumber(loadPack('jiangxian'))]).toEqual([true, true]);
  expect([asksIdNumber(asking('name')), asksIdNumber(loadPack('xinxian'))]).toEqual([false, false]);
});
