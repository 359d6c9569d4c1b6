import { describe, expect, test } from 'vitest';
import { actual, certified, changed, failed, verify } from '../../test/packs.ts';
import type { Replacing } from '../../test/replacements.ts';
import { runSession, type SessionChange } from '../../test/session.ts';
import type { Json } from '../basics/canonical-json.ts';
import { type EvidenceFiles, FILES } from './evidence.ts';
import type { PublishedResult } from './published-results.ts';

const result = (ranks: readonly string[]): PublishedResult => ({
  ...{ ranks, outcome: 'no-problem', wording: '未发现问题', publishedAt: '2026-12-28' },
});
const all = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const packs = (ranks: readonly string[], change: SessionChange = {}) =>
  runSession({ ...change, results: ranks.map((rank) => result([rank])) }).packs;
const V15 = (files: Parameters<typeof verify>[0]) => verify(files).checks[14]!;
/** The log runs on until after the day by which everything is open. */
const late: SessionChange = { terms: { revealBy: '2026-11-20' }, beforeResult: (log) => log.wait(7000) };
const overdue: SessionChange = { ...late, replacing: [{ rank: 7, wait: 16 * 3600 }] };
const replacing: readonly Replacing[] = [{ rank: 7 }];

describe('results that belong to nothing are refused', () => {
  test.each<[string, readonly PublishedResult[], string]>([
    ['a rank that was not drawn', [result([...all, '10'])], '结果的序号 10 没有中签或已被替换'],
    ['two results for one rank', [result(all), result(['3'])], '序号 3 有两个结果'],
  ])('%s', (_, results, fault) => {
    const { P4 } = runSession({ results }).packs;
    expect(failed(verify(P4))).toEqual(['V15']);
    expect(actual(verify(P4), 'V15')).toBe(fault);
  });

  test('the result of an object that was replaced, or of a rank that stayed open', () => {
    expect(V15(packs(all, { replacing }).P4)).toMatchObject({
      state: 'fail',
      actual: '结果的序号 7 没有中签或已被替换',
    });
    const spent: Replacing = {
      rank: 7,
      lie: ({ places }) => ({ result: { places: [{ rank: 7, k: 1 }] }, places }),
    };
    expect(V15(packs(['7.1'], { replacing: [spent] }).P3)).toMatchObject({ state: 'fail' });
    expect(
      V15(
        packs(
          all.filter((rank) => rank !== '7'),
          { replacing: [spent] },
        ).P3,
      ),
    ).toMatchObject({ state: 'stated' });
  });

  test.each([
    ['no LF at the end', '{}', 1],
    ['a line that is none', '{}\n', 1],
    [
      'a rank of another form',
      `${JSON.stringify({ outcome: 'x', publishedAt: '2026-12-28', ranks: ['7.0'], wording: '未发现问题' })}\n`,
      1,
    ],
  ])('%s', (_, text, line) => {
    const files = changed(packs(all).P4, { [FILES.results]: text });
    expect(actual(verify(files), 'V15')).toBe(`results.jsonl 第 ${line} 行格式不对`);
  });

  test('bytes that are no text', () => {
    const files = new Map([...packs(all).P4, [FILES.results, Uint8Array.of(255)]]);
    expect(V15(changed(files, {}))).toMatchObject({ state: 'fail' });
  });
});

describe('ranks without a result are named', () => {
  test('all have one: what the results say remains the word of the authority', () => {
    expect(V15(packs(all).P4)).toMatchObject({ state: 'stated', actual: '中签 9 个，有结果 9 个；内容由单位陈述' });
    const shared = runSession({
      results: [result(['1', '7']), ...['2', '3', '4', '5', '6', '8', '9'].map((r) => result([r]))],
    });
    expect(V15(shared.packs.P4).state).toBe('stated');
    expect(V15(packs([...all.filter((rank) => rank !== '7'), '7.1'], { replacing }).P4).state).toBe('stated');
  });

  test('some have none', () => {
    expect(V15(packs(all.slice(0, 6)).P3)).toMatchObject({
      state: 'notYet',
      actual: '中签 9 个，有结果 6 个；没有结果的序号 7、8、9',
    });
    expect(V15(packs(all.slice(0, 6), { replacing }).P4).actual).toContain('没有结果的序号 7.1、8、9');
  });

  test('a row that is lawfully withheld shows its ground instead', () => {
    const withheld: SessionChange['withheld'] = ({ drawn }) => [{ leaf: drawn[2]!.leaf, ground: 'state-secret' }];
    const without3 = all.filter((rank) => rank !== '3');
    expect(V15(packs(without3, { withheld }).P4)).toMatchObject({
      ...{ state: 'stated', actual: '中签 9 个，有结果 8 个，3 withheld:state-secret；内容由单位陈述' },
    });
  });

  test('after the day of the reveal, by the time of the log, it is said that the day is past', () => {
    const past = '已过公开期限 2026-11-20，';
    expect(actual(verify(packs(all.slice(0, 6), overdue).P3), 'V15')).toBe(
      `中签 9 个，有结果 6 个；${past}没有结果的序号 7.1、8、9`,
    );
    const silent = runSession(overdue).packs;
    expect(actual(verify(silent.P3), 'V15')).toBe(`${past}未公开的序号 2、3、4、5、6、7.1、8、9`);
    expect(V15(silent.P3).state).toBe('notYet');
    expect(actual(verify(silent.P4), 'V15')).toBe(`本证据包不含检查结果；${past}中签序号 1、2、3、4、5、6、7.1、8、9`);
    expect(actual(verify(runSession(late).packs.P3), 'V15')).toBe('检查结果尚未公示');
  });

  test('a checkpoint that nobody signed tells no time', () => {
    const { P1 } = runSession().packs;
    expect(V15(P1)).toMatchObject({ state: 'notYet', actual: '尚未摇号' });
    const files = runSession(overdue).packs.P3;
    expect(actual(verify(unsigned(files)), 'V15')).toBe('检查结果尚未公示');
  });
});

/** The pack with the signatures of all checkpoints after the result spoilt. */
function unsigned(files: EvidenceFiles): EvidenceFiles {
  return certified(files, ({ proofs, ...certificate }) => {
    const replacements = JSON.parse(JSON.stringify(proofs.replacements).replaceAll('njt7k', 'njt8k')) as Json;
    return { ...certificate, proofs: { ...proofs, replacements } };
  });
}
