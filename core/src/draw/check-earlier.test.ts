import { expect, test } from 'vitest';
import { actual, certified, changed, failed, verify } from '../../test/packs.ts';
import { countyTerms, runSession, type SessionChange } from '../../test/session.ts';
import type { Json } from '../basics/canonical-json.ts';
import type { EvidenceFiles } from './evidence.ts';
import { FILES } from './evidence.ts';
import { endEntry } from './log-entries.ts';
import type { InspectorRow, ObjectRow } from './rows.ts';

/** The first quarter's draw, with one object replaced and one person; and a later draw in the same log. */
const first = runSession({
  terms: { task: '2026q3-key', period: '2026Q3' },
  replacing: [{ rank: 1 }, { rank: 2, seat: 'member', reason: 'recusal' }],
});
const { session, frozen } = first;
const idOfLeaf = new Map(frozen.objects.map(({ leaf, row }) => [leaf, row.id]));
const replaced = first.certificates.P4.replacements;
const gone = idOfLeaf.get(session.drawn[0]!.leaf)!;
const came = idOfLeaf.get(replaced[0]!.result!.places[0]!.leaf!)!;

/** How often each id holds a rank in the end, and how often each person is sent. */
const drawnIds = [...session.drawn.map(({ leaf }) => idOfLeaf.get(leaf)!).filter((id) => id !== gone), came];
const countOf = (names: readonly string[], name: string) => names.filter((each) => each === name).length;
const sent = session.teams.flatMap(({ row }) => row.team.map(({ inspector }) => inspector));

const honestObject = (row: ObjectRow): ObjectRow => ({ ...row, tier: row.tier + countOf(drawnIds, row.id) });
const honestInspector = (row: InspectorRow): InspectorRow => ({ ...row, load: row.load + countOf(sent, row.id) + 1 });

function later(
  object: (row: ObjectRow) => ObjectRow = honestObject,
  inspector: (row: InspectorRow) => InspectorRow = honestInspector,
  change: SessionChange = {},
): EvidenceFiles {
  const terms = countyTerms();
  const { objects, inspectors } = terms;
  return runSession({
    before: (log) => {
      for (const text of first.log.texts) log.append(() => JSON.parse(text) as never);
    },
    ...change,
    terms: { objects: objects.map(object), inspectors: inspectors.map(inspector) },
  }).packs.P4;
}
const v13 = (files: EvidenceFiles, earlier: readonly EvidenceFiles[] = [first.packs.P4]) => {
  const verification = verify(files, { earlier });
  return { failed: failed(verification), text: actual(verification, 'V13') };
};

test('tiers and loads that count everything drawn before agree; without the earlier pack they are a statement', () => {
  const told = v13(later());
  expect(told.failed).toEqual([]);
  expect(told.text).toContain('按附来的 1 次抽取核对轮次和年度工作量；其余由单位陈述');
  expect(v13(later(), []).text).toContain('由单位陈述');
});

test('tier tampering: somebody drawn before who stands as new is found', () => {
  const low = later((row) => ({ ...honestObject(row), ...(row.id === came && { tier: 0 }) }));
  const told = v13(low);
  expect(told.failed).toEqual(['V13']);
  expect(told.text).toBe(`1 行的轮次少于此前中签次数（如 ${came}）`);
});

test('who was replaced was not drawn in the end: his tier does not rise', () => {
  const risen = later((row) => ({ ...honestObject(row), ...(row.id === gone && { tier: 5 }) }));
  expect(v13(risen).failed).toEqual([]);
});

test('load tampering: seats left out so that somebody goes again are found', () => {
  const busy = sent[0]!;
  const few = later(honestObject, (row) => ({ ...honestInspector(row), ...(row.id === busy && { load: 0 }) }));
  expect(v13(few).text).toBe(`1 人的年度工作量少于此前派出次数（如 ${busy}）`);
});

test('a draw without tiers says so, with how many were drawn before', () => {
  const flat = later((row) => ({ ...row, tier: 0 }));
  expect(v13(flat).text).toContain(`本次不分轮次，此前中签的有 ${new Set(drawnIds).size} 家`);
});

test('a draw that is not in this log, is not opened, or cannot be read does not count', () => {
  const files = later();
  const stranger = runSession({ terms: { task: 'elsewhere', period: '2026Q2' } }).packs.P4;
  expect(v13(files, [stranger]).text).toBe('附来的 elsewhere/1 不是本日志中此前的抽取');
  expect(v13(files, [first.packs.P2]).text).toBe('附来的 2026q3-key/1 名单尚未公开');
  const broken = changed(first.packs.P4, { [FILES.certificate]: undefined });
  expect(v13(files, [broken]).text).toContain('附来的证据包无法读取');
  const altered = certified(first.packs.P4, (c): Json => ({ ...c, seed: 'ab'.repeat(32) }) as unknown as Json);
  expect(v13(files, [altered]).text).toContain('不是本日志中此前的抽取');
});

test('rows of an earlier pack that do not parse count for nobody', () => {
  const damaged = changed(first.packs.P4, {
    [FILES.openedObjects]: 'x\n',
    [FILES.openedTeams]: `${'ab'.repeat(32)}\t{}\n`,
    [FILES.openedReplacements]: '{}\n',
  });
  expect(v13(later(), [damaged]).failed).toEqual([]);
  const odd = changed(first.packs.P4, { [FILES.openedObjects]: `${'ab'.repeat(32)}\tno row\n` });
  expect(v13(later(), [odd]).failed).toEqual([]);
  const torn = changed(first.packs.P4, { [FILES.openedTeams]: 'x\n' });
  expect(v13(later(), [torn]).failed).toEqual([]);
});

test('a draw given up before this one is none, and one of another year burdens nobody', () => {
  const given: SessionChange = {
    before: (log) => {
      for (const text of first.log.texts) log.append(() => JSON.parse(text) as never);
      log.append((at) => endEntry(frozen.manifest, { kind: 'abandoned', reason: '重来' }, at));
    },
  };
  expect(v13(later(honestObject, honestInspector, given)).text).toContain('不是本日志中此前的抽取');
  const files = certified(later(), (c) => ({
    ...c,
    manifest: { ...c.manifest, cycle: { from: '2027-01-01', to: '2027-12-31' } },
  }));
  expect(v13(files).text).not.toContain('少于此前');
});

test('files that are missing count for nobody; a request without an answer changed nothing', () => {
  const bare = changed(first.packs.P4, {
    [FILES.openedObjects]: undefined,
    [FILES.openedTeams]: undefined,
    [FILES.openedReplacements]: undefined,
  });
  expect(v13(later(), [bare]).failed).toEqual([]);
  const unlogged = changed(later(), { [FILES.log]: undefined });
  expect(v13(unlogged).text).toContain('不是本日志中此前的抽取');
  const waiting = certified(first.packs.P4, (c): Json => {
    const replacements = c.replacements.map(({ request }) => ({ request }));
    const proofs = c.proofs.replacements!.map(({ request }) => ({ request }));
    return { ...c, replacements, proofs: { ...c.proofs, replacements: proofs } } as unknown as Json;
  });
  const tiers = (row: ObjectRow) => ({ ...honestObject(row), ...(row.id === gone && { tier: 0 }) });
  expect(v13(later(tiers), [waiting]).text).toContain(gone);
});

test('people whose rows cannot be read are not compared', () => {
  const odd = changed(later(), { [FILES.openedInspectors]: `${'ab'.repeat(32)}\tno row\n` });
  expect(v13(odd).text).not.toContain('年度工作量少于');
});
