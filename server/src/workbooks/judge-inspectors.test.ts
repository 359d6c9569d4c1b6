import type { Pack } from '@sunlot/core/policy/pack.ts';
import { describe, expect, it } from 'vitest';
import { loadPack, readPackSource } from '../packs/pack-files.ts';
import { createInspectorJudge } from './judge-inspectors.ts';
import type { TableRow } from './table.ts';

function packNamed(name: string): Pack {
  const loaded = loadPack(readPackSource(name)!);
  if (!('pack' in loaded)) throw new Error('the pack does not load');
  return loaded.pack;
}

const good = {
  name: '张示范',
  department: '综合行政执法队',
  certificateNo: 'SF140826001',
  certificateValidTo: '2028-06-30',
  idNumber: '11010519491231002X',
  phone: '13800000001',
  specialties: '水；气',
  mayLead: '是',
};

function row(cells: Readonly<Record<string, string | undefined>>, more: Partial<TableRow> = {}): TableRow {
  const known = Object.entries({ ...good, ...cells }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { rowNumber: 2, cells: Object.fromEntries(known), remarks: {}, numeric: [], ...more };
}

const judge = (cells: Readonly<Record<string, string | undefined>>, more: Partial<TableRow> = {}) =>
  createInspectorJudge({ today: '2026-11-20', pack: packNamed('xinxian') })(row(cells, more));

function errorsOf(cells: Readonly<Record<string, string | undefined>>, more: Partial<TableRow> = {}) {
  const judged = judge(cells, more);
  return judged.ok ? [] : judged.errors.map(({ column, code }) => `${column} ${code}`);
}

it('keeps identity number and telephone apart from what the rules read', () => {
  expect(judge({})).toEqual({
    ok: true,
    rowNumber: 2,
    warnings: [],
    value: {
      facts: {
        id: 'SF140826001',
        name: '张示范',
        department: '综合行政执法队',
        certificateValidTo: '2028-06-30',
        staffKind: 'enforcement',
        onStaff: true,
        mayLead: true,
        specialties: ['水', '气'],
      },
      personal: { idNumber: '11010519491231002X', phone: '13800000001' },
      remarks: {},
    },
  });
});

it('gives back a row without a name, a unit or a certificate number, and numbers that prove wrong', () => {
  expect(errorsOf({ name: undefined, department: undefined, certificateNo: undefined })).toEqual([
    'certificateNo missing',
    'name missing',
    'department missing',
  ]);
  expect(errorsOf({ certificateNo: '晋执001' })).toEqual(['certificateNo badCode']);
  expect(errorsOf({ idNumber: '110105194912310021' })).toEqual(['idNumber badCheckDigit']);
  expect(errorsOf({ idNumber: '110105194902310021' })).toEqual(['idNumber badCheckDigit']);
  expect(errorsOf({ idNumber: '110105194912310000' }, { numeric: ['idNumber'] })).toEqual(['idNumber digitsLost']);
  expect(errorsOf({ phone: '0359-1234567' })).toEqual(['phone badPhone']);
  expect(errorsOf({ staffKind: '领导', yearsOfService: '很多' })).toEqual([
    'staffKind badChoice',
    'yearsOfService badNumber',
  ]);
});

it('never repeats an identity number in a message', () => {
  const judged = judge({ idNumber: '110105194912310021' });
  expect(judged.ok ? '' : judged.errors[0]!.message).not.toContain('1101');
});

it('keeps people whose certificate has expired, and says that they will not be drawn', () => {
  expect(judge({ certificateValidTo: '2026-11-19' }).warnings).toMatchObject([{ code: 'expired' }]);
  expect(judge({ certificateValidTo: '2026-11-20' }).warnings).toEqual([]);
});

it('points out what a person lacks', () => {
  const judged = judge({ certificateValidTo: undefined, idNumber: undefined, specialties: undefined });
  expect(judged.warnings.map(({ column }) => column)).toEqual(['certificateValidTo', 'specialties', 'idNumber']);
});

it('keeps 业务专长, 业务类别, 专业类别, 部门岗位, 职务岗位 and 职务 apart', () => {
  const judged = judge({
    ...{
      businessCategory: '大气',
      professionCategory: '环境工程',
      post: '执法一线',
      position: '中队长',
      title: '四级主任科员',
    },
  });
  expect(judged.ok && judged.value.facts).toMatchObject({
    ...{ specialties: ['水', '气'], businessCategory: ['大气'], professionCategory: ['环境工程'] },
    ...{ post: '执法一线', position: '中队长', title: '四级主任科员' },
  });
  // One of the three says what somebody is good at.
  expect(judge({ specialties: undefined, businessCategory: '大气' }).warnings).toEqual([]);
});

it('flags what the scheme requires of a person, once and in its words', () => {
  const pack = packNamed('jiangxian');
  const told = (cells: Readonly<Record<string, string | undefined>>) =>
    createInspectorJudge({ today: '2026-11-20', pack })(row(cells)).warnings.map(
      ({ column, code, message }) => `${column} ${code} ${message}`,
    );
  expect(told({ businessCategory: '水' })).toEqual([]);
  expect(told({ idNumber: undefined })).toEqual([
    expect.stringContaining('idNumber incomplete 身份证号没有填写'),
    expect.stringMatching(
      /^businessCategory incomplete 业务类别没有填写（六（二）「确保检查人员姓名.*已导入并标为“信息不全”/,
    ),
  ]);
  // 新县 names no fields of people.
  const other = createInspectorJudge({ today: '2026-11-20', pack: packNamed('xinxian') });
  expect(other(row({ businessCategory: undefined })).warnings).toEqual([]);
});

it('reads recusals by the keys of objects', () => {
  const judged = judge({ recusedCodes: '91999999MA0000001N；91999999MA0000002R/A1', recusalReason: '近亲属任职' });
  expect(judged.ok && judged.value.facts.recusals).toEqual([
    { objectId: '91999999MA0000001N', reason: '近亲属任职' },
    { objectId: '91999999MA0000002R/A1', reason: '近亲属任职' },
  ]);
  expect(errorsOf({ recusedCodes: '示范县青禾水泥有限公司' })).toEqual(['recusedCodes badCode']);
  expect(judge({ recusalReason: '近亲属任职' }).warnings).toMatchObject([
    { column: 'recusedCodes', code: 'incomplete' },
  ]);
});

it('gives back the later of two rows with one certificate number', () => {
  const judgeRow = createInspectorJudge({ today: '2026-11-20', pack: packNamed('xinxian') });
  expect(judgeRow(row({})).ok).toBe(true);
  expect(judgeRow(row({ name: '李示范' }, { rowNumber: 3 }))).toMatchObject({
    ok: false,
    errors: [{ code: 'duplicate' }],
  });
});

it('reads spells on duty, years of service and kind of staff', () => {
  const judged = judge({
    onDuty: '2024-03-01~长期',
    yearsOfService: '12年',
    staffKind: '日常监管',
    onStaffOnDuty: '否',
    gender: '女',
  });
  expect(judged.ok && judged.value.facts).toMatchObject({
    onDuty: [{ from: '2024-03-01' }],
    yearsOfService: 12,
    staffKind: 'dailySupervision',
    onStaff: false,
    gender: '女',
  });
});

describe('whom the directory takes in', () => {
  const judged = (pack: string, cells: Readonly<Record<string, string | undefined>>) => {
    const answer = createInspectorJudge({ today: '2026-11-20', pack: packNamed(pack) })(row(cells));
    return answer.ok ? [] : answer.errors.map(({ column, code, message }) => `${column} ${code} ${message}`);
  };
  const helper = { staffKind: '辅助', region: '140826', onDuty: '2026-01-01~2026-12-31', idNumber: undefined };

  it('is for the scheme to say: daily supervisors in some, not in others', () => {
    for (const pack of ['jiangxian', 'yingkou', 'xiongan']) {
      const [refused] = judged(pack, { staffKind: '日常监管', certificateValidTo: undefined });
      expect(refused).toMatch(/^staffKind outsidePack 按本地方案，名录不收“日常监管”人员/);
    }
    for (const pack of ['yiliang', 'xinxian']) {
      expect(judged(pack, { staffKind: '日常监管', certificateValidTo: undefined })).toEqual([]);
    }
  });

  it('asks daily supervisors for no certificate where it takes them in, and for one of who leads', () => {
    const told = (cells: Readonly<Record<string, string | undefined>>) => {
      const answer = judge({ staffKind: '日常监管', ...cells });
      return (
        answer.ok && [answer.value.facts.mayLead, ...answer.warnings.map(({ column, code }) => `${column} ${code}`)]
      );
    };
    expect(told({ certificateValidTo: undefined, mayLead: '否' })).toEqual([false]);
    expect(told({ certificateValidTo: undefined })).toEqual([false, 'mayLead incomplete']);
    expect(told({})).toEqual([true]);
    expect(told({ staffKind: '执法', certificateValidTo: undefined })).toEqual([true, 'certificateValidTo incomplete']);
  });

  it('has auxiliaries and experts where the scheme has directories of them', () => {
    expect(judged('jiangxian', helper)).toEqual([]);
    expect(judged('xinxian', helper)).toMatchObject([expect.stringContaining('可收：执法、日常监管。')]);
    expect(judged('xiongan', { ...helper, staffKind: '专家' })).toEqual([]);
    expect(judged('xiongan', helper)).toMatchObject([expect.stringContaining('可收：执法、专家。')]);
  });

  it('asks supporters for trade, region and mandate, and for no certificate of enforcement', () => {
    const bare = { staffKind: '辅助', specialties: undefined, certificateValidTo: undefined };
    expect(judged('jiangxian', bare).map((text) => text.split(' ')[0])).toEqual(['specialties', 'region', 'onDuty']);
    const pack = packNamed('jiangxian');
    const cells = { ...helper, certificateValidTo: undefined, mayLead: '是' };
    const answer = createInspectorJudge({ today: '2026-11-20', pack })(row(cells));
    expect(answer).toMatchObject({ ok: true, value: { facts: { mayLead: false } } });
    expect(answer.warnings.map(({ column, code }) => `${column} ${code}`)).toEqual([
      'supporterKind incomplete',
      'mandateDocument incomplete',
    ]);
  });

  it('keeps of what kind supporters are and what entrusts them, in the words of the scheme', () => {
    const read = (supporterKind: string) => {
      const cells = { ...helper, supporterKind, mandateDocument: '示环委〔2026〕1号', mayLead: undefined };
      return createInspectorJudge({ today: '2026-11-20', pack: packNamed('jiangxian') })(row(cells));
    };
    const known = read('监测机构');
    expect(known).toMatchObject({
      warnings: [],
      value: { facts: { supporterKind: '监测（检测）机构', mandateDocument: '示环委〔2026〕1号' } },
    });
    const other = read('高等院校');
    expect(other).toMatchObject({ value: { facts: { supporterKind: '高等院校' } } });
    expect(other.warnings).toMatchObject([
      { column: 'supporterKind', code: 'outsidePack', message: expect.stringContaining('科研院所、专家专技人员') },
    ]);
  });
});
