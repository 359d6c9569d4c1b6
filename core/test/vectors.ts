import { fromHex, fromUtf8, hex, utf8 } from '../src/basics/bytes.ts';
import { canonicalJson, type Json } from '../src/basics/canonical-json.ts';
import { checkpointBody, formatVerifierKey, openCheckpoint, signedCheckpoint } from '../src/draw/checkpoint.ts';
import { commitmentOf, cosignedMessage, readCosignatures } from '../src/draw/cosignature.ts';
import { sourceBits } from '../src/draw/entropy.ts';
import type { EvidenceFiles } from '../src/draw/evidence.ts';
import { deriveKeys, inspectorReasonKey, keyCommit, recusalReasonKey } from '../src/draw/leaves.ts';
import { leavesRoot, objectsRoot, publicLine, publicLineText } from '../src/draw/lists.ts';
import { entropyEntry, entryLeaf } from '../src/draw/log-entries.ts';
import { openRank } from '../src/draw/reveal.ts';
import { seatKey, seatOrder, seatTicket } from '../src/draw/seat-tickets.ts';
import { type AssignmentInput, assignSeats } from '../src/draw/seats.ts';
import { drawSeed, stratumKey } from '../src/draw/seed.ts';
import { formatKey, parseNote, SM2_SM3, signatureLine } from '../src/draw/signed-note.ts';
import { ticketsOf } from '../src/draw/tickets.ts';
import { NO_WITNESSES, witnessPolicyHash } from '../src/draw/witness-policy.ts';
import { fingerprintWords } from '../src/draw/words.ts';
import { hashOf, type Profile } from '../src/hash/hash.ts';
import { hkdfExpand, hkdfExtract } from '../src/hash/hkdf.ts';
import { hmac } from '../src/hash/hmac.ts';
import { consistencyProof, inclusionProof, leafHash, merkleRoot } from '../src/hash/merkle.ts';
import { sha256 } from '../src/hash/sha256.ts';
import { treeRoot } from '../src/hash/tree-root.ts';
import { verify } from './packs.ts';
import { replacementVectors } from './replacement-vectors.ts';
import { creditCode, DICE, LIST_KEY, runSession, sign25519, VERIFIER_KEY, verifySignature } from './session.ts';
import { sourceVectors } from './source-vectors.ts';
import { winnerVectors } from './winner-vectors.ts';
import { cosign, GM_KEY, GM_SIGNATURE, policy, witness, witnessNoteKey } from './witnesses.ts';

/** The test vectors of docs/vectors, by file name: what another implementation must reach, made by this one. */
export function vectors(): { readonly [file: string]: Json } {
  const session = runSession();
  const gm = runSession({ terms: { profile: 'gm' } });
  return {
    'hashes.json': hashVectors(),
    'canonical-json.json': jsonVectors(),
    'leaves.json': leafVectors(session),
    'manifest.json': manifestVectors(session),
    'seed.json': seedVectors(session),
    'sources.json': sourceVectors('std'),
    'tickets.json': ticketVectors(session),
    'winners.json': winnerVectors('std'),
    'seats.json': seatVectors('std'),
    'log.json': logVectors(session),
    'replacements.json': replacementVectors('std'),
    'cosignatures.json': cosignatureVectors(session),
    'session.json': sessionVectors(session),
    'gm/hashes.json': gmHashVectors(),
    'gm/leaves.json': leafVectors(gm),
    'gm/manifest.json': manifestVectors(gm),
    'gm/seed.json': seedVectors(gm),
    'gm/sources.json': sourceVectors('gm'),
    'gm/tickets.json': ticketVectors(gm),
    'gm/winners.json': winnerVectors('gm'),
    'gm/seats.json': seatVectors('gm'),
    'gm/replacements.json': replacementVectors('gm'),
    'gm/session.json': sessionVectors(gm),
  };
}

const STD = hashOf('std');

type Session = ReturnType<typeof runSession>;

function hashVectors(): Json {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const data = leaves.map((leaf) => fromHex(leaf)!);
  const hashes = data.map(leafHash);
  const ikm = '0b'.repeat(22);
  const prk = hkdfExtract(STD, fromHex('000102030405060708090a0b0c')!, fromHex(ikm)!);
  return {
    sha256: ['', 'abc', '双随机'].map((text) => ({ utf8: text, hash: hex(sha256(utf8(text))) })),
    hkdf: {
      ...{ ikm, salt: '000102030405060708090a0b0c', info: 'f0f1f2f3f4f5f6f7f8f9', length: 42, prk: hex(prk) },
      okm: hex(hkdfExpand(STD, prk, { info: fromHex('f0f1f2f3f4f5f6f7f8f9')!, length: 42 })),
    },
    merkle: {
      leaves,
      roots: leaves.map((_, n) => hex(merkleRoot(data.slice(0, n + 1)))),
      emptyRoot: hex(merkleRoot([])),
      inclusion: [0, 2, 5, 7].map((index) => ({ index, size: 8, path: inclusionProof(hashes, index).map(hex) })),
      consistency: [1, 3, 4, 6].map((first) => ({ first, second: 8, path: consistencyProof(hashes, first).map(hex) })),
    },
  };
}

/** SM3, HMAC-SM3 and HKDF over it, and the root of a list. */
function gmHashVectors(): Json {
  const GM = hashOf('gm');
  const ikm = '0b'.repeat(22);
  const [salt, info] = ['000102030405060708090a0b0c', 'f0f1f2f3f4f5f6f7f8f9'];
  const prk = hkdfExtract(GM, fromHex(salt)!, fromHex(ikm)!);
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const data = leaves.map((leaf) => fromHex(leaf)!);
  return {
    sm3: ['', 'abc', 'abcd'.repeat(16), '双随机'].map((text) => ({ utf8: text, hash: hex(GM.digest(utf8(text))) })),
    hmac: ['key', 'k'.repeat(65)].map((key) => ({
      key,
      message: '双随机',
      mac: hex(hmac(GM, utf8(key), utf8('双随机'))),
    })),
    hkdf: {
      ...{ ikm, salt, info, length: 42, prk: hex(prk) },
      okm: hex(hkdfExpand(GM, prk, { info: fromHex(info)!, length: 42 })),
    },
    merkle: {
      leaves,
      roots: leaves.map((_, n) => hex(treeRoot(GM, data.slice(0, n + 1)))),
      emptyRoot: hex(treeRoot(GM, [])),
    },
  };
}

function jsonVectors(): Json {
  const right: Json[] = [
    { b: 1, a: [true, false], '': '' },
    { '€': 1, '\r': 2, '😀': 3, דּ: 4, '1': 5 },
    '\u0007"\\/\n',
    [-1, 0, 9007199254740991],
  ];
  return {
    canonical: right.map((value) => ({
      value,
      text: canonicalJson(value),
      sha256: hex(sha256(utf8(canonicalJson(value)))),
    })),
    refusedTexts: [
      'null',
      '1.5',
      '1e2',
      '-0',
      '9007199254740992',
      '{"a":null}',
      '"e\\u0301"',
      '"\\ud800"',
      '{"b":1,"a":2}',
      '{"a":1,"a":1}',
      ' 1',
    ],
  };
}

function leafVectors({ frozen }: Session): Json {
  const hash = hashOf(frozen.manifest.profile);
  const keys = deriveKeys(hash, LIST_KEY);
  const shown = <T>(
    rows: readonly { readonly text: string; readonly salt: Uint8Array; readonly leaf: string; readonly row: T }[],
  ) => rows.map(({ text, salt, leaf }) => ({ row: text, salt: hex(salt), leaf }));
  return {
    listKey: hex(LIST_KEY),
    ...{ objectKey: hex(keys.object), staffKey: hex(keys.staff), keyCommit: keyCommit(hash, LIST_KEY) },
    objects: frozen.objects.map(({ text, salt, leaf, row }) => ({
      row: text,
      salt: hex(salt),
      leaf,
      line: publicLineText(publicLine(row, leaf)),
    })),
    objectsRoot: objectsRoot(hash, frozen.lines),
    inspectors: shown(frozen.inspectors),
    inspectorsRoot: leavesRoot(
      hash,
      frozen.inspectors.map(({ leaf }) => leaf),
    ),
    recusals: shown(frozen.recusals),
    recusalsRoot: leavesRoot(
      hash,
      frozen.recusals.map(({ leaf }) => leaf),
    ),
    sealedReasons: [
      { inspector: '140826-8', reason: 'leave', key: hex(inspectorReasonKey(hash, keys.staff, '140826-8')) },
      {
        ...{ object: creditCode(2), inspector: '140826-1', reason: 'kinship' },
        key: hex(recusalReasonKey(hash, keys.staff, { objectId: creditCode(2), inspectorId: '140826-1' })),
      },
    ],
  };
}

function manifestVectors({ frozen }: Session): Json {
  const { manifest, fingerprint, words } = frozen;
  const zero = new Uint8Array(32);
  return {
    ...{ manifest, canonical: canonicalJson(manifest), fingerprint: hex(fingerprint), words },
    wordsOfZero: fingerprintWords(zero),
    wordsOfOnes: fingerprintWords(zero.map(() => 255)),
  };
}

function seedVectors({ frozen }: Session): Json {
  const { manifest, fingerprint } = frozen;
  const hash = hashOf(manifest.profile);
  const seed = drawSeed(manifest, [{ k: 'dice', value: DICE }]);
  return {
    ...{ agency: manifest.agency, task: manifest.task, seq: manifest.seq, fingerprint: hex(fingerprint) },
    entropy: [{ k: 'dice', value: DICE }],
    bits: [
      { count: 20, faces: 10 },
      { count: 25, faces: 6 },
      { count: 64, faces: 2 },
    ].map((dice) => ({ ...dice, bits: sourceBits({ k: 'dice', ...dice }) })),
    seed: hex(seed),
    stratumKeys: [
      { stratum: 'key', tier: 0, key: hex(stratumKey(hash, seed, { stratum: 'key', tier: 0 })) },
      { stratum: 'general', tier: 0, key: hex(stratumKey(hash, seed, { stratum: 'general', tier: 0 })) },
    ],
  };
}

function ticketVectors({ frozen, session }: Session): Json {
  const { seed, strata } = session.certificate;
  const hash = hashOf(frozen.manifest.profile);
  const keyOf = (stratum: string, tier: number) => stratumKey(hash, fromHex(seed)!, { stratum, tier });
  const tickets = frozen.lines.flatMap((line) =>
    line.state === 'in'
      ? [{ ...line, ticket: ticketsOf(hash, keyOf(line.stratum, line.tier))(line.leaf, line.weight) }]
      : [],
  );
  const heavy = ticketsOf(hash, keyOf('key', 0))('ab'.repeat(32), 255);
  return {
    seed,
    tickets,
    weight255: { stratum: 'key', tier: 0, leaf: 'ab'.repeat(32), weight: 255, ticket: heavy },
    strata,
  };
}

/** Three counties: people suffice, every fallback step is needed, none is allowed (the answer is the deficit). */
function seatVectors(profile: Profile): Json {
  const hash = hashOf(profile);
  const person = (n: number, tags: readonly string[], [load, cap]: readonly [number, number]) => ({
    id: `140826-${n}`,
    tags,
    load,
    cap,
  });
  const target = (rank: number, needs: readonly string[]) => ({ rank, objectId: creditCode(rank), needs });
  const seats = [
    { id: 'leader', needs: ['leader'] },
    { id: 'member', needs: [], object: true },
  ];
  const seed = sha256(utf8('seats'));
  const enough: AssignmentInput = {
    ...{ hash, seed, seats, fallback: [], borrow: [] },
    targets: [target(1, []), target(2, ['water']), target(4, []), target(5, ['water'])],
    people: [
      person(1, ['leader'], [2, 4]),
      person(2, ['leader', 'water'], [0, 4]),
      person(3, ['water'], [1, 4]),
      person(4, [], [0, 4]),
    ],
    recusals: [{ objectId: creditCode(1), inspectorId: '140826-2' }],
  };
  const scarce: AssignmentInput = {
    ...{ hash, seed, seats, fallback: ['swapObjectSeat', 'cap+1', 'borrow', 'postpone'] },
    targets: [1, 2, 3, 4, 5].map((rank) => target(rank, rank % 2 === 0 ? ['water'] : [])),
    people: [person(1, ['leader', 'water'], [0, 1]), person(2, [], [0, 2]), person(3, [], [0, 2])],
    borrow: [person(9, ['leader'], [0, 1])],
    recusals: [],
  };
  return [enough, scarce, { ...scarce, fallback: [] }].map(({ hash: _, ...terms }) => {
    const input = { ...terms, hash };
    const keys = input.targets.flatMap(({ rank }) => seats.map((seat) => seatKey(rank, seat.id)));
    return {
      input: { ...terms, seed: hex(input.seed), seats: seats.map((seat) => ({ ...seat })) },
      seatOrder: seatOrder(input, keys).map((at) => keys[at]!),
      tickets: keys.map((key) => ({
        seat: key,
        people: [...input.people, ...input.borrow].map(({ id }) => ({
          id,
          ticket: hex(seatTicket(input, key, id)),
        })),
      })),
      assignment: assignSeats(input) as unknown as Json,
    };
  });
}

function logVectors({ frozen, log, certificates }: Session): Json {
  const body = checkpointBody({
    origin: VERIFIER_KEY.name,
    size: 2,
    root: 'ab'.repeat(32),
    time: '2026-11-20T01:02:00Z',
  });
  const entry = entropyEntry(frozen.manifest, {
    source: 1,
    value: { k: 'dice', value: DICE },
    at: '2026-11-20T01:04:00Z',
  });
  return {
    verifierKey: formatVerifierKey(VERIFIER_KEY),
    publicKey: hex(VERIFIER_KEY.publicKey),
    checkpoint: { body, note: signedCheckpoint(body, VERIFIER_KEY, sign25519(utf8(body))) },
    entry: { text: canonicalJson(entry), leaf: entryLeaf(entry) },
    entries: log.texts,
    proofs: certificates.P4.proofs,
  };
}

/** One note, and what three policies make of it. */
function cosignatureVectors({ certificates }: Session): Json {
  const { checkpoint } = certificates.P1.proofs.manifest;
  const times = { inspection: '2026-11-20T01:03:10Z', city: '2026-11-20T01:03:20Z', newspaper: '2026-11-20T01:03:40Z' };
  const ids = ['newspaper', 'inspection', 'city'] as const;
  const note = checkpoint + ids.map((id) => cosign(checkpoint, id, times[id])).join('');
  const opened = openCheckpoint(note, VERIFIER_KEY, verifySignature);
  if (!opened.ok) throw new Error(opened.error);
  const policies = [
    NO_WITNESSES,
    policy(2, 'inspection', 'city'),
    policy(1, 'inspection', 'newspaper'),
    policy(3, ...ids),
  ];
  const { body } = parseNote(note)!;
  const gmBody = checkpointBody({ origin: GM_KEY.name, size: 2, root: 'ab'.repeat(32), time: '2026-11-20T01:02:00Z' });
  return {
    witnesses: ids.map((id) => ({
      ...{ key: witness(id).key, publicKey: hex(witnessNoteKey(id).publicKey), time: times[id] },
      message: fromUtf8(cosignedMessage(body, times[id]))!,
      line: cosign(checkpoint, id, times[id]),
    })),
    note,
    gm: {
      ...{ key: formatKey(GM_KEY, SM2_SM3), publicKey: hex(GM_KEY.publicKey), body: gmBody },
      line: signatureLine(GM_KEY, SM2_SM3, GM_SIGNATURE),
    },
    policies: policies.map((each) => {
      const read = readCosignatures(note, { policy: each, verify: verifySignature });
      if (!read.ok) throw new Error(read.error);
      const { time, class: kind } = commitmentOf(opened.value, each, read.value);
      return {
        policy: canonicalJson(each),
        hash: witnessPolicyHash(STD, each),
        time: time!,
        class: kind,
      };
    }),
  };
}

function sessionVectors({ packs, session }: Session): Json {
  const shown = (files: EvidenceFiles) => ({
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, fromUtf8(bytes)!])),
    checks: Object.fromEntries(verify(files).checks.map(({ id, state }) => [id, state])),
  });
  return {
    commit: session.commit,
    opening: openRank(session, 1),
    P1: shown(packs.P1),
    P2: shown(packs.P2),
    P4: shown(packs.P4),
  };
}
