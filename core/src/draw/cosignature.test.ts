import { createHash, createPublicKey, verify as nodeVerify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { actual, changed, failed, states, textOf, verify } from '../../test/packs.ts';
import { keyOf, runSession, type SessionChange, VERIFIER_KEY, verifySignature } from '../../test/session.ts';
import { cosign, policy, type WitnessId, witness, witnessNoteKey } from '../../test/witnesses.ts';
import { fromBase64 } from '../basics/base64.ts';
import { canonicalJson, type Json } from '../basics/canonical-json.ts';
import { instantOf, secondsOf } from '../basics/instants.ts';
import { hashOf } from '../hash/hash.ts';
import { checkpointBody, formatVerifierKey, openCheckpoint } from './checkpoint.ts';
import { commitmentOf, cosignatureLine, cosignedMessage, readCosignatures } from './cosignature.ts';
import { FILES } from './evidence.ts';
import { formatKey, parseKey, parseNote, parseSignatureLines } from './signed-note.ts';
import {
  COSIGNATURE,
  NO_WITNESSES,
  parseWitnessPolicy,
  type WitnessPolicy,
  witnessPolicyHash,
} from './witness-policy.ts';

const STD = hashOf('std');
const LOGGED = '2026-11-20T01:03:00Z';
const at = (seconds: number) => instantOf(secondsOf(LOGGED) + seconds);
const NOTE = runSession().certificates.P1.proofs.manifest.checkpoint;
/** The note with lines of witnesses, each so many seconds after the log's time. */
const seen = (...lines: readonly (readonly [WitnessId, number])[]) =>
  NOTE + lines.map(([id, seconds]) => cosign(NOTE, id, at(seconds))).join('');

describe('the line', () => {
  test('made of the pieces of tlog-cosignature, as Node alone reads it', () => {
    const line = cosign(NOTE, 'newspaper', '2023-03-20T12:25:47Z');
    const [dash, name, encoded] = line.trimEnd().split(' ');
    const bytes = Buffer.from(encoded!, 'base64');
    const { publicKey } = witnessNoteKey('newspaper');
    const id = createHash('sha256')
      .update(`${name}\n`)
      .update(Buffer.from([4]))
      .update(publicKey)
      .digest();
    expect([dash, name]).toEqual(['—', 'witness.example/newspaper']);
    expect(bytes.subarray(0, 4)).toEqual(id.subarray(0, 4));
    expect(bytes.readBigUInt64BE(4)).toBe(1679315147n);
    const message = `cosignature/v1\ntime 1679315147\n${NOTE.slice(0, NOTE.indexOf('\n\n') + 1)}`;
    expect(nodeVerify(null, Buffer.from(message), createPublicKey(keyOf(23)), bytes.subarray(12))).toBe(true);
  });

  test('the time needs more than 32 bits from 2106 on', () => {
    const line = cosignatureLine(witnessNoteKey('city'), '2106-02-07T06:28:17Z', new Uint8Array(64));
    expect(fromBase64(line.trimEnd().split(' ')[2]!)!.slice(4, 12)).toEqual(Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1));
  });

  test('the signed-note specification’s examples are read, without knowing their keys', () => {
    const poem =
      'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n' +
      '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';
    expect(parseNote(poem)).toMatchObject({ body: expect.stringMatching(/sera\.\n$/), lines: [{ keyId: '367ba04b' }] });
    const witnessed = parseSignatureLines(
      '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n',
    );
    expect(witnessed).toMatchObject([{ name: 'witness.example.com/w1', keyId: '8d66cf3f' }]);
    expect(Buffer.from(witnessed![0]!.signature).readBigUInt64BE()).toBe(1679315147n);
  });

  test.each([
    ['no line at all', ''],
    ['a name with a plus', NOTE.split('\n\n')[1]!.replace('test', 'te+st')],
    ['a name with a wide space', NOTE.split('\n\n')[1]!.replace('test', 'te　st')],
    ['another dash', NOTE.split('\n\n')[1]!.replace('—', '-')],
    ['four bytes only', '— a AAAAAA==\n'],
    ['an empty line between', `${cosign(NOTE, 'city', LOGGED)}\n${cosign(NOTE, 'city', LOGGED)}`],
    ['65 lines', cosign(NOTE, 'city', LOGGED).repeat(65)],
  ])('%s: refused', (_, lines) => {
    expect(parseSignatureLines(lines)).toBeUndefined();
  });

  test('a reader takes the log’s line among those of others, up to 64, in any order', () => {
    const [body, own] = NOTE.split('\n\n');
    const others = cosign(NOTE, 'city', LOGGED).repeat(63);
    for (const note of [`${body}\n\n${own}${others}`, `${body}\n\n${others}${own}`])
      expect(openCheckpoint(note, VERIFIER_KEY, verifySignature)).toMatchObject({ ok: true });
    expect(openCheckpoint(`${body}\n\n${others}`, VERIFIER_KEY, verifySignature)).toEqual({ ok: false, error: 'key' });
    const forged = own!.replace(/.{9}=?\n$/, (end) => `AAAAAAAA${end.slice(-2) === '=\n' ? 'A=\n' : '\n'}`);
    expect(openCheckpoint(`${body}\n\n${own}${forged}`, VERIFIER_KEY, verifySignature).ok).toBe(false);
    expect(openCheckpoint(`${NOTE}not a line\n`, VERIFIER_KEY, verifySignature)).toEqual({ ok: false, error: 'form' });
  });
});

describe('the policy', () => {
  const text = (value: Json) => canonicalJson(value);
  const two = policy(2, 'inspection', 'newspaper');

  test('is read from its canonical text, hash and all', () => {
    const withRole: WitnessPolicy = { quorum: 1, witnesses: [witness('city', { role: '上级生态环境局' })] };
    for (const each of [two, withRole, NO_WITNESSES]) {
      const read = parseWitnessPolicy(text(each));
      expect(read).toEqual({ ok: true, value: each });
      expect(read.ok && witnessPolicyHash(STD, read.value)).toBe(witnessPolicyHash(STD, each));
    }
  });

  test.each<[string, string, string]>([
    ['no JSON', '{', 'form'],
    ['a key too many', text({ ...two, note: 'x' }), 'form'],
    ['spaces', JSON.stringify(two, null, 1), 'form'],
    ['a quorum nobody reaches', text({ ...two, quorum: 3 }), 'quorum'],
    ['witnesses of whom none is needed', text({ ...two, quorum: 0 }), 'quorum'],
    ['a quorum of nobody', text({ quorum: 1, witnesses: [] }), 'quorum'],
    [
      'a name twice',
      text({ quorum: 1, witnesses: [witness('city'), witness('newspaper', { name: '市局执法队' })] }),
      'twice',
    ],
    ['a person twice', text({ quorum: 2, witnesses: [witness('city'), witness('city', { name: '另一名' })] }), 'twice'],
    [
      'a key under two names',
      text({
        quorum: 2,
        witnesses: [
          witness('city'),
          witness('newspaper', { key: formatKey({ ...witnessNoteKey('city'), name: 'other' }, COSIGNATURE) }),
        ],
      }),
      'twice',
    ],
    [
      'a key for notes, not for cosignatures',
      text({ quorum: 1, witnesses: [witness('city', { key: formatVerifierKey(witnessNoteKey('city')) })] }),
      'form',
    ],
  ])('%s: refused', (_, canonical, fault) => {
    expect(parseWitnessPolicy(canonical)).toEqual({ ok: false, error: fault });
  });

  test('keys of one kind are no keys of another', () => {
    const key = witnessNoteKey('city');
    expect(parseKey(formatKey(key, COSIGNATURE), COSIGNATURE)).toEqual(key);
    expect(parseKey(formatVerifierKey(key), COSIGNATURE)).toBeUndefined();
  });
});

describe('the quorum', () => {
  const commitment = (note: string, rule: WitnessPolicy) => {
    const read = readCosignatures(note, { policy: rule, verify: verifySignature });
    if (!read.ok) return read.error;
    const { time, class: kind, missing } = commitmentOf({ time: LOGGED }, rule, read.value);
    return [time, kind, missing.map(({ name }) => name).join()];
  };

  test('nobody is asked: the log’s own time, unwitnessed', () => {
    expect(commitment(seen(['city', 9]), NO_WITNESSES)).toEqual([LOGGED, 'unwitnessed', '']);
  });

  test('is complete with the cosignature that reaches the number, in time, not in the order of the lines', () => {
    const rule = policy(2, 'inspection', 'city');
    expect(commitment(seen(['city', 30]), rule)).toEqual([undefined, 'incomplete', '派驻纪检监察组']);
    expect(commitment(seen(['city', 30], ['inspection', 20]), rule)).toEqual([at(30), 'inside', '']);
    expect(commitment(seen(['inspection', 20], ['city', 30]), rule)).toEqual([at(30), 'inside', '']);
  });

  test('waits for one outside the line of command where the policy knows one', () => {
    const rule = policy(2, 'inspection', 'city', 'newspaper');
    expect(commitment(seen(['inspection', 10], ['city', 20]), rule)).toEqual([undefined, 'incomplete', '虚构县报社']);
    expect(commitment(seen(['inspection', 10], ['city', 20], ['newspaper', 90]), rule)).toEqual([
      at(90),
      'outside',
      '',
    ]);
    expect(commitment(seen(['newspaper', 10], ['city', 20]), rule)).toEqual([at(20), 'outside', '派驻纪检监察组']);
  });

  test('one witness who signs often is one, at the first time', () => {
    const rule = policy(2, 'inspection', 'city');
    expect(commitment(seen(['city', 30], ['city', 5]), rule)).toEqual([undefined, 'incomplete', '派驻纪检监察组']);
    expect(commitment(seen(['city', 30], ['city', 5], ['inspection', 1]), rule)).toEqual([at(5), 'inside', '']);
  });

  test('a witness whose clock is behind does not make the commitment older than the checkpoint', () => {
    expect(commitment(seen(['city', -300]), policy(1, 'city'))).toEqual([LOGGED, 'inside', '']);
  });

  test('lines of others are ignored; a line of a witness that does not verify refuses the whole note', () => {
    const rule = policy(1, 'city');
    const line = cosign(NOTE, 'city', at(5));
    const other = NOTE.replace('time 2026', 'time 2025');
    expect(commitment(seen(['newspaper', 5]), rule)).toEqual([undefined, 'incomplete', '市局执法队']);
    expect(commitment(other + line, rule)).toBe('市局执法队');
    expect(commitment(seen(['city', 5]) + cosign(other, 'city', at(9)), rule)).toBe('市局执法队');
    for (const bytes of [new Uint8Array(0), new Uint8Array(64)]) {
      const timeless = cosignatureLine(witnessNoteKey('city'), LOGGED, bytes);
      expect(commitment(NOTE + timeless, rule)).toBe('市局执法队');
    }
    const never = line.replace(/ (\S+)\n$/, (_, encoded: string) => {
      const raw = Buffer.from(encoded, 'base64').fill(0x7f, 4, 12);
      return ` ${raw.toString('base64')}\n`;
    });
    expect(commitment(NOTE + never, rule)).toBe('市局执法队');
    expect(readCosignatures('no note', { policy: rule, verify: verifySignature })).toEqual({ ok: true, value: [] });
  });

  test('what is signed is the time and the whole text of the checkpoint', () => {
    const body = checkpointBody({ origin: 'a', size: 1, root: 'ab'.repeat(32), time: LOGGED });
    expect(Buffer.from(cosignedMessage(body, LOGGED)).toString()).toBe(`cosignature/v1\ntime 1795136580\n${body}`);
  });
});

describe('in a pack', () => {
  const rule = policy(2, 'inspection', 'newspaper');
  const cosigned = (...lines: readonly (readonly [WitnessId, number])[]) => ({
    witnesses: rule,
    cosign: (note: string) => note + lines.map(([id, seconds]) => cosign(note, id, at(seconds))).join(''),
  });
  const both = cosigned(['inspection', 10], ['newspaper', 40]);
  const phase = (change: SessionChange, p: 'P1' | 'P2' = 'P2') => runSession(change).packs[p];

  test('a complete quorum passes, and is named', () => {
    const verification = verify(phase(both));
    expect(states(verification)).toBe('ppspppppppnnnnn');
    expect(actual(verification, 'V2')).toContain(
      '派驻纪检监察组 2026-11-20T01:03:10Z，虚构县报社 2026-11-20T01:03:40Z',
    );
    expect(actual(verification, 'V2')).toContain('2026-11-20T01:03:40Z 起成立，含本单位指挥关系以外的见证人');
    expect(verification.session?.witnesses).toBe('outside');
    const inside = { ...both, witnesses: policy(1, 'inspection') };
    expect(actual(verify(phase(inside)), 'V2')).toContain('见证人都在本单位指挥关系之内');
  });

  test('before the throw a quorum that is not complete is not there yet; after it, the draw is refused', () => {
    const one = cosigned(['inspection', 10]);
    const frozen = verify(phase(one, 'P1'));
    expect(states(frozen)[1]).toBe('n');
    expect(actual(frozen, 'V2')).toContain('见证未齐：已见证 派驻纪检监察组 2026-11-20T01:03:10Z；还缺 虚构县报社');
    expect(frozen.session?.witnesses).toBe('incomplete');
    expect(failed(verify(phase(one)))).toEqual(['V2', 'V3']);
    expect(actual(verify(phase(cosigned())), 'V2')).toContain('已见证 无');
  });

  test('lead counts from the cosignature that completes the quorum', () => {
    const lead = (seconds: number) => failed(verify(phase({ ...both, terms: { lead: seconds } })));
    expect(lead(20)).toEqual([]);
    expect(lead(21)).toEqual(['V3']);
  });

  test('the policy must be the one of the manifest, and nobody witnesses himself', () => {
    const pack = phase(both);
    const v2 = (file: string | undefined) => actual(verify(changed(pack, { [FILES.witnesses]: file })), 'V2');
    expect(v2(textOf(pack, FILES.witnesses))).toContain('起成立');
    expect(v2(undefined)).toBe('缺少见证规则 witnesses.json');
    expect(v2('{}')).toBe('见证规则格式不对');
    expect(v2(canonicalJson(policy(1, 'inspection', 'newspaper')))).toBe('见证规则不是清单承诺的那一份');
    const plain = runSession().packs.P2;
    expect(actual(verify(changed(plain, { [FILES.witnesses]: canonicalJson(NO_WITNESSES) })), 'V2')).toContain(
      'unwitnessed',
    );
    const own = { quorum: 1, witnesses: [witness('city', { key: formatKey(VERIFIER_KEY, COSIGNATURE) })] };
    expect(actual(verify(phase({ witnesses: own })), 'V2')).toBe('见证规则把日志自己的密钥当作见证人');
  });

  test('a line of a witness that does not verify is refused', () => {
    const forged = {
      ...both,
      cosign: (note: string) => note + cosign(note.replace('\n3\n', '\n4\n'), 'newspaper', at(9)),
    };
    expect(failed(verify(phase(forged)))).toEqual(['V2', 'V3']);
    expect(actual(verify(phase(forged)), 'V2')).toBe('见证人“虚构县报社”的签名不成立');
  });
});
