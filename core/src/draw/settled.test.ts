import { expect, test } from 'vitest';
import { actual, certified, changed, failed, states, textOf, verify } from '../../test/packs.ts';
import { objectRow, runSession, type SessionChange, verifySignature } from '../../test/session.ts';
import type { Json } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { type EvidenceFiles, FILES } from './evidence.ts';
import { LATE_CHECKS } from './late-checks.ts';
import { openRank, parseOpened } from './reveal.ts';
import type { LateChecks } from './verify-pack.ts';
import { verifyWith } from './verify-with.ts';

/** Who and what may stand only once, and what cannot be judged where the winners are not right. */

const STD = hashOf('std');
const honest = runSession();
const { P4 } = honest.packs;

test('winners that are not right leave open what hangs on them', () => {
  const swapped = certified(P4, (c) => ({ ...c, strata: c.strata!.slice(0, 1) as Json }));
  expect(failed(verify(swapped))).toEqual(['V10']);
  expect(actual(verify(swapped), 'V12')).toBe('中签结果没有核对通过（见 V10）');
  expect(states(verify(swapped)).slice(9)).toBe('fnnsnn');
});

test('a session named twice by the one that follows it is refused', () => {
  const twice: SessionChange['remade'] = (manifest) => ({
    ...manifest,
    supersedes: ['ab'.repeat(32), 'ab'.repeat(32)],
  });
  expect(actual(verify(runSession({ remade: twice }).packs.P1), 'V9')).toBe('同一次抽取写了两次');
});

test('an assignment that names a seat twice, or whose drawn row is not opened, cannot be replayed', () => {
  // A result that another program told of such a manifest: ours would not come so far.
  const replayTeams: LateChecks['replayTeams'] = ({ certificate, ...pack }, ...rest) => {
    const { seats } = certificate.manifest;
    const manifest = { ...certificate.manifest, seats: [...seats, seats[0]!] };
    return LATE_CHECKS.replayTeams({ ...pack, certificate: { ...certificate, manifest } }, ...rest);
  };
  const options = { verifySignature, verifyBeacon: undefined };
  expect(actual(verifyWith(P4, options, { ...LATE_CHECKS, replayTeams }), 'V12')).toBe('有席位重复');
  const { leaf } = honest.session.drawn[0]!;
  const opened = textOf(P4, FILES.openedObjects).split('\n');
  const others = opened.filter((line) => line === '' || leafOfLine(line) !== leaf);
  const closed = verify(changed(P4, { [FILES.openedObjects]: others.join('\n') }));
  expect(actual(closed, 'V12')).toBe('有中签的行没有公开');
});

test('a person frozen twice under one number is found when the people are opened', () => {
  const opened = textOf(P4, FILES.openedInspectors).trimEnd().split('\n');
  const twin = opened[0]!.replace('虚构人员', '另一人员');
  const rows = [...opened, twin]
    .map((line) => ({ line, leaf: leafOfLine(line) }))
    .sort((a, b) => (a.leaf < b.leaf ? -1 : 1));
  const files = changed(P4, {
    [FILES.openedInspectors]: rows.map(({ line }) => `${line}\n`).join(''),
    [FILES.inspectors]: rows.map(({ leaf }) => `${leaf}\n`).join(''),
  });
  expect(actual(verify(files), 'V12')).toBe('有人员重复');
});

test('so is a recusal that stands there twice, and the reason tells them apart', () => {
  const opened = textOf(P4, FILES.openedRecusals).trimEnd().split('\n');
  const fields = opened[0]!.split('\t');
  const twin = [...fields.slice(0, -1), 'ef'.repeat(32)].join('\t');
  const rows = [...opened, twin]
    .map((line) => ({ line, leaf: leafOfLine(line) }))
    .sort((a, b) => (a.leaf < b.leaf ? -1 : 1));
  const files = changed(P4, {
    [FILES.openedRecusals]: rows.map(({ line }) => `${line}\n`).join(''),
    [FILES.recusals]: rows.map(({ leaf }) => `${leaf}\n`).join(''),
  });
  expect(actual(verify(files), 'V12')).toBe('有回避重复');
});

function leafOfLine(line: string): string {
  const read = parseOpened(STD, `${line}\n`);
  return read.ok ? read.value[0]!.leaf : '';
}

test('ranks of one object share the team of the lowest; the team of another is refused once the rows show it', () => {
  const objects = [objectRow(1), objectRow(1, { stratum: 'general' }), objectRow(2)];
  const take = (id: string, count: number) =>
    ({ id, rule: { kind: 'count', count, clause: '第四条' }, clause: '第四条', reserve: 0 }) as const;
  const { session, packs } = runSession({ terms: { objects, strata: [take('key', 2), take('general', 1)] } });
  const { id } = session.drawn[2]!.object.row;
  const other = openRank(session, session.drawn[0]!.object.row.id === id ? 2 : 1);
  const shared = openRank(session, 3);
  const borrowed = { ...shared, teamRow: other.teamRow!, teamSalt: other.teamSalt! };
  const V11 = (files: EvidenceFiles, ...openings: readonly object[]) =>
    actual(verify(certified(files, (c) => ({ ...c, openings: openings as Json }))), 'V11');
  expect(V11(packs.P3, shared, other)).toContain('均与叶码一致');
  expect(V11(packs.P3, borrowed)).toContain('均与叶码一致');
  expect(V11(packs.P3, borrowed, other)).toBe('第 3 号公开的是另一个对象的检查组');
  expect(V11(packs.P4, borrowed)).toBe('第 3 号公开的是另一个对象的检查组');
  expect(V11(packs.P4, shared)).toBe('中签 3 个，已公开 3 个');
});
