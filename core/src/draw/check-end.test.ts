import { expect, test } from 'vitest';
import { actual, certified, changed, failed, verify } from '../../test/packs.ts';
import { DICE, endedSession, runSession } from '../../test/session.ts';
import type { Certificate } from './certificate.ts';
import { FILES } from './evidence.ts';

const abandoned = endedSession('abandoned').pack;
const bare = changed(abandoned, { [FILES.log]: undefined });
const V4 = (change: (certificate: Certificate) => Certificate, files = bare) =>
  actual(verify(certified(files, change)), 'V4');
const WRONG = '日志中的中止或作废条目与证书不同';

test('control: a session that ended is in order, with the text of the log or without', () => {
  expect(failed(verify(abandoned))).toEqual([]);
  expect(failed(verify(bare))).toEqual([]);
  expect(V4((c) => c)).toContain('没有漏报由单位陈述');
});

test('an end that is not in the log is refused, also without the text of the log', () => {
  const moved = (c: Certificate) => ({ ...c, proofs: { ...c.proofs, end: { ...c.proofs.end!, path: [] } } });
  expect(V4(moved)).toBe(WRONG);
  expect(V4(moved, abandoned)).toContain(WRONG);
  expect(V4((c) => ({ ...c, end: { ...c.end!, reason: '停电' } }))).toBe(WRONG);
  const unsigned = (c: Certificate) => ({ ...c, proofs: { ...c.proofs, end: { ...c.proofs.end!, checkpoint: 'x' } } });
  expect(V4(unsigned)).toBe('检查点格式不对');
});

test('a session that was void is proven by a void, and one abandoned by either', () => {
  const nothing = changed(endedSession('void').pack, { [FILES.log]: undefined });
  expect(failed(verify(nothing))).toEqual([]);
  expect(V4((c) => ({ ...c, end: { ...c.end!, kind: 'abandoned' } }), nothing)).not.toContain(WRONG);
});

test('values stand with a result or with the end of a session that was given up', () => {
  const kinds = ['abandoned', 'void'] as const;
  const told = kinds.map((kind) => failed(verify(certified(bare, (c) => ({ ...c, end: { ...c.end!, kind } })))));
  expect(told).toEqual([[], ['V1']]);
});

test('an end before the last source is none', () => {
  const early = (c: Certificate) => ({ ...c, proofs: { ...c.proofs, end: { ...c.proofs.end!, index: 0 } } });
  expect(V4(early)).toContain('中止或作废之后又有随机数或结果');
});

test('a late result is seen without the text of the log', () => {
  const late = (wait: number) => {
    const { P2 } = runSession({
      values: [{ k: 'dice', value: DICE }],
      beforeResult: (log) => log.wait(wait),
    }).packs;
    return failed(verify(changed(P2, { [FILES.log]: undefined })));
  };
  expect(late(7140)).toEqual([]);
  expect(late(7141)).toEqual(['V4']);
});
