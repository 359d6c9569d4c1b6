import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Clause } from '../../src/policy/pack.ts';
import { findRule } from '../../src/policy/pack.ts';
import { loadPack } from '../pack-files.ts';
import { goldenCases } from './golden-case.ts';

const pack = loadPack('jiangxian');
const scheme = readFileSync(new URL('./jiangxian-scheme.txt', import.meta.url), 'utf8');

const clauses: readonly (readonly [string, Clause])[] = [
  ...pack.levels.map(({ id, clause }) => [`level ${id}`, clause] as const),
  ...pack.classes.flatMap(({ id, clause, conditions, staysOnViolation }) => [
    [`class ${id}`, clause] as const,
    ...conditions.map((condition) => [condition.id, condition.clause] as const),
    ...(staysOnViolation ? [[`${id}.stays`, staysOnViolation.clause] as const] : []),
  ]),
  ...pack.rules.map(({ id, clause }) => [id, clause] as const),
  ...pack.ambiguities.map(({ id, clause }) => [id, clause] as const),
];

describe('every value stands in the scheme', () => {
  test.each(clauses)('%s: its phrase is found, word for word', (_, { quote }) => {
    expect(quote).not.toBe('');
    expect(scheme).toContain(quote);
  });

  test('in the part it names', () => {
    for (const [name, { section, quote }] of clauses) {
      const part = section[0]!;
      const from = scheme.search(new RegExp(`^${part}、`, 'm'));
      const rest = scheme.slice(from + 1).search(/^[一二三四五六]、/m);
      const text = scheme.slice(from, rest < 0 ? undefined : from + 1 + rest);
      expect(text, name).toContain(quote);
    }
  });

  test('the phrases of the golden cases too', () => {
    const own = goldenCases.filter(({ jurisdiction }) => jurisdiction === 'jiangxian');
    for (const { id, quote } of own) expect(scheme.includes(quote), id).toBe(true);
  });

  test('a phrase the scheme does not have would be noticed', () => {
    expect(scheme).not.toContain('每季度抽查比例为抽查对象总数的30%');
  });
});

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
      'approvals',
      'draw',
      'group',
      'separation',
      'witness',
      'substitution',
    ]);
    for (const { clause } of derived) expect(clause.note).toBeDefined();
  });
});
