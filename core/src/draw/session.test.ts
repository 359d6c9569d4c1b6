import { expect, test } from 'vitest';
import {
  countyTerms,
  creditCode,
  DICE,
  frozenCounty,
  inspectorRow,
  LIST_KEY,
  objectRow,
  runSession,
  SOFTWARE,
  WINDOW,
} from '../../test/session.ts';
import { fromHex, fromUtf8, hex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { sha256 } from '../hash/sha256.ts';
import { bodyHash, type SourceRecord } from './certificate.ts';
import { evidenceFiles, FILES } from './evidence.ts';
import { deriveKeys, objectSalt, rowLeaf } from './leaves.ts';
import { leavesRoot, publicListText } from './lists.ts';
import { makeReveal, openedObjects, openRank, parseOpened } from './reveal.ts';
import { type RunInput, runDraw } from './run.ts';
import { parseTeamRow } from './teams.ts';

const STD = hashOf('std');

const { session, frozen, certificates, packs } = runSession();
const entry = 'cd'.repeat(32);
const input: RunInput = {
  ...{ manifest: frozen.manifest, rows: frozen, listKey: LIST_KEY, window: WINDOW, software: SOFTWARE },
  entropy: [{ k: 'dice', value: DICE, entry }],
};
const textOf = (files: ReadonlyMap<string, Uint8Array>, name: string) => fromUtf8(files.get(name)!);

test('the same frozen lists and the same dice always give the same result', () => {
  const [first, second] = [runDraw(input), runDraw({ ...input, rows: { ...frozen } })];
  expect(first.ok).toBe(true);
  expect(canonicalJson(JSON.parse(JSON.stringify(first)))).toBe(canonicalJson(JSON.parse(JSON.stringify(second))));
});

test('winners come with their objects, teams in rank order with leaves under one root', () => {
  expect(session.drawn.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { leaf, object } of session.drawn) expect(hex(rowLeaf(STD, object.salt, object.text))).toBe(leaf);
  expect(session.certificate.teams.root).toBe(
    leavesRoot(
      STD,
      session.teams.map(({ leaf }) => leaf),
    ),
  );
  expect(session.teams.map(({ row }) => row.rank)).toEqual(
    [...session.teams.map(({ row }) => row.rank)].sort((a, b) => a - b),
  );
  for (const { row, text } of session.teams) {
    expect(parseTeamRow(text)).toEqual({ ok: true, value: row });
    expect(row.window).toEqual(WINDOW);
    expect(row.team.map(({ seat }) => seat)).toEqual(['leader', 'member']);
  }
});

test('an object drawn in two strata is visited once: one team, under its lowest rank', () => {
  const objects = [objectRow(1), objectRow(1, { stratum: 'general' }), objectRow(2)];
  const take = (id: string, count: number) =>
    ({ id, rule: { kind: 'count', count, clause: '第四条' }, clause: '第四条', reserve: 0 }) as const;
  const county = frozenCounty({ objects, strata: [take('key', 2), take('general', 1)] });
  const run = runDraw({ ...input, manifest: county.manifest, rows: county });
  if (!run.ok) throw new Error('not drawn');
  expect(run.value.drawn).toHaveLength(3);
  expect(run.value.teams.map(({ row }) => row.rank)).toEqual([1, 2]);
  const shared = run.value.drawn
    .filter(({ object }) => object.row.id === creditCode(1))
    .map(({ rank }) => openRank(run.value, rank).teamRow);
  expect(shared[0]).toBe(shared[1]);
});

test('a certificate names no object and no person', () => {
  const text = canonicalJson(certificates.P2);
  for (const secret of ['虚构', creditCode(1), '140826-1', 'kinship']) expect(text).not.toContain(secret);
});

test('before the reveal a pack holds no row, no name and no key', () => {
  for (const files of [packs.P1, packs.P2]) {
    for (const [name] of files) {
      for (const secret of ['虚构', '91140826MA', '140826-1', 'kinship'])
        expect(textOf(files, name), name).not.toContain(secret);
    }
  }
  expect([...packs.P1.keys()]).toEqual([
    'README.txt',
    'draw.json',
    'lists/inspectors.txt',
    'lists/objects.txt',
    'lists/recusals.txt',
    'log.jsonl',
    'SHA256SUMS',
  ]);
});

test('after the reveal reasons of people stay sealed', () => {
  for (const [name] of packs.P4)
    for (const secret of ['kinship', 'leave\n']) expect(textOf(packs.P4, name), name).not.toContain(secret);
  expect(textOf(packs.P4, FILES.openedInspectors)).toContain('虚构人员8');
});

test('the sums are what sha256sum -c reads', () => {
  const sums = textOf(packs.P4, FILES.sums)!.trimEnd().split('\n');
  expect(sums).toHaveLength(packs.P4.size - 1);
  for (const line of sums) expect(hex(sha256(packs.P4.get(line.slice(66))!))).toBe(line.slice(0, 64));
});

test('the public list in the pack is the frozen one', () => {
  expect(textOf(packs.P2, FILES.objects)).toBe(publicListText(frozen.lines));
  expect(evidenceFiles({ certificate: certificates.P2, rows: frozen, teams: session.teams }).has(FILES.log)).toBe(
    false,
  );
});

test.each<[string, readonly SourceRecord[], unknown]>([
  ['no value', [], { kind: 'entropy', source: 1 }],
  ['a digit short', [{ k: 'dice', value: DICE.slice(1), entry }], { kind: 'entropy', source: 1 }],
  ['another kind', [{ k: 'coins' as 'dice', value: DICE, entry }], { kind: 'entropy', source: 1 }],
])('%s: no draw', (_, entropy, fault) => {
  expect(runDraw({ ...input, entropy })).toEqual({ ok: false, error: fault });
});

test('rows other than the committed ones: no draw', () => {
  for (const list of ['objects', 'inspectors', 'recusals'] as const) {
    expect(runDraw({ ...input, rows: { ...frozen, [list]: frozen[list].slice(1) } })).toEqual({
      ok: false,
      error: { kind: 'lists' },
    });
  }
});

test('where nobody can lead, the winners stand and the deficit is on record', () => {
  const county = frozenCounty({ fallback: [], inspectors: [inspectorRow(1), inspectorRow(2)] });
  const run = runDraw({ ...input, manifest: county.manifest, rows: county });
  expect(run.ok && run.value.drawn).toHaveLength(9);
  expect(run.ok && run.value.teams).toEqual([]);
  expect(run.ok && run.value.certificate.teams).toMatchObject({ size: 0, postponed: [] });
  expect(run.ok && run.value.certificate.teams.deficit).toContainEqual({ rank: 1, seat: 'leader' });
  expect(run.ok && openRank(run.value, 1)).not.toHaveProperty('teamRow');
});

test('the body covers what the draw decided and not what comes later', () => {
  const { body } = session.commit;
  expect(bodyHash(certificates.P4)).toBe(body);
  expect(bodyHash({ ...session.certificate, software: { name: 'x', version: '1' } })).not.toBe(body);
  expect(session.commit.cutoffs.map(({ stratum, tier }) => `${stratum}#${tier}`)).toEqual(['key#0', 'general#0']);
});

test('one opened rank shows its row and team; the citizen finds it below the cut-off', () => {
  const opening = openRank(session, 1);
  const [winner] = session.drawn;
  expect(opening.row).toBe(winner!.object.text);
  expect(hex(rowLeaf(STD, fromHex(opening.salt)!, opening.row))).toBe(winner!.leaf);
  expect(opening.teamRow).toBe(session.teams[0]!.text);
  expect(winner!.t <= session.strata[0]!.tiers[0]!.cutoff!).toBe(true);
  expect(() => openRank(session, 10)).toThrow('rank 10 was drawn');
});

test('the object key opens every row, and only object rows', () => {
  const reveal = makeReveal({ hash: STD, rows: frozen, listKey: LIST_KEY, withheld: [] });
  expect(reveal.objectKey).toBe(hex(deriveKeys(STD, LIST_KEY).object));
  expect(reveal).not.toHaveProperty('early');
  const key = fromHex(reveal.objectKey!)!;
  for (const { row, leaf, text } of frozen.objects)
    expect(hex(rowLeaf(STD, objectSalt(STD, key, row), text))).toBe(leaf);
  for (const { text, leaf } of frozen.inspectors) expect(hex(rowLeaf(STD, key, text))).not.toBe(leaf);
});

test('with a withheld row the key stays secret and neither the row nor its recusals are opened', () => {
  const closed = frozen.objects.find(({ row }) => row.id === creditCode(2))!;
  const withheld = [{ leaf: closed.leaf, ground: 'state-secret' }];
  const reveal = makeReveal({ hash: STD, rows: frozen, listKey: LIST_KEY, withheld, early: '演示' });
  expect(reveal).toEqual({
    rows: hex(sha256(new TextEncoder().encode(openedObjects(frozen, withheld)))),
    withheld,
    early: '演示',
  });
  const P4 = { ...certificates.P4, reveal };
  const files = evidenceFiles({ certificate: P4, rows: frozen, teams: session.teams });
  for (const [name] of files) expect(textOf(files, name), name).not.toContain(creditCode(2));
  expect(textOf(files, FILES.openedRecusals)).toContain(creditCode(101));
});

test('opened rows are read back with their leaves', () => {
  const read = parseOpened(STD, openedObjects(frozen, []));
  expect(read.ok && read.value.map(({ leaf }) => leaf)).toEqual(frozen.lines.map(({ leaf }) => leaf));
  expect(parseOpened(STD, 'x')).toEqual({ ok: false, error: 1 });
  expect(parseOpened(STD, `${'0'.repeat(64)}\trow\n${'0'.repeat(63)}\trow\n`)).toEqual({ ok: false, error: 2 });
});

test.each([
  ['{"rank":1}', 'team'],
  ['{"rank":0,"team":[],"window":{}}', 'rank'],
  ['{"team":[], "rank":1}', 'json'],
  ['x', 'json'],
])('%j is no team row', (text, field) => {
  expect(parseTeamRow(text)).toEqual({ ok: false, error: { field } });
});

test('someone to borrow is called only when the own people do not suffice', () => {
  const terms = countyTerms();
  const leaders = (cap: number) => [inspectorRow(0, { tags: ['leader', 'water'], cap }), ...terms.inspectors.slice(4)];
  const run = (cap: number) => {
    const county = frozenCounty({ inspectors: leaders(cap), fallback: ['borrow'], recusals: [] });
    const drawn = runDraw({ ...input, manifest: county.manifest, rows: county });
    if (!drawn.ok) throw new Error('not drawn');
    return {
      steps: drawn.value.certificate.teams.steps,
      people: drawn.value.teams.flatMap(({ row }) => row.team.map(({ inspector }) => inspector)),
    };
  };
  expect(run(20).people).not.toContain('140826-9');
  expect(run(3).steps).toEqual(['borrow']);
  expect(run(3).people).toContain('140826-9');
  expect(run(3).people).not.toContain('140826-8');
});
