import { expect, test } from 'vitest';
import { actual, certified, changed, failed, states, textOf, verify } from '../../test/packs.ts';
import { countyTerms, DICE, endedSession, frozenCounty, runSession, type SessionChange } from '../../test/session.ts';
import { KL8_VALUE, ROUND_42 } from '../../test/source-vectors.ts';
import { cosign, policy } from '../../test/witnesses.ts';
import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import { instantOf, secondsOf } from '../basics/instants.ts';
import { merkleRoot } from '../hash/merkle.ts';
import { sha256 } from '../hash/sha256.ts';
import { verifyQuicknet } from './drand.ts';
import {
  entropyClass,
  isSourceValue,
  orderFault,
  type Source,
  sourceBits,
  sourceBytes,
  sourceShape,
} from './entropy.ts';
import { FILES } from './evidence.ts';
import { freeze } from './freeze.ts';
import { nonceEntry } from './log-entries.ts';
import { firstRoundFrom, QUICKNET, roundInstant, roundTime } from './quicknet.ts';

const DRAND: Source = { k: 'drand', chain: QUICKNET.chain, round: 42 };
const DICE20: Source = { k: 'dice', count: 20, faces: 10 };
const KL8: Source = { k: 'kl8', issue: '2026051', drawnAt: '2026-11-20T02:00:00Z' };
const SSQ: Source = { ...KL8, k: 'ssq' };
const THREE_D: Source = { ...KL8, k: '3d' };
const BALLS: Source = { k: 'balls', count: 12, of: 60 };
const NONCES: Source = { k: 'nonces', deadline: '2026-11-20T02:00:00Z' };

test('quicknet: round 42 verifies, as round 43 it fails; no bytes make it throw', () => {
  expect(verifyQuicknet(42, ROUND_42)).toBe(true);
  expect(verifyQuicknet(43, ROUND_42)).toBe(false);
  expect(verifyQuicknet(42, 'ff'.repeat(48))).toBe(false);
  expect(verifyQuicknet(42, ROUND_42.slice(2))).toBe(false);
  expect(verifyQuicknet(42, 'no hex')).toBe(false);
});

test('quicknet: one round every three seconds from its genesis', () => {
  expect(roundInstant(1)).toBe('2023-08-23T15:09:27Z');
  expect(roundTime(42) - roundTime(41)).toBe(3);
  expect(firstRoundFrom(roundTime(42))).toBe(42);
  expect(firstRoundFrom(roundTime(42) + 1)).toBe(43);
  expect(firstRoundFrom(0)).toBe(1);
});

test.each<[string, Source, number]>([
  ['a beacon', DRAND, 256],
  ['twenty dice', DICE20, 66],
  ['快乐8', KL8, 61],
  ['双色球', SSQ, 24],
  ['福彩3D', THREE_D, 9],
  ['twelve of sixty balls', BALLS, 69],
  ['one ball of two', { k: 'balls', count: 1, of: 2 }, 1],
  ['outsiders, who might be the agency', NONCES, 0],
])('declared bits of %s, rounded down', (_, source, bits) => {
  expect(sourceBits(source)).toBe(bits);
  expect(sourceShape(source, '')).toEqual({ ok: true, value: source });
});

test.each<[Source, readonly string[], readonly string[]]>([
  [
    KL8,
    [KL8_VALUE],
    [
      KL8_VALUE.replace('2026051', '2026052'),
      KL8_VALUE.replace('01.05', '05.01'),
      KL8_VALUE.replace('77', '81'),
      KL8_VALUE.replace('01.', ''),
      KL8_VALUE.replace('01.', '1.'),
      KL8_VALUE.slice(0, -1),
      KL8_VALUE.replace('./', './02./'),
      KL8_VALUE.replace('05.', '01.'),
    ],
  ],
  [
    SSQ,
    ['ssq/2026051/03.08.15.22.29.33./07./'],
    [
      'ssq/2026051/03.08.15.22.29.33./',
      'ssq/2026051/03.08.15.22.29.34./07./',
      'ssq/2026051/03.08.15.22.29.33./17./',
      'ssq/2026051/00.08.15.22.29.33./07./',
      'ssq/2026051/08.03.15.22.29.33./07./',
      'kl8/2026051/03.08.15.22.29.33./07./',
    ],
  ],
  [
    THREE_D,
    ['3d/2026051/4.0.4./'],
    ['3d/2026051/4.0./', '3d/2026051/4.0.4.4./', '3d/2026050/4.0.4./', '3d/2026051/04.0.4./', '3d/2026051/404./'],
  ],
  [
    { k: 'balls', count: 3, of: 33 },
    ['05.12.33./', '33.12.05./'],
    ['05.12./', '05.12.34./', '05.05.12./', '00.05.12./', '5.12.33./', '05.12.33', '05,12,33,/'],
  ],
  [DRAND, [ROUND_42], [ROUND_42.slice(2), ROUND_42.toUpperCase(), '']],
  [NONCES, ['ab'.repeat(32)], ['ab'.repeat(31), 'AB'.repeat(32)]],
])('one way to write the value of %j', (source, right, wrong) => {
  expect(right.filter((value) => !isSourceValue(source, value))).toEqual([]);
  expect(wrong.filter((value) => isSourceValue(source, value))).toEqual([]);
});

test.each([
  { k: 'balls', count: 4, of: 3 },
  { k: 'balls', count: 0, of: 3 },
  { k: 'balls', count: 3, of: 100 },
  { k: 'drand', chain: 'ab'.repeat(32), round: 1 },
  { k: 'drand', chain: QUICKNET.chain, round: 0 },
  { k: 'kl8', issue: '26051', drawnAt: '2026-11-20T13:30:00Z' },
  { k: 'kl8', issue: '2026051' },
  { k: 'nonces', deadline: '2026-11-20' },
  { k: 'coin' },
])('no source %j', (source) => {
  expect(sourceShape(source, '').ok).toBe(false);
});

test('the bytes that enter the seed: ASCII as written, a root as 32 bytes, drand as its own randomness', () => {
  expect(hex(sourceBytes({ k: 'balls', value: '05.12.33./' }))).toBe(hex(utf8('05.12.33./')));
  expect(hex(sourceBytes({ k: 'kl8', value: KL8_VALUE }))).toBe(hex(utf8(KL8_VALUE)));
  expect(hex(sourceBytes({ k: 'nonces', value: 'ab'.repeat(32) }))).toBe('ab'.repeat(32));
  expect(hex(sourceBytes({ k: 'drand', value: ROUND_42 }))).toBe(hex(sha256(fromHex(ROUND_42)!)));
});

test('outsiders first, the room, the public last; each once; not outsiders alone', () => {
  expect(orderFault([NONCES, DICE20, KL8, THREE_D, DRAND])).toBeUndefined();
  expect(orderFault([DRAND])).toBeUndefined();
  expect(orderFault([BALLS, DICE20, DICE20])).toBeUndefined();
  expect(orderFault([DRAND, DICE20])).toBe('order');
  expect(orderFault([DICE20, NONCES])).toBe('order');
  expect(orderFault([NONCES, NONCES, DICE20])).toBe('repeated');
  expect(orderFault([DICE20, DRAND, DRAND])).toBe('repeated');
  expect(orderFault([KL8, { ...KL8, drawnAt: '2026-11-21T13:30:00Z' }])).toBe('repeated');
  expect(orderFault([NONCES])).toBe('uncontrolled');
  expect([DICE20, KL8, DRAND].map((last) => entropyClass([DICE20, last]))).toEqual(['room', 'lottery', 'beacon']);
});

test('a freeze refuses sources out of order, and a beacon without fresh replacements', () => {
  const fault = (entropy: readonly Source[]) => freeze({ ...countyTerms(), entropy });
  expect(fault([DRAND, DICE20])).toMatchObject({ ok: false, error: { kind: 'terms', path: 'entropy' } });
  expect(fault([DICE20, DRAND])).toMatchObject({ ok: false, error: { kind: 'terms', path: 'replacement.mode' } });
  expect(fault([THREE_D])).toEqual({ ok: false, error: { kind: 'bits', bits: 9 } });
  const fresh = { replacement: { mode: 'fresh', max: 2 } } as const;
  expect(frozenCounty({ ...fresh, entropy: [DICE20, DRAND] }).manifest.entropy).toEqual([DICE20, DRAND]);
});

/** Begins so that round 42 comes into being a little after the dice are logged. */
const BEACON: SessionChange = {
  start: instantOf(roundTime(42) - 4 * 60 - 10),
  terms: { entropy: [DICE20, DRAND], replacement: { mode: 'fresh', max: 2 } },
  values: [
    { k: 'dice', value: DICE },
    { k: 'drand', value: ROUND_42 },
  ],
};
const beacon = (change: SessionChange) => verify(runSession({ ...BEACON, ...change }).packs.P2);

test('a draw that ends with round 42 verifies; with the same value as round 43 it fails', () => {
  const honest = beacon({});
  expect(failed(honest)).toEqual([]);
  expect(honest.session?.entropyClass).toBe('beacon');
  const terms = { ...BEACON.terms, entropy: [DICE20, { ...DRAND, round: 43 }] };
  const forged = beacon({ terms });
  expect(failed(forged)).toEqual(['V6']);
  expect(actual(forged, 'V6')).toBe('第 2 个值无效');
});

test('a log that nobody witnessed states its own time: not even a beacon makes the order a proof', () => {
  expect(beacon({}).checks[2]).toMatchObject({ id: 'V3', state: 'stated' });
  expect(actual(beacon({}), 'V3')).toContain('清单时间为日志自述');
});

test('a log that others witnessed makes the order of a beacon a proof', () => {
  const { start, ...rest } = BEACON;
  const at = instantOf(secondsOf(start!) + 190);
  const witnessed = {
    witnesses: policy(1, 'newspaper'),
    cosign: (note: string) => note + cosign(note, 'newspaper', at),
  };
  for (const profile of ['std', 'gm'] as const) {
    const terms = { ...rest.terms, profile };
    expect(beacon({ terms, ...witnessed }).checks[2]).toMatchObject({ id: 'V3', state: 'pass' });
    expect(failed(beacon({ terms, ...witnessed }))).toEqual([]);
  }
});

test('late beacon: a round that existed before the dice were logged, or less than the lead after them, is refused', () => {
  const late = beacon({ values: [{ k: 'dice', value: DICE, wait: 11 }, BEACON.values![1]!] });
  expect(actual(late, 'V3')).toBe('第 2 个数源在其他数确定之前已经产生');
  const onTime = { ...BEACON.terms, lead: 10 };
  expect(failed(beacon({ terms: onTime }))).toEqual([]);
  expect(failed(beacon({ terms: { ...onTime, lead: 11 } }))).toEqual(['V3']);
  const alone = { terms: { ...BEACON.terms, entropy: [DRAND] }, values: [BEACON.values![1]!] };
  expect(failed(beacon({ ...alone, start: instantOf(roundTime(42) - 180) }))).toEqual([]);
  expect(failed(beacon({ ...alone, start: instantOf(roundTime(42) - 179) }))).toEqual(['V3']);
});

test('stalled result: two hours count from the round, not from the day on which it was copied', () => {
  const wait = (seconds: number) =>
    beacon({ values: [BEACON.values![0]!, { k: 'drand', value: ROUND_42, wait: seconds }] });
  expect(failed(wait(7200 - 110))).toEqual([]);
  expect(failed(wait(7200 - 109))).toEqual(['V4']);
});

const LOTTERY: SessionChange = {
  terms: { entropy: [DICE20, KL8, THREE_D] },
  values: [
    { k: 'dice', value: DICE },
    { k: 'kl8', value: KL8_VALUE, wait: 3600 },
    { k: '3d', value: '3d/2026051/4.0.4./' },
  ],
};

test('a lottery comes last and is compared with its announcement; its result has a day', () => {
  const { packs } = runSession(LOTTERY);
  expect(states(verify(packs.P2))).toBe('ppspppppppnnnnn');
  expect(verify(packs.P2).session?.entropyClass).toBe('lottery');
  expect(actual(verify(packs.P2), 'V3')).toContain('彩票号码请与发行机构公告核对');
  const [dice, kl8, threeD] = LOTTERY.values!;
  const early = runSession({ ...LOTTERY, values: [dice!, { ...kl8!, wait: 0 }, threeD!] });
  expect(actual(verify(early.packs.P2), 'V3')).toBe('第 2 个随机数过早；第 3 个随机数过早');
  const slow = (wait: number) =>
    failed(verify(runSession({ ...LOTTERY, values: [dice!, kl8!, { ...threeD!, wait }] }).packs.P2));
  expect(slow(80_000)).toEqual([]);
  expect(slow(90_000)).toEqual(['V4']);
});

test('a value of another issue than the manifest named is refused', () => {
  const value = KL8_VALUE.replace('2026051', '2026052');
  const other = { k: 'kl8', value, wait: 3600 } as const;
  const values = [LOTTERY.values![0]!, other, LOTTERY.values![2]!];
  expect(() => runSession({ ...LOTTERY, values })).toThrow('{"kind":"entropy","source":2}');
  const retold = certified(runSession(LOTTERY).packs.P2, (c) => ({
    ...c,
    entropy: c.entropy.map((record) => (record.k === 'kl8' ? { ...record, value } : record)),
  }));
  expect(failed(verify(retold))).toEqual(['V3', 'V6', 'V7', 'V10']);
});

const SENT = ['11'.repeat(16), '22'.repeat(64), '11'.repeat(16)];
const rootOf = (nonces: readonly string[]) => hex(merkleRoot(nonces.map((nonce) => fromHex(nonce)!)));
const OUTSIDERS: SessionChange = {
  terms: { entropy: [NONCES, DICE20] },
  values: [
    { k: 'nonces', value: rootOf(SENT), nonces: SENT, wait: 3600 },
    { k: 'dice', value: DICE },
  ],
};
const outsiders = (change: SessionChange) => verify(runSession({ ...OUTSIDERS, ...change }).packs.P2);

test('numbers of outsiders: all of them count, in the order of the log', () => {
  expect(failed(outsiders({}))).toEqual([]);
  expect(actual(outsiders({}), 'V5')).toBe(`外部数 3 个，根 ${rootOf(SENT)}`);
  const none = [{ k: 'nonces', value: rootOf([]), wait: 3600 } as const, OUTSIDERS.values![1]!];
  expect(failed(outsiders({ values: none }))).toEqual([]);
});

test('a number left out, or put in another order, is found', () => {
  const left = (value: string) => outsiders({ values: [{ ...OUTSIDERS.values![0]!, value }, OUTSIDERS.values![1]!] });
  expect(failed(left(rootOf(SENT.slice(1))))).toEqual(['V5']);
  expect(failed(left(rootOf([...SENT].reverse())))).toEqual([]);
  expect(failed(left(rootOf([SENT[1]!, SENT[0]!, SENT[2]!])))).toEqual(['V5']);
});

test('a number after the deadline, after the closing, before the opening, or of no form, is a fault', () => {
  const beforeResult: SessionChange['beforeResult'] = (log, { manifest }) =>
    log.append((at) => nonceEntry(manifest, '33'.repeat(16), at));
  expect(actual(outsiders({ beforeResult }), 'V5')).toMatch(
    /^第 8 条外部数晚于封口；第 8 条外部数晚于截止；日志中 4 个/,
  );
  const before: SessionChange['before'] = (log, { manifest }) =>
    log.append((at) => nonceEntry(manifest, '33'.repeat(16), at));
  expect(actual(outsiders({ before }), 'V5')).toContain('第 2 条外部数早于开放');
  const odd: SessionChange['beforeResult'] = (log, { manifest }) => log.append((at) => nonceEntry(manifest, '33', at));
  expect(actual(outsiders({ beforeResult: odd }), 'V5')).toBe('日志中有不合规则的外部数');
  const soon = [{ ...OUTSIDERS.values![0]!, wait: 0 }, OUTSIDERS.values![1]!];
  expect(failed(outsiders({ values: soon }))).toEqual(['V3']);
});

test('a session whose source was opened stays open until its result comes, and the log’s account says what it waits for', () => {
  const before: SessionChange['before'] = (log, { manifest }) =>
    log.append((at) => nonceEntry(manifest, '33'.repeat(16), at));
  const opened = verify(runSession({ ...OUTSIDERS, before }).packs.P1);
  expect(opened.checks[3]).toMatchObject({
    id: 'V4',
    state: 'pass',
    actual: '2026q4-key/1 已开数源，没有结果；计划外',
  });
  expect(actual(verify(runSession(OUTSIDERS).packs.P1), 'V4')).toContain('未摇号');
});

test('before the closing nothing is judged, without the log it is a statement, without checkpoint it is no pass', () => {
  const { packs } = runSession(OUTSIDERS);
  expect(verify(packs.P1).checks[4]).toMatchObject({ id: 'V5', state: 'notYet' });
  expect(verify(changed(packs.P2, { [FILES.log]: undefined })).checks[4]).toMatchObject({ id: 'V5', state: 'stated' });
  const unsigned = certified(packs.P2, (c) => ({
    ...c,
    proofs: { ...c.proofs, manifest: { ...c.proofs.manifest, checkpoint: '' } },
  }));
  expect(failed(verify(unsigned))).toContain('V2');
  expect(textOf(packs.P2, FILES.log)).toContain('"type":"nonce"');
});

test('sources in another order than the protocol allows are refused by V3 whatever the log says', () => {
  const { packs } = runSession(LOTTERY);
  const turned = (entropy: readonly Source[]) =>
    actual(verify(certified(packs.P2, (c) => ({ ...c, manifest: { ...c.manifest, entropy } }))), 'V3');
  expect(turned([KL8, DICE20, THREE_D])).toBe('数源次序应为外部数、现场数、公共数');
  expect(turned([DICE20, KL8, KL8])).toBe('同一数源列了两次');
  expect(turned([NONCES])).toBe('没有单位自己不能决定的数源');
});

test('a missed round: the session is abandoned, what was thrown stands in its certificate, no winner exists', () => {
  const terms = { ...countyTerms(), ...BEACON.terms };
  const { pack } = endedSession('abandoned', { terms, thrown: [BEACON.values![0]!] });
  expect(states(verify(pack))).toBe('ppsppnnppnnnnnn');
  expect(actual(verify(pack), 'V6')).toContain('其余数源没有开出');
  const weak = certified(pack, (c) => ({ ...c, entropy: [{ ...c.entropy[0]!, value: '1' }] }));
  expect(failed(verify(weak))).toEqual(['V3', 'V6']);
  const more = certified(pack, (c) => ({
    ...c,
    entropy: Array(3).fill(c.entropy[0]!),
    proofs: { ...c.proofs, entropy: Array(3).fill(c.proofs.entropy[0]!) },
  }));
  expect(actual(verify(more), 'V6')).toContain('有 3 个值');
});
