import { generateKeyPairSync } from 'node:crypto';
import { canonicalBytes, type Json } from '@sunlot/core/basics/canonical-json.ts';
import { type EvidenceFiles, FILES } from '@sunlot/core/draw/evidence.ts';
import { crc32, unzipEvidence, zipEnd, zipHead } from '@sunlot/core/draw/evidence-zip.ts';
import { expect, test } from 'vitest';
import { numbersOf, withNumber } from './change-number.ts';
import { compareWords, verdictWords } from './noted-words.ts';
import { changedPlaces, numberToChange, otherDigit } from './other-digit.ts';
import { changedSummary, progressWords, seconds, stateWord, summaryOf } from './wording.ts';

const WORDS = '径哥赫津某漂亡惊谱浅额辆';
const check = (id: 'V1' | 'V7' | 'V11', state: 'pass' | 'fail' | 'notYet' | 'stated') => ({
  ...{ id, state, title: `题${id}`, expected: '甲', actual: '乙' },
});
const session = (phase: 'P2' | 'P4' | 'PX') => ({
  ...{ draw: '999999/t/1', phase, fingerprint: '00', words: WORDS },
  ...{ entropyClass: 'room' as const, witnesses: 'unwitnessed' as const },
});

test('the words noted in the room: the same whatever stands between them, and where they differ', () => {
  expect(compareWords(' 径哥赫津 某漂亡惊、谱浅额辆 ', WORDS)).toEqual({ kind: 'same' });
  expect(compareWords('天哥赫津某漂亡惊谱浅额地', WORDS)).toEqual({ kind: 'different', places: [1, 12] });
  expect(compareWords('径哥', WORDS)).toEqual({ kind: 'length', typed: 2 });
  expect(compareWords(' 。', WORDS)).toEqual({ kind: 'empty' });
  expect(verdictWords({ kind: 'different', places: [1, 12] })).toContain('第 1、12 个字不同');
  expect(verdictWords({ kind: 'same' })).toMatch(/^✔ 一致/);
});

test('a changed digit is one digit, of the number thrown in the room', () => {
  expect(numberToChange([{ k: 'nonces' }, { k: 'dice' }, { k: 'drand' }])).toBe(1);
  expect(numberToChange([{ k: 'drand' }])).toBe(0);
  for (const value of ['35162406', '1111', '2222', '05.12.33./', 'kl8/2026051/01.05./', '0af3', '']) {
    expect(changedPlaces(value, otherDigit(value))).toHaveLength(1);
  }
});

test('a failure names its checks and says what to do; nothing open is called right', () => {
  const all = summaryOf({ checks: [check('V1', 'pass'), check('V7', 'pass')], session: session('P4'), ms: 210 });
  expect(all.sentence).toBe('2 项全部一致，在您的设备上用了 0.2 秒，没有把数据发给任何人。');
  const open = summaryOf({ checks: [check('V1', 'pass'), check('V11', 'notYet')], session: session('P2'), ms: 1 });
  expect(open.sentence).toContain('能验算的 1 项全部一致');
  expect(open.advice.join()).toContain('不算通过');
  const failed = summaryOf({ checks: [check('V1', 'pass'), check('V7', 'fail')], session: session('P2'), ms: 1 });
  expect(failed).toMatchObject({ tone: 'fail', sentence: '1 项不通过：V7 题V7。' });
  expect(failed.advice.join()).toContain('纪检监督');
  expect(summaryOf({ checks: [check('V1', 'fail')], ms: 1 }).advice[0]).toContain('重新下载');
});

test('each state has a sign and a word; of a draw that ended, what never comes is 不适用', () => {
  const words = (['pass', 'fail', 'notYet', 'stated'] as const).map(
    (state) => stateWord({ state, actual: '名单尚未全部公开' }, session('P2')).word,
  );
  expect(words).toEqual(['通过', '不通过', '尚未公开', '见证陈述']);
  expect(stateWord({ state: 'notYet', actual: '没有摇号' }, session('PX')).word).toBe('不适用');
  expect(stateWord({ state: 'fail', actual: '' }, session('PX')).word).toBe('不通过');
});

test('what could not be looked at because a check before it failed is 未核对, not 尚未公开', () => {
  const unmade = { state: 'notYet', actual: '证书无法读取（见 V1）' } as const;
  expect(stateWord(unmade, undefined).word).toBe('未核对');
  expect(stateWord(unmade, session('P2')).word).toBe('未核对');
  expect(stateWord({ state: 'fail', actual: unmade.actual }, session('P2')).word).toBe('不通过');
});

test('a change that no check sees is told as what it is', () => {
  const result = { checks: [check('V7', 'pass')], numbers: [], sha256: '', size: 1, ms: 1, ok: true, complete: true };
  expect(changedSummary(result, [2]).tone).toBe('fail');
  const seen = changedSummary({ ...result, checks: [check('V7', 'fail')] }, [2]);
  expect(seen.sentence).toBe('改了第 3 位，马上有 1 项不通过：V7 题V7。');
});

test('progress in words', () => {
  expect(progressWords({ stage: 'fetch', done: 500_000, total: 2_000_000 })).toContain('已取 500 KB，共 2.0 MB');
  expect(progressWords({ stage: 'check', done: 12_345 })).toContain('12 千个');
  expect(seconds(10)).toBe('不到 0.1 秒');
});

test('numbers of a pack, and the pack with another: only where there are any', () => {
  const files = (certificate: Json): EvidenceFiles => new Map([[FILES.certificate, canonicalBytes(certificate)]]);
  const thrown = files({ entropy: [{ k: 'dice', value: '123', entry: '00' }] });
  expect(numbersOf(thrown)).toEqual([{ k: 'dice', value: '123' }]);
  expect(numbersOf(withNumber(thrown, { source: 0, value: '124' })!)).toEqual([{ k: 'dice', value: '124' }]);
  expect(withNumber(thrown, { source: 1, value: '1' })).toBeUndefined();
  for (const odd of [files({}), files({ entropy: [1] }), files({ entropy: 'x' }), new Map<string, Uint8Array>()]) {
    expect(numbersOf(odd)).toEqual([]);
    expect(withNumber(odd, { source: 0, value: '1' })).toBeUndefined();
  }
});

test('the zip of a pack is read in a browser as the server writes it', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const bytes = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const entry = { name: 'lists/a.txt', crc: crc32(bytes), size: bytes.length };
  const zip = Uint8Array.from([...zipHead(entry), ...bytes, ...zipEnd([entry])]);
  expect([...(unzipEvidence(zip, crc32)?.get('lists/a.txt') ?? [])]).toEqual([...bytes]);
  expect(unzipEvidence(zip.slice(1), crc32)).toBeUndefined();
});
