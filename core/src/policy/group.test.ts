import { describe, expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import {
  admits,
  bindsGroup,
  groupFaults,
  groupSize,
  isGroup,
  specialtiesOf,
  substitutionAllowed,
  substitutionReason,
  supportPool,
  teamPool,
} from './group.ts';

const pack = loadPack('yingkou');

function person(id: string, more: Partial<InspectorFacts> = {}): InspectorFacts {
  return {
    id,
    name: `示例人员${id}`,
    department: '一中队',
    staffKind: 'enforcement',
    certificateValidTo: '2025-05-01',
    onStaff: true,
    mayLead: true,
    ...more,
  };
}

describe('a group', () => {
  const two = [person('P1'), person('P2')];

  test('of two with a leader is whole', () => {
    expect(groupFaults(pack, { members: two, leader: 'P2' })).toEqual([]);
  });

  test('auxiliaries and experts count to nothing and never lead', () => {
    const helper = person('H1', { staffKind: 'auxiliary' });
    const expert = person('E1', { staffKind: 'expert' });
    expect(groupFaults(pack, { members: [two[0]!, helper], leader: 'P1' })).toEqual(['FEWER_THAN_2']);
    expect(groupFaults(pack, { members: [two[0]!, expert], leader: 'E1' })).toEqual(['FEWER_THAN_2', 'NO_LEADER']);
    expect(groupFaults(pack, { members: [...two, helper, expert], leader: 'P1' })).toEqual([]);
  });

  test('nobody counts twice, and a leader from outside is none', () => {
    expect(groupFaults(pack, { members: [two[0]!, two[0]!], leader: 'P1' })).toEqual(['FEWER_THAN_2']);
    expect(groupFaults(pack, { members: two, leader: 'P9' })).toEqual(['NO_LEADER']);
  });

  test('an interest is a fault of whoever is there, supporters too', () => {
    const helper = person('H1', { staffKind: 'auxiliary' });
    expect(groupFaults(pack, { members: [...two, helper], leader: 'P1', recused: ['H1'] })).toEqual(['RECUSED_MEMBER']);
  });
});

describe('the pool of an object', () => {
  const ask = { objectId: 'K-001', date: '2025-04-30' };

  test('a certificate is good on its last day and not after it', () => {
    const inspectors = [person('P1'), person('P2')];
    expect(teamPool(pack, { ...ask, inspectors })).toEqual({ pool: ['P1', 'P2'], drawAllowed: true });
    expect(teamPool(pack, { ...ask, inspectors, date: '2025-05-01' }).pool).toHaveLength(2);
    expect(teamPool(pack, { ...ask, inspectors, date: '2025-05-02' })).toEqual({ pool: [], drawAllowed: false });
  });

  test('an interest takes a person out for that object only', () => {
    const recusals = [{ objectId: 'K-001', reason: '近亲属任职' }];
    const inspectors = [person('P2'), person('P1', { recusals }), person('P3')];
    expect(teamPool(pack, { ...ask, inspectors }).pool).toEqual(['P2', 'P3']);
    expect(teamPool(pack, { ...ask, objectId: 'K-002', inspectors }).pool).toEqual(['P1', 'P2', 'P3']);
  });

  test('without anybody who may lead there is no draw', () => {
    const inspectors = [person('P1', { mayLead: false }), person('P2', { mayLead: false })];
    expect(teamPool(pack, { ...ask, inspectors })).toEqual({ pool: ['P1', 'P2'], drawAllowed: false });
  });
});

test('a team is the group with its number, its certificates and one who leads, whoever is away', () => {
  const away = person('P1', { onDuty: [{ from: '2024-01-01', to: '2024-12-31' }] });
  const member = person('P2', { mayLead: false });
  const { certificateValidTo: _, ...bare } = person('S1', { staffKind: 'dailySupervision' });
  expect(isGroup(pack, [away, member])).toBe(true);
  expect(isGroup(pack, [away])).toBe(false);
  expect(isGroup(pack, [member, person('P3', { mayLead: false })])).toBe(false);
  expect(isGroup(pack, [away, person('E1', { staffKind: 'expert' })])).toBe(false);
  expect(isGroup(loadPack('xinxian'), [away, bare])).toBe(false);
});

test('the group binds where a sentence of the scheme asks for it, and not by general law alone', () => {
  expect(bindsGroup(pack)).toBe(true);
  expect(['jiangxian', 'xinxian', 'xiongan', 'yiliang'].map((name) => bindsGroup(loadPack(name)))).toEqual(
    Array(4).fill(false),
  );
});

test('daily supervisors are in the pool of their scheme, and two with a certificate all the same', () => {
  const { certificateValidTo: _, ...bare } = person('S1', { staffKind: 'dailySupervision' });
  const ask = { objectId: 'K-001', date: '2025-04-30' };
  const scheme = loadPack('xinxian');
  const two = [person('P1'), person('P2', { mayLead: false })];
  expect(teamPool(scheme, { ...ask, inspectors: [bare, ...two] })).toEqual({
    pool: ['P1', 'P2', 'S1'],
    drawAllowed: true,
  });
  expect(teamPool(scheme, { ...ask, inspectors: [bare, two[0]!] })).toEqual({ pool: ['P1', 'S1'], drawAllowed: false });
  expect(teamPool(scheme, { ...ask, inspectors: [bare, two[1]!, person('P3', { mayLead: false })] }).drawAllowed).toBe(
    false,
  );
  expect(teamPool(pack, { ...ask, inspectors: [bare, ...two] }).pool).toEqual(['P1', 'P2']);
});

test('more than four people of the staff need a reason where the scheme limits them, experts apart', () => {
  const staff = Array.from({ length: 5 }, (_, i) => ({ id: `P${i}`, staffKind: 'enforcement' as const }));
  const jiangxian = loadPack('jiangxian');
  expect(groupSize(jiangxian, staff)).toMatchObject({ counting: 5, max: 4, needsReason: true, tooFew: false });
  const four = [...staff.slice(0, 4), { id: 'H1', staffKind: 'auxiliary' as const }];
  expect(groupSize(jiangxian, four)).toMatchObject({ counting: 4, supporting: 1, needsReason: false });
  expect(groupSize(jiangxian, four).clause.quote).toBe('严控入企检查人员数量');
  const expired = { ...staff[0]!, isExpired: true };
  const some = [expired, ...staff.slice(1)];
  expect(groupSize(jiangxian, some)).toMatchObject({ counting: 4, expired: 1, needsReason: true });
  expect(groupSize(jiangxian, some.slice(0, 2))).toMatchObject({ counting: 1, expired: 1, tooFew: true });
  expect(groupSize(pack, staff)).toMatchObject({ needsReason: false });
  expect(groupSize(pack, staff)).not.toHaveProperty('max');
});

test('supporters are found by kind, trade, region and a mandate that runs', () => {
  const expert = (id: string, more: Partial<InspectorFacts> = {}) =>
    person(id, { staffKind: 'expert', specialties: ['医药'], region: '133100', ...more });
  const people = [
    expert('E2'),
    expert('E1'),
    expert('E3', { specialties: ['化工'] }),
    expert('E4', { region: '133200' }),
    expert('E5', { onDuty: [{ from: '2024-01-01', to: '2024-12-31' }] }),
    expert('E6', { onStaff: false }),
    expert('H1', { staffKind: 'auxiliary' }),
    person('E7', { staffKind: 'expert' }),
    person('P1', { specialties: ['医药'] }),
  ];
  const ids = (more: object) =>
    supportPool(people, { kind: 'expert', date: '2025-05-01', ...more }).map(({ id }) => id);
  expect(ids({ industry: '医药', region: '133100' })).toEqual(['E1', 'E2']);
  expect(ids({ industry: '医药' })).toEqual(['E1', 'E2', 'E4']);
  expect(ids({})).toEqual(['E1', 'E2', 'E3', 'E4', 'E7']);
  expect(ids({ date: '2024-06-01', industry: '医药' })).toContain('E5');
  expect(ids({ kind: 'auxiliary' })).toEqual(['H1']);
});

test('what somebody is good at: 业务专长 alone where it is stated, else the two categories, each once', () => {
  const categories = { businessCategory: ['水', '气'], professionCategory: ['气', '辐射'] };
  expect(specialtiesOf(person('P1', { ...categories, specialties: ['固废'] }))).toEqual(['固废']);
  expect(specialtiesOf(person('P2', categories))).toEqual(['水', '气', '辐射']);
  expect(specialtiesOf(person('P3', { specialties: [], businessCategory: ['水'] }))).toEqual(['水']);
  expect(specialtiesOf(person('P4'))).toEqual([]);
});

test('a substitution needs a reason of the list and the approver of the scheme', () => {
  expect(substitutionAllowed(pack, { reason: '想换人', approvedBy: 'deputyInCharge' })).toMatchObject({
    allowed: false,
    missing: ['reason'],
    approver: 'deputyInCharge',
  });
  expect(substitutionAllowed(pack, { approvedBy: 'head' }).missing).toEqual(['reason', 'approval']);
  expect(substitutionAllowed(pack, { reason: '停产', approvedBy: 'deputyInCharge' })).toMatchObject({
    allowed: true,
    rule: 'yingkou/substitution/all/all',
  });
});

describe('the reason of a replacement', () => {
  const under = (words: string, detail?: string) => substitutionReason(pack, { words, detail }).under;
  test('is one of the scheme, or falls under its 其他 in words of its own', () => {
    expect([under('停产'), under('停产', '设备检修')]).toEqual(['停产', '停产']);
    expect(under('因病不能参加')).toBe('其他特殊情况');
    expect(under('其他', '执法回避')).toBe('执法回避');
    expect(under('其它', '道路中断')).toBe('其他特殊情况');
    expect(substitutionReason(pack, { words: '其他' })).toMatchObject({
      needsDetail: true,
      clause: { section: '三（四）' },
    });
    expect(under('其他')).toBeUndefined();
  });

  test('is none where the list is closed', () => {
    const closed = loadPack('yingkou', (value) => {
      const tree = value as { rules: { id: string; value: object }[] };
      for (const rule of tree.rules)
        if (rule.id.includes('/substitution/')) rule.value = { approver: 'deputyInCharge', reasons: ['停产'] };
    });
    expect(substitutionReason(closed, { words: '其他', detail: '道路中断' })).toMatchObject({
      reasons: ['停产'],
      needsDetail: false,
    });
    expect(substitutionReason(closed, { words: '关闭' }).under).toBeUndefined();
  });
});

describe('the directory', () => {
  test('takes in whom the scheme names, and supporters where it has directories of them', () => {
    expect(admits(pack, 'enforcement').admitted).toBe(true);
    expect(admits(pack, 'dailySupervision')).toMatchObject({ admitted: false, rule: 'yingkou/admission/all/all' });
    expect(admits(pack, 'auxiliary').admitted).toBe(true);
    expect(admits(pack, 'expert')).toMatchObject({ admitted: false, kinds: ['enforcement', 'auxiliary'] });
    expect(admits(loadPack('xiongan'), 'expert').kinds).toEqual(['enforcement', 'expert']);
  });

  test('takes in daily supervisors where the scheme says so, and anybody where it is silent', () => {
    const under = (edit: (rule: { id: string; value: object }) => boolean) =>
      loadPack('yingkou', (value) => {
        const tree = value as { rules: { id: string; value: object }[] };
        tree.rules = tree.rules.filter(edit);
      });
    const wider = under((rule) => {
      if (rule.id.includes('/admission/')) rule.value = { staffKinds: ['enforcement', 'dailySupervision'] };
      return true;
    });
    expect(admits(wider, 'dailySupervision').admitted).toBe(true);
    const silent = under(({ id }) => !id.includes('/admission/'));
    expect(admits(silent, 'expert').admitted).toBe(true);
    expect(admits(silent, 'expert')).not.toHaveProperty('rule');
  });
});
