import { expect, test } from 'vitest';
import { actual, certified, changed, failed, states, textOf, verify } from '../../test/packs.ts';
import { platformWasm } from '../../test/platform-wasm.ts';
import { endedSession, runSession, sign25519, VERIFIER_KEY } from '../../test/session.ts';
import { hex, utf8 } from '../basics/bytes.ts';
import type { Json } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { wasmLanes } from '../hash/wasm-lanes.ts';
import { CHECK_IDS, CHECK_TITLES, type CheckId } from './check.ts';
import { checkpointBody, signedCheckpoint } from './checkpoint.ts';
import { type EvidenceFiles, FILES } from './evidence.ts';
import { fingerprint } from './manifest.ts';
import { openRank, parseOpened } from './reveal.ts';

const STD = hashOf('std');

const honest = runSession();
const { P1, P2, P3, P4 } = honest.packs;

test('the phases: what cannot be checked yet says so and is never green', () => {
  const phases = [P1, P2, P3, P4].map((pack) => verify(pack));
  expect(phases.map(({ session }) => session?.phase)).toEqual(['P1', 'P2', 'P3', 'P4']);
  expect(phases.map(states)).toEqual(['ppnppnnppnnnnnn', 'ppspppppppnnnnn', 'ppspppppppnnnnn', 'ppspppppppppsps']);
  expect(phases.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect(phases.map(({ complete }) => complete)).toEqual([false, false, false, true]);
  expect(CHECK_IDS.every((id) => CHECK_TITLES[id].length > 0)).toBe(true);
});

test('the session is named by agency, task and number, fingerprint and words', () => {
  const { frozen } = honest;
  expect(verify(P2).session).toEqual({
    ...{ draw: '140826/2026q4-key/1', phase: 'P2', entropyClass: 'room', witnesses: 'unwitnessed' },
    ...{ fingerprint: hex(fingerprint(frozen.manifest)), words: frozen.words },
  });
});

test('a void and an abandoned session are PX; the winners of the abandoned one are still computed', () => {
  const voided = verify(endedSession('void').pack);
  const abandoned = verify(endedSession('abandoned').pack);
  expect([voided.ok, abandoned.ok, voided.session?.phase, abandoned.session?.phase]).toEqual([true, true, 'PX', 'PX']);
  expect(states(voided)).toBe('ppnppnnppnnnnnn');
  expect(states(abandoned)).toBe('ppspppppppnnnnn');
});

test('one opened rank binds; the others are not public yet', () => {
  expect(actual(verify(P3), 'V11')).toBe('中签 9 个，已公开 1 个，均与叶码一致');
  const all = certified(P2, (certificate) => ({
    ...certificate,
    openings: honest.session.drawn.map(({ rank }) => openRank(honest.session, rank)),
  }));
  expect(verify(all).checks[10]).toMatchObject({ id: 'V11', state: 'pass' });
});

test('with lanes on WebAssembly every check says the same', () => {
  const makeLanes = wasmLanes(platformWasm);
  for (const pack of [P1, P2, P3, P4]) expect(verify(pack, { makeLanes })).toEqual(verify(pack));
});

test('the trusted log key decides where the reader brings one', () => {
  const key = honest.certificates.P2.proofs.log;
  expect(verify(P2, { logKey: key }).ok).toBe(true);
  expect(failed(verify(P2, { logKey: `${key}x` }))).toEqual(['V2', 'V3', 'V4', 'V10']);
});

test.each<[string, EvidenceFiles, CheckId[]]>([
  ['no draw.json', changed(P2, { [FILES.certificate]: undefined }), ['V1']],
  ['draw.json no JSON', changed(P2, { [FILES.certificate]: '{' }), ['V1']],
  ['draw.json with a space', changed(P2, { [FILES.certificate]: ` ${textOf(P2, FILES.certificate)}` }), ['V1']],
  ['a key too many', certified(P2, (c) => ({ ...c, note: 1 })), ['V1']],
  ['a replacement that this version does not know', certified(P2, (c) => ({ ...c, replacements: [1] })), ['V1']],
  ['replacements of another form', certified(P2, (c) => ({ ...c, replacements: {} })), ['V1']],
  ['a text for a certificate', changed(P2, { [FILES.certificate]: '"x"' }), ['V1']],
  [
    'a reveal without its proof',
    certified(P4, ({ proofs: { reveal: _, ...proofs }, ...c }) => ({ ...c, proofs })),
    ['V1'],
  ],
  [
    'a result without its proof',
    certified(P2, ({ proofs: { result: _, ...proofs }, ...c }) => ({ ...c, proofs })),
    ['V1'],
  ],
  ['a seed taken away', certified(P2, ({ seed: _, strata: __, teams: ___, ...c }) => c), ['V1']],
  ['a source without its proof', certified(P2, (c) => ({ ...c, proofs: { ...c.proofs, entropy: [] } })), ['V1']],
  ['an end without its proof', certified(P1, (c) => ({ ...c, end: { kind: 'void', reason: '无' } })), ['V1']],
  [
    'an end beside a result',
    certified(P2, (c) => ({
      ...c,
      end: { kind: 'void', reason: '无' },
      proofs: { ...c.proofs, end: c.proofs.result! },
    })),
    ['V1'],
  ],
  [
    'a reveal beside no result',
    certified(P1, (c) => ({
      ...c,
      reveal: honest.certificates.P4.reveal!,
      proofs: { ...c.proofs, reveal: honest.certificates.P4.proofs.reveal! },
    })),
    ['V1'],
  ],
  ['a changed how-to', new Map([...P2, [FILES.howTo, utf8('另一说明')]]), ['V1']],
  ['a file too many', new Map([...P2, ['more.txt', utf8('x')]]), ['V1']],
  ['a file too few', new Map([...P2].filter(([name]) => name !== FILES.howTo)), ['V1']],
  ['no sums', new Map([...P2].filter(([name]) => name !== FILES.sums)), ['V1']],
  ['sums that are no text', new Map([...P2, [FILES.sums, Uint8Array.of(255)]]), ['V1']],
  ['no public list', changed(P2, { [FILES.objects]: undefined }), ['V8']],
  ['a public list of another form', changed(P2, { [FILES.objects]: 'x\n' }), ['V8']],
  [
    'two lines exchanged',
    changed(P2, { [FILES.objects]: textOf(P2, FILES.objects).split('\n').reverse().slice(1).join('\n').concat('\n') }),
    ['V8'],
  ],
  [
    'a line left out',
    changed(P2, { [FILES.objects]: textOf(P2, FILES.objects).replace(/^general.*\n/m, '') }),
    ['V8', 'V9'],
  ],
  ['no list of inspectors', changed(P2, { [FILES.inspectors]: undefined }), ['V8']],
  [
    'inspectors in another order',
    changed(P2, {
      [FILES.inspectors]: textOf(P2, FILES.inspectors).split('\n').reverse().slice(1).join('\n').concat('\n'),
    }),
    ['V8'],
  ],
  ['no recusals', changed(P2, { [FILES.recusals]: '' }), ['V8']],
  ['recusals of another form', changed(P2, { [FILES.recusals]: 'x\n' }), ['V8']],
  ['no teams', changed(P2, { [FILES.teams]: undefined }), ['V12']],
  [
    'teams in another order',
    changed(P2, { [FILES.teams]: textOf(P2, FILES.teams).split('\n').reverse().slice(1).join('\n').concat('\n') }),
    ['V12'],
  ],
  [
    'a log cut short',
    changed(P2, { [FILES.log]: textOf(P2, FILES.log).split('\n').slice(0, -2).join('\n').concat('\n') }),
    ['V4'],
  ],
  ['a log with a line more', changed(P2, { [FILES.log]: `${textOf(P2, FILES.log)}{}\n` }), ['V4']],
  ['a log without its last LF', changed(P2, { [FILES.log]: textOf(P2, FILES.log).slice(0, -1) }), ['V4']],
  [
    'the manifest proven at another place',
    certified(P2, (c) => ({ ...c, proofs: { ...c.proofs, manifest: { ...c.proofs.manifest, index: 1 } } })),
    ['V2', 'V4'],
  ],
  [
    'a log key of another form',
    certified(P2, (c) => ({ ...c, proofs: { ...c.proofs, log: 'x' } })),
    ['V2', 'V3', 'V4', 'V10'],
  ],
  [
    'a checkpoint of another form',
    certified(P2, (c) => ({ ...c, proofs: { ...c.proofs, result: { ...c.proofs.result!, checkpoint: 'x' } } })),
    ['V3', 'V4', 'V10'],
  ],
  [
    'a checkpoint that is no continuation',
    certified(P2, (c) => ({ ...c, proofs: { ...c.proofs, result: { ...c.proofs.result!, consistency: [] } } })),
    ['V3', 'V10'],
  ],
  ['no opened rows', changed(P4, { [FILES.openedObjects]: undefined }), ['V11', 'V12', 'V13']],
  ['opened rows of another form', changed(P4, { [FILES.openedObjects]: 'x\n' }), ['V11', 'V12', 'V13']],
  [
    'an opened row that is none',
    changed(P4, { [FILES.openedObjects]: `${'0'.repeat(64)}\tx\n` }),
    ['V11', 'V12', 'V13'],
  ],
  ['no opened inspectors', changed(P4, { [FILES.openedInspectors]: undefined }), ['V12']],
  [
    'an inspector kept back',
    changed(P4, { [FILES.openedInspectors]: textOf(P4, FILES.openedInspectors).replace(/^.*\n/, '') }),
    ['V12'],
  ],
  ['a recusal kept back', changed(P4, { [FILES.openedRecusals]: '' }), ['V12']],
  ['an opened recusal that is none', changed(P4, { [FILES.openedRecusals]: `${'0'.repeat(64)}\tx\n` }), ['V12']],
  [
    'a team kept back',
    changed(P4, { [FILES.openedTeams]: textOf(P4, FILES.openedTeams).replace(/^.*\n/, '') }),
    ['V12'],
  ],
  ['an opened team that is none', changed(P4, { [FILES.openedTeams]: `${'0'.repeat(64)}\tx\n` }), ['V12']],
  ['people opened without their public list', changed(P4, { [FILES.inspectors]: undefined }), ['V8', 'V12']],
])('%s is refused by the right check', (_, files, ids) => {
  expect(failed(verify(files))).toEqual(ids);
});

test('an opening must be the row of its rank, and its team one of the teams', () => {
  const right = openRank(honest.session, 1);
  const other = openRank(honest.session, 2);
  const teamless = { rank: 1, row: right.row, salt: right.salt };
  const openings: [Json, string][] = [
    [{ ...right, rank: 2 }, '第 2 号的行与叶码不符'],
    [{ ...right, rank: 99 }, '第 99 号的行与叶码不符'],
    [{ ...teamless, teamRow: right.teamRow! }, '第 1 号的检查组不完整'],
    [{ ...right, teamSalt: other.teamSalt! }, '第 1 号的检查组与叶码不符'],
  ];
  for (const [opening, fault] of openings) {
    const verification = verify(certified(P2, (c) => ({ ...c, openings: [opening] })));
    expect(failed(verification)).toEqual(['V11']);
    expect(actual(verification, 'V11')).toBe(fault);
  }
  expect(failed(verify(certified(P2, (c) => ({ ...c, openings: [teamless] }))))).toEqual([]);
});

test('without the whole log the completeness of sessions is a statement', () => {
  const verification = verify(changed(P4, { [FILES.log]: undefined }));
  expect(failed(verification)).toEqual([]);
  expect(verification.checks[3]).toMatchObject({ id: 'V4', state: 'stated' });
});

test('what rests on an unreadable list waits for it', () => {
  const blind = verify(changed(P4, { [FILES.objects]: 'x\n', [FILES.inspectors]: 'x\n' }));
  expect(failed(blind)).toEqual(['V8']);
  expect(states(blind)).toBe('ppspppp' + 'fnnn' + 'nnnn');
  const badReveal = certified(P4, (c) => ({
    ...c,
    proofs: { ...c.proofs, reveal: { ...c.proofs.reveal!, checkpoint: 'x' } },
  }));
  expect(failed(verify(badReveal))).toEqual(['V4', 'V13']);
});

test('a checkpoint of another log under the same key is refused', () => {
  const body = checkpointBody({ origin: 'other.log', size: 3, root: 'ab'.repeat(32), time: '2026-11-20T01:00:00Z' });
  const checkpoint = signedCheckpoint(body, VERIFIER_KEY, sign25519(utf8(body)));
  const foreign = certified(P1, (c) => ({
    ...c,
    proofs: { ...c.proofs, manifest: { ...c.proofs.manifest, checkpoint } },
  }));
  expect(failed(verify(foreign))).toEqual(['V2', 'V4']);
  expect(actual(verify(foreign), 'V2')).toBe('检查点属于另一个日志');
});

test('an opened row must have its line in the public list, and be a row that says the same', () => {
  const rows = textOf(P4, FILES.openedObjects);
  const { salt } = openRank(honest.session, 1);
  // A row that is excluded takes no part in the draw: of a list with one more the same are drawn.
  const withOne = (row: string, isListed: boolean) => {
    const read = parseOpened(STD, `${salt}\t${row}\n`);
    const leaf = read.ok ? read.value[0]!.leaf : '';
    const lines = textOf(P4, FILES.objects).trimEnd().split('\n');
    const list = [...lines, `key\t-\t-\tout\t${leaf}`].sort((a, b) => (leafIn(a) < leafIn(b) ? -1 : 1));
    const files = changed(P4, {
      [FILES.openedObjects]: `${rows}${salt}\t${row}\n`,
      ...(isListed && { [FILES.objects]: list.map((line) => `${line}\n`).join('') }),
    });
    return actual(verify(files), 'V11').replace(leaf, 'LEAF');
  };
  const first = rows.split('\n')[0]!.split('\t').slice(1).join('\t');
  const other = first.replace(/\t(in|base|out)\t.*$/, '\tin\t-\t-');
  expect(withOne('x', false)).toBe('叶码 LEAF 不在公开名单中');
  expect(withOne('x', true)).toBe('叶码 LEAF 的行字段 fields 不合规则');
  expect(withOne(other, true)).toBe('叶码 LEAF 的行与公开名单不同');
});

const leafIn = (line: string) => line.slice(-64);
