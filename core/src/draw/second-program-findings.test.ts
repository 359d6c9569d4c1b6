import { expect, test } from 'vitest';
import { actual, certified, failed, verify } from '../../test/packs.ts';
import { DICE, runSession, type SessionChange } from '../../test/session.ts';
import { entropyEntry } from './log-entries.ts';
import { QUICKNET, roundInstant } from './quicknet.ts';
import { openRank } from './reveal.ts';

/** What the second program refused and this one once did not, or could not bear. */

test('a value that is no value of its source is refused, and nothing is thrown', () => {
  const { P2 } = runSession({
    start: roundInstant(42).replace(':30Z', ':20Z').replace('15:11', '15:07'),
    terms: {
      entropy: [{ k: 'drand', chain: QUICKNET.chain, round: 42 }],
      replacement: { mode: 'fresh', max: 1 },
    },
    values: [{ k: 'drand', value: 'ab'.repeat(48), wait: 100 }],
  }).packs;
  const lenient = { verifyBeacon: () => true };
  expect(failed(verify(P2, lenient))).toEqual([]);
  for (const value of ['no hex', '', 'ab'.repeat(47)]) {
    const forged = certified(P2, (c) => ({ ...c, entropy: [{ ...c.entropy[0]!, value }] }));
    expect(failed(verify(forged, lenient))).toEqual(['V3', 'V6', 'V7', 'V10']);
  }
});

test('a place is opened once, with a team of its own object and days before the reveal', () => {
  const { packs, session } = runSession();
  const opened = (change: (first: ReturnType<typeof openRank>) => readonly object[]) =>
    actual(verify(certified(packs.P3, (c) => ({ ...c, openings: change(openRank(session, 1)) as never }))), 'V11');
  expect(opened((first) => [first])).toContain('均与叶码一致');
  expect(opened((first) => [first, first])).toBe('有序号公开了两次');
  const { teamRow, teamSalt } = openRank(session, session.teams.at(-1)!.row.rank);
  expect(opened((first) => [{ ...first, teamRow, teamSalt }])).toBe('第 1 号的检查组与叶码不符');
  const late = runSession({ terms: { revealBy: '2026-12-25' } }).packs.P3;
  expect(actual(verify(late), 'V11')).toBe('第 1 号的检查时段不在公开期限之前');
});

test('cap+1 changes nothing where nobody is in the session, and is not recorded', () => {
  const inspectors = [{ id: 'A-1', name: '甲', tags: ['leader', 'water'], load: 0, cap: 99, reason: '' }];
  const recorded = (state: 'in' | 'borrow') =>
    runSession({
      terms: {
        inspectors: inspectors.map((each) => ({ ...each, state })),
        recusals: [],
        fallback: ['cap+1', 'borrow'],
      },
    }).certificates.P2.teams!.steps;
  expect(recorded('borrow')).toEqual(['borrow']);
  expect(recorded('in')).toEqual(['cap+1']);
});

test('a session that is named as the one before stands in the log before this one', () => {
  const terms = { seq: 2, supersedes: ['ab'.repeat(32)], reason: '第二次抽取' };
  expect(actual(verify(runSession({ terms }).packs.P2), 'V4')).toContain('不在此前的日志中');
});

test('the fresh round of a replacement is not logged before it exists', () => {
  const change = (wait: number): SessionChange => ({
    start: '2023-08-23T15:07:20Z',
    terms: {
      entropy: [{ k: 'drand', chain: QUICKNET.chain, round: 42 }],
      replacement: { mode: 'fresh', max: 1 },
      lead: 61,
    },
    values: [{ k: 'drand', value: 'ab'.repeat(48), wait: 200 }],
    replacing: [{ rank: 1, value: { k: 'drand', value: 'cd'.repeat(48) }, wait }],
  });
  const V14 = (wait: number) => actual(verify(runSession(change(wait)).packs.P3, { verifyBeacon: () => true }), 'V14');
  // At 1 the lead has passed, and the first round after it comes a second later.
  expect([0, 1, 2, 3].map((wait) => V14(wait).includes('结果过早'))).toEqual([true, true, false, false]);
});

test('a source that was closed twice, or thrown again after the result, is seen in the log', () => {
  const again = (times: number) =>
    runSession({
      beforeResult(log, { manifest }) {
        for (let i = 0; i < times; i++)
          log.append((at) =>
            entropyEntry(manifest, { source: 1, value: { k: 'dice', value: DICE.replace('3', '4') }, at }),
          );
      },
    }).packs;
  for (const phase of ['P2', 'P4'] as const) {
    expect(failed(verify(again(0)[phase]))).toEqual([]);
    expect(failed(verify(again(1)[phase]))).toEqual(['V4']);
    expect(actual(verify(again(1)[phase]), 'V4')).toBe('日志第 4 条（entropy）证书没有写');
  }
});

test('a reveal that was logged before the result opens nothing', () => {
  const { P4 } = runSession().packs;
  const early = certified(P4, (c) => ({ ...c, proofs: { ...c.proofs, result: { ...c.proofs.result!, index: 99 } } }));
  expect(actual(verify(early), 'V13')).toContain('公开先于结果');
  expect(actual(verify(P4), 'V13')).not.toContain('公开先于结果');
});

test('too few bits are refused at the freeze already, not only once they are thrown', () => {
  const remade = (count: number) =>
    runSession({
      remade: (manifest) => ({ ...manifest, entropy: [{ k: 'dice', count, faces: 10 }] }),
      values: [{ k: 'dice', value: '1'.repeat(count) }],
    }).packs.P1;
  expect(failed(verify(remade(20)))).toEqual([]);
  expect(failed(verify(remade(19)))).toEqual(['V6']);
});
