import { describe, expect, test } from 'vitest';
import { findRule } from '../../src/policy/pack.ts';
import { loadPack } from '../pack-files.ts';

const pack = loadPack('jiangxian');

describe('the pack is the table of the scheme', () => {
  test('five classes, and one outside the ratios', () => {
    expect(pack.classes.map(({ id, name }) => `${id} ${name}`)).toEqual([
      'general 一般排污单位',
      'key 重点排污单位',
      'special 特殊监管对象',
      'construction 在建工程建设项目',
      'jointObject 联合抽查对象',
      'outside 名录内、比例外',
    ]);
    expect(pack.levels[0]?.classes).not.toContain('outside');
  });

  test('strictness: the cap is a principle, the ratios are not', () => {
    const strictness = (id: string) => pack.rules.find((rule) => rule.id === id)?.strictness;
    expect(strictness('jiangxian/cap/all/all')).toBe('principle');
    expect(
      pack.rules
        .filter(({ topic }) => ['ratio', 'annualRatio', 'coverage'].includes(topic))
        .map((rule) => rule.strictness),
    ).toEqual(Array(7).fill('hard'));
  });

  test('the joint item, its lead and its partner', () => {
    expect(findRule(pack, 'jointItems')?.value.list).toEqual([
      {
        name: '生活污水处理中心联合抽查',
        leadDepartment: '运城市生态环境局绛县分局',
        partnerDepartments: ['绛县城乡和住房建设管理局'],
        objectKind: '生活污水处理中心',
      },
    ]);
  });

  test('two people at least, leader and member; three people apart; the witness is from 纪检', () => {
    expect(findRule(pack, 'group')?.value).toMatchObject({
      min: 2,
      seats: [{ id: 'leader' }, { id: 'member', object: true }],
    });
    expect(findRule(pack, 'separation')?.value.roles).toEqual(['initiator', 'witness', 'substitutionApprover']);
    expect(findRule(pack, 'witness')?.value.role).toBe('disciplineOfficer');
  });

  test('every ambiguity of the scheme is listed with the reading used', () => {
    expect(pack.ambiguities.map(({ id }) => id.slice(4)).join(' ')).toBe(
      '01 02 03 08 19 20 21 22 23 24 25 26 27 28 43 44 47 49 50 52 53 54 55 57',
    );
    for (const { switches } of pack.ambiguities) {
      for (const { key, default: used } of switches) expect(pack.settings[key]).toBe(used);
    }
  });

  test('what the scheme does not say is marked so, with the reason', () => {
    const derived = pack.rules.filter(({ origin }) => origin === 'derived');
    expect(derived.map(({ topic }) => topic)).toEqual([
      'precedence',
      'stagger',
      'approvals',
      'draw',
      'group',
      'separation',
      'witness',
      'substitution',
      'silence',
    ]);
    for (const { clause } of derived) expect(clause.note).toBeDefined();
  });
});
