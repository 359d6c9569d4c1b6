import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { certified, failed, states, textOf, verify } from '../../test/packs.ts';
import { LIST_KEY, runSession } from '../../test/session.ts';
import { concat, fromHex, hex, lengthPrefixed, utf8 } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
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

test('a pack that names the other profile is refused wherever a hash of the draw is checked', () => {
  const relabelled = certified(gm.packs.P4, ({ manifest, ...rest }) => ({
    ...rest,
    manifest: { ...manifest, profile: 'std' },
  }));
  expect(failed(verify(relabelled))).toEqual(['V2', 'V3', 'V4', 'V7', 'V8', 'V10', 'V11', 'V12', 'V13']);
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
  const { tiers, id } = session.certificate.strata[0]!;
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
  expect(textOf(gm.packs.P2, FILES.howTo)).toContain(`leaf = new('sm3', b"\\0" + salt + row).digest()`);
  expect(textOf(std.packs.P2, FILES.howTo)).toContain('leaf = sha256(b"\\0" + salt + row).digest()');
});
