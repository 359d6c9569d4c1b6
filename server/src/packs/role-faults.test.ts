import { isGrantable } from '@sunlot/contract/roles.ts';
import { describe, expect, test } from 'vitest';
import { loadPack, readPackSource } from './pack-files.ts';

const text = readPackSource('jiangxian')!.text;

/** What the check says after one change of the text, with the line, and the line that changed. */
function faultsOf(from: string, to: string): { readonly said: readonly string[]; readonly line: number } {
  expect(text.split(from)).toHaveLength(2);
  const changed = text.replace(from, to);
  const loaded = loadPack({ name: 'mine.yaml', text: changed });
  const faults = 'faults' in loaded ? loaded.faults : [];
  const line = changed.slice(0, changed.indexOf(to)).split('\n').length;
  return { said: faults.map((fault) => `${fault.line} ${fault.message}`), line };
}

const APPROVALS = 'value: { plan: head, voidDraw: head, override: head }';
const WITNESS = 'value: { required: false, role: disciplineOfficer }';
const SUBSTITUTION = 'value: { approver: deputyInCharge,';
const DRAFTERS = 'roles: [enforcementBrigade, sectionHead]';

describe('a role that could not do what a pack names it for is refused on its line, one that could is not', () => {
  test.each<[string, string, string, string, RegExp]>([
    [
      'the plan',
      APPROVALS,
      'plan: head',
      'plan: boss',
      /value\.plan：没有角色“boss”，可写的角色：head（单位主要负责人）/,
    ],
    ['the plan', APPROVALS, 'plan: head', 'plan: inspector', /“inspector”不能批准年度计划/],
    [
      'an end',
      APPROVALS,
      'voidDraw: head',
      'voidDraw: deputyInCharge',
      /“deputyInCharge”不能批准作废抽取，可写的角色：head/,
    ],
    ['a reason', APPROVALS, 'override: head', 'override: hed', /没有角色“hed”.*是不是“head”？/],
    ['a reason', APPROVALS, 'override: head', 'override: disciplineOfficer', /“disciplineOfficer”不能批准偏离规则/],
    ['a reason', APPROVALS, 'override: head', 'override: auditAdmin', /“auditAdmin”不能批准偏离规则/],
    [
      'a witness',
      WITNESS,
      'disciplineOfficer',
      'disciplinOfficer',
      /没有角色“disciplinOfficer”.*是不是“disciplineOfficer”？/,
    ],
    ['a witness', WITNESS, 'disciplineOfficer', 'head', /“head”不能见证抽取，可写的角色：disciplineOfficer/],
    ['a replacement', SUBSTITUTION, 'deputyInCharge', 'deputy', /没有角色“deputy”，可写的角色：deputyInCharge/],
    ['a plan drafted', DRAFTERS, 'sectionHead', 'sectionhead', /没有角色“sectionhead”.*是不是“sectionHead”？/],
  ])('%s', (...[, rule, from, to, words]) => {
    const { said, line } = faultsOf(rule, rule.replace(from, to));
    expect(said).toEqual([expect.stringMatching(new RegExp(`^${line} .*(?:${words.source})`))]);
  });

  test.each([
    [APPROVALS, 'value: { plan: deputyInCharge, voidDraw: leadingGroup, override: sectionHead }'],
    [SUBSTITUTION, 'value: { approver: head,'],
    [DRAFTERS, 'roles: [leadingGroupOffice, generalOffice]'],
  ])('%s', (from, to) => {
    expect(faultsOf(from, to).said).toEqual([]);
  });

  test('every role offered is one that can be granted', () => {
    const { said } = faultsOf(APPROVALS, APPROVALS.replaceAll(': head', ': nobody'));
    const offered = said.flatMap((line) => [...line.matchAll(/(\w+)（/g)].map((match) => match[1]!));
    expect(said).toHaveLength(3);
    expect(offered.filter((role) => !isGrantable(role))).toEqual([]);
  });
});
