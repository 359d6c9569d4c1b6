import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { actual, certified, failed, states, textOf, verify } from '../../test/packs.ts';
import { DICE, LIST_KEY, runSession } from '../../test/session.ts';
import { cosign, policy } from '../../test/witnesses.ts';
import { be32, concat, fromHex, hex, lengthPrefixed, utf8 } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { hashOf, type Profile } from '../hash/hash.ts';
import { treeRoot } from '../hash/tree-root.ts';
import { FILES } from './evidence.ts';

/** The two profiles: everything of a draw is hashed by the one its manifest names; the log and the sums stay SHA-256. */

const std = runSession();
const gm = runSession({ terms: { profile: 'gm' } });
const lp = (text: string) => lengthPrefixed(utf8(text));
const sm3 = (...parts: Uint8Array[]) =>
  createHash('sm3')
    .update(concat(...parts))
    .digest();

test('a session may be of either profile and passes the same checks in every phase', () => {
  for (const phase of ['P1', 'P2', 'P3', 'P4'] as const) {
    expect(states(verify(gm.packs[phase]))).toBe(states(verify(std.packs[phase])));
  }
  const { P4 } = runSession({
    terms: { profile: 'gm' },
    withheld: ({ drawn }) => [{ leaf: drawn[0]!.leaf, ground: 'state-secret' }],
  }).packs;
  expect(failed(verify(P4))).toEqual([]);
});

/** Numbers of outsiders and dice, a log that others cosigned, an object and a person replaced with dice thrown anew. */
const SENT = ['11'.repeat(16), '22'.repeat(64)].map((nonce) => fromHex(nonce)!);
const eventful = (profile: Profile, root = hex(treeRoot(hashOf(profile), SENT))) => {
  const value = { k: 'dice', value: '00112233445566778899' } as const;
  return runSession({
    terms: {
      profile,
      entropy: [
        { k: 'nonces', deadline: '2026-11-20T02:00:00Z' },
        { k: 'dice', count: 20, faces: 10 },
      ],
      ...{ lead: 60, replacement: { mode: 'fresh', max: 2 } },
    },
    values: [
      { k: 'nonces', value: root, nonces: SENT.map(hex), wait: 3600 },
      { k: 'dice', value: DICE },
    ],
    witnesses: policy(1, 'newspaper'),
    cosign: (note) => note + cosign(note, 'newspaper', '2026-11-20T01:03:00Z'),
    replacing: [
      { rank: 7, value },
      { rank: 3, seat: 'leader', reason: 'kinship', value },
    ],
  });
};

test('outsiders’ numbers, witnesses and replacements pass the same checks under either profile', () => {
  const [one, other] = [eventful('std'), eventful('gm')];
  for (const phase of ['P1', 'P2', 'P3', 'P4'] as const) {
    expect(failed(verify(other.packs[phase]))).toEqual([]);
    expect(states(verify(other.packs[phase]))).toBe(states(verify(one.packs[phase])));
  }
  expect(actual(verify(other.packs.P4), 'V14')).toBe('替换 2 次，最多 2 次，逐一相同');
});

test('the root of the outsiders’ numbers, the witness policy and the seals of a replacement are SM3 in profile gm', () => {
  const bySha = hex(treeRoot(hashOf('std'), SENT));
  expect(failed(verify(eventful('gm', bySha).packs.P2))).toEqual(['V5']);
  const { frozen, certificates, replaced, packs } = eventful('gm');
  const [left, right] = SENT.map((nonce) => sm3(Uint8Array.of(0), nonce));
  expect(certificates.P2.entropy[0]!.value).toBe(sm3(Uint8Array.of(1), left!, right!).toString('hex'));
  expect(frozen.manifest.witnesses).toBe(sm3(packs.P1.get(FILES.witnesses)!).toString('hex'));
  const hmac = (key: Uint8Array, ...parts: Uint8Array[]) =>
    createHmac('sm3', key)
      .update(concat(...parts))
      .digest();
  const staffKey = hmac(LIST_KEY, utf8('staff'));
  const reasonKey = hmac(staffKey, utf8('reasonreplacement'), be32(1));
  const { request, result } = certificates.P3.replacements[0]!;
  expect(request.reason).toBe(hmac(reasonKey, utf8('closed')).toString('hex'));
  expect(replaced.opened[0]!.reasonKey).toBe(reasonKey.toString('hex'));
  const salt = hmac(staffKey, utf8('team'), be32(7), be32(1));
  const { row } = replaced.opened[0]!.teams[0]!;
  expect(result!.places[0]!.team).toBe(sm3(Uint8Array.of(0), salt, utf8(row)).toString('hex'));
});

test('a pack that names the other profile is refused wherever a hash of the draw is checked', () => {
  const relabelled = certified(gm.packs.P4, ({ manifest, ...rest }) => ({
    ...rest,
    manifest: { ...manifest, profile: 'std' },
  }));
  expect(failed(verify(relabelled))).toEqual(['V2', 'V3', 'V4', 'V7', 'V8', 'V10', 'V13']);
  const unknown = certified(gm.packs.P4, ({ manifest, ...rest }) => ({
    ...rest,
    manifest: { ...manifest, profile: 'sm3' },
  }));
  expect(failed(verify(unknown))).toEqual(['V1']);
});

test('leaves, seed and tickets of profile gm are what the platform’s SM3 gives', () => {
  const { frozen, session } = gm;
  const { manifest } = frozen;
  const objectKey = createHmac('sm3', LIST_KEY).update('object').digest();
  const { row, text, salt, leaf } = frozen.objects[0]!;
  expect(hex(salt)).toBe(
    createHmac('sm3', objectKey)
      .update(concat(lp(row.stratum), lp(row.id)))
      .digest('hex'),
  );
  expect(leaf).toBe(sm3(Uint8Array.of(0), salt, utf8(text)).toString('hex'));
  expect(manifest.keyCommit).toBe(sm3(utf8('sunlot/1/key'), LIST_KEY).toString('hex'));
  const fingerprint = sm3(utf8(canonicalJson(manifest)));
  expect(hex(frozen.fingerprint)).toBe(fingerprint.toString('hex'));
  const { tiers, id } = session.strata[0]!;
  const { leaf: drawn, t } = tiers[0]!.winners[0]!;
  const weight = frozen.objects.find((each) => each.leaf === drawn)!.row.weight;
  const seed = fromHex(session.certificate.seed)!;
  const key = new Uint8Array(64);
  let block = Buffer.alloc(0);
  for (const counter of [1, 2]) {
    const info = concat(block, utf8(`sunlot/1/stratum/${id}#0`), Uint8Array.of(counter));
    block = createHmac('sm3', seed).update(info).digest();
    key.set(block, 32 * (counter - 1));
  }
  const lots = Array.from({ length: weight }, (_, j) => sm3(key, Uint8Array.of(j), fromHex(drawn)!).toString('hex'));
  expect(t).toBe(lots.sort()[0]);
});

test('control: the same rows and dice give other leaves and other winners under the other profile', () => {
  const known = new Set(std.frozen.lines.map(({ leaf }) => leaf));
  expect(gm.frozen.lines.filter(({ leaf }) => known.has(leaf))).toEqual([]);
  expect(gm.session.certificate.seed).not.toBe(std.session.certificate.seed);
});

test('log leaves and file sums stay SHA-256, and the README shows the hash to use', () => {
  const sums = textOf(gm.packs.P2, FILES.sums);
  const list = gm.packs.P2.get(FILES.objects)!;
  expect(sums).toContain(`${createHash('sha256').update(list).digest('hex')}  ${FILES.objects}`);
  const entry = gm.log.texts[3]!;
  expect(gm.session.certificate.entropy[0]!.entry).toBe(createHash('sha256').update(`\0${entry}`).digest('hex'));
  expect(textOf(gm.packs.P2, FILES.howTo)).toContain(`leaf = hashlib.new('sm3', b"\\0" + salt + row).digest()`);
  expect(textOf(std.packs.P2, FILES.howTo)).toContain('leaf = hashlib.sha256(b"\\0" + salt + row).digest()');
});
