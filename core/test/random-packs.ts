import { hex } from '../src/basics/bytes.ts';
import { canonicalBytes, canonicalJson, type Json } from '../src/basics/canonical-json.ts';
import type { Certificate, Opening } from '../src/draw/certificate.ts';
import { type EvidenceFiles, evidenceFiles, FILES } from '../src/draw/evidence.ts';
import type { Frozen } from '../src/draw/freeze.ts';
import { jsonLines } from '../src/draw/json-lines.ts';
import { endEntry, entropyEntry, manifestEntry, resultEntry } from '../src/draw/log-entries.ts';
import { fingerprint, type Manifest } from '../src/draw/manifest.ts';
import { openRank, withholdObjects } from '../src/draw/reveal.ts';
import type { DrawnSession } from '../src/draw/run.ts';
import { openPlace, type PlaceNow, runReplacement } from '../src/draw/run-replacement.ts';
import { hashOf } from '../src/hash/hash.ts';
import { leafHash } from '../src/hash/merkle.ts';
import { certified, changed } from './packs.ts';
import { type Chance, chanceOf, freshOf, randomTerms } from './random-session.ts';
import { type Replacing, requestOf } from './replacements.ts';
import { random } from './seat-sessions.ts';
import {
  endedSession,
  frozenCounty,
  LIST_KEY,
  runSession,
  type SessionChange,
  type SessionPacks,
  WINDOW,
} from './session.ts';

/** Evidence packs of random sessions in every phase. The same seed gives the same packs. */

export type NamedPack = { readonly name: string; readonly files: EvidenceFiles };

/** All packs of the n-th random session: P1, P2, P3, P4 of one that was drawn, or PX of one that ended. */
export function randomPacks(n: number, over: Pick<SessionChange, 'remade'> = {}): readonly NamedPack[] {
  const chance = chanceOf(random(1_000_003 * (n + 1)));
  const before = beforeOf(chance);
  const drawn = randomTerms(chance, before.entries);
  const change: SessionChange = { ...drawn, ...before.logged(drawn), ...over };
  if (chance.in100(12)) return [{ name: `${n}.PX`, files: withLog(chance, ended(chance, change)) }];
  const session = runSession({
    ...change,
    withheld: ({ drawn: winners }) => withheldOf(chance, change, winners),
    replacing: (run, frozen) => replacingOf(chance, run, frozen),
    beforeResult(log, { manifest }) {
      log.wait(chance.in100(6) ? chance.one([7140, 7141, 86_340, 86_341]) : 0);
      const value = { k: 'dice', value: '1' } as const;
      if (chance.in100(3)) log.append((at) => entropyEntry(manifest, { source: 1, value, at }));
    },
    beforeReveal: (log) => log.wait(chance.in100(20) ? 70 * 86_400 : 0),
  });
  const { P1, P2 } = session.packs;
  const packs = { P1, P2, P3: openedMore(chance, session), P4: told(chance, session, session.packs.P4) };
  const all = Object.entries(packs).map(([phase, files]) => ({ name: `${n}.${phase}`, files: withLog(chance, files) }));
  return chance.in100(20) ? [...all, { name: `${n}.PX`, files: givenUp(session, chance) }] : all;
}

/** Now and then a pack comes without the text of the log. */
function withLog({ in100 }: Chance, files: EvidenceFiles): EvidenceFiles {
  return in100(12) ? changed(files, { [FILES.log]: undefined }) : files;
}

type Before = {
  /** Entries of the log before the manifest. */
  readonly entries: number;
  readonly logged: (change: SessionChange) => Pick<SessionChange, 'before' | 'terms'>;
};

/** What the log holds before the session: nothing special, its plan, or an earlier session and how that ended. */
function beforeOf({ one, in100 }: Chance): Before {
  const kind = one(['none', 'none', 'plan', 'earlier', 'void', 'drawn'] as const);
  if (kind === 'none') return { entries: 2, logged: ({ terms }) => ({ ...(terms && { terms }) }) };
  if (kind === 'plan') {
    const isListed = !in100(20);
    const logged = ({ terms = {} }: SessionChange) => {
      const ids = terms.strata!.map(({ id }) => id);
      const strata = isListed ? ids : one([[...ids, 'z'], ids.slice(1), []]);
      const task = { code: terms.task!, period: terms.period!, strata, n: 3, items: ['1'] };
      const entry = {
        type: 'plan',
        at: '2023-01-05T01:00:00Z',
        agency: terms.agency!,
        year: 2026,
        version: 1,
        tasks: [task],
      };
      const plan = hex(leafHash(canonicalBytes(entry as Json)));
      return { terms: { ...terms, plan }, before: (log: SessionPacks['log']) => void log.append(() => entry as never) };
    };
    return { entries: 3, logged };
  }
  const isNamed = !in100(15);
  const logged = ({ terms = {} }: SessionChange) => {
    const earlier: Manifest = frozenCounty(terms).manifest;
    const later = isNamed
      ? { ...terms, seq: 2, supersedes: [hex(fingerprint(earlier))], reason: '“重来”' }
      : { ...terms, task: 'task:2' };
    const before = (log: SessionPacks['log']) => {
      log.append((at) => manifestEntry(earlier, at));
      if (kind === 'void') log.append((at) => endEntry(earlier, { kind: 'void', reason: '名单有误' }, at));
      if (kind === 'drawn') log.append((at) => resultEntry(earlier, {} as never, at));
    };
    return { terms: later, before };
  };
  return { entries: kind === 'earlier' ? 3 : 4, logged };
}

function ended({ in100, from }: Chance, { values = [], ...change }: SessionChange): EvidenceFiles {
  const isVoid = in100(35);
  const before: SessionChange['before'] = (log, frozen) => {
    log.append((at) => ({ type: 'directory-version', at }));
    log.append((at) => ({ type: 'other', at }));
    change.before?.(log, frozen);
  };
  const thrown = isVoid ? [] : values.slice(0, from(1, values.length));
  return endedSession(isVoid ? 'void' : 'abandoned', { ...change, before, thrown }).pack;
}

function withheldOf({ in100, one }: Chance, { terms }: SessionChange, winners: DrawnSession['drawn']) {
  if (!in100(25)) return [];
  const ids = new Set([in100(50) ? one(winners).object.row.id : one(terms!.objects!).id, one(terms!.objects!).id]);
  const frozen = frozenCounty(terms);
  return withholdObjects(
    frozen,
    [...ids].map((id) => ({ id, ground: one(['state-secret', 'privacy']) })),
  );
}

/** Requests that can be answered, found by trying. */
function replacingOf(chance: Chance, session: DrawnSession, rows: Frozen): readonly Replacing[] {
  const { one, in100, from } = chance;
  const { manifest } = session.certificate;
  const canRun =
    manifest.replacement.mode === 'next' ||
    manifest.entropy.some(({ k }) => k === 'drand' || k === 'dice' || k === 'balls');
  if (!canRun || in100(35)) return [];
  const found: Replacing[] = [];
  let input = { session, rows, listKey: LIST_KEY, earlier: [] as readonly Certificate['replacements'][number][] };
  for (let attempt = 0; attempt < 8 && found.length < manifest.replacement.max; attempt++) {
    const seat = in100(50) ? { seat: one(manifest.seats).id } : {};
    const place = { ...seat, rank: one(session.drawn).rank, reason: one(['closed', 'kinship']) };
    const value = manifest.replacement.mode === 'fresh' ? { value: freshOf(chance, manifest.entropy) } : {};
    const wait = manifest.replacement.mode === 'fresh' ? manifest.lead + one([0, 0, 3, 500]) - (in100(4) ? 70 : 0) : 0;
    const replacing: Replacing = { ...place, ...value, wait: Math.max(0, wait), evidence: `文书 ${attempt}` };
    const request = requestOf({ hash: hashOf(manifest.profile), listKey: LIST_KEY }, found.length + 1, replacing);
    const run = runReplacement(input, { request, window: WINDOW, ...value });
    if (!run.ok) continue;
    input = { ...input, earlier: [...input.earlier, { request, result: run.value.result }] };
    found.push(replacing);
  }
  return in100(10) && found.length > 0
    ? [...found.slice(0, -1), { ...found.at(-1)!, silent: true }]
    : found.slice(0, from(0, 4));
}

/** P3 with other ranks and places open than the first. */
function openedMore(chance: Chance, session: SessionPacks): EvidenceFiles {
  const { some, in100 } = chance;
  const openings: Opening[] = session.session.drawn
    .filter(() => in100(60))
    .map(({ rank }) => openRank(session.session, rank));
  const places = new Map(session.replaced.places.flat().map((place) => [`${place.rank}.${place.k}`, place]));
  const filled = [...places.values()].filter(({ k, object }) => k > 0 && object);
  openings.push(...some(filled, 60).map((place) => openPlace(place)));
  const files = certified(session.packs.P3, (c) => ({ ...c, openings }));
  return told(chance, session, files);
}

/** Now and then with results of some or all places. */
function told({ in100, some }: Chance, { session, replaced }: SessionPacks, files: EvidenceFiles): EvidenceFiles {
  if (!in100(40)) return files;
  const now = new Map<number, Pick<PlaceNow, 'rank' | 'k' | 'leaf'>>(
    session.drawn.map(({ rank, leaf }) => [rank, { rank, k: 0, leaf }]),
  );
  for (const place of replaced.places.flat()) now.set(place.rank, place);
  const places = [...now.values()].filter(({ leaf }) => leaf !== undefined);
  const results = (in100(50) ? places : some(places, 50)).map(({ rank, k }) => ({
    ...{
      ranks: [k > 0 ? `${rank}.${k}` : `${rank}`],
      outcome: 'no-problem',
      wording: '未发现“问题"',
      publishedAt: '2026-12-28',
    },
  }));
  return changed(files, { [FILES.results]: jsonLines(results) });
}

/** Drawn, and given up afterwards. */
function givenUp({ frozen, log, certificates, session, packs }: SessionPacks, { in100, one }: Chance): EvidenceFiles {
  const { P2 } = certificates;
  const end = { kind: 'abandoned', reason: '企业名单泄露' } as const;
  const revealed = in100(40);
  const base = revealed ? certificates.P4 : { ...certificates.P3 };
  const first = P2.proofs.manifest.index + 1;
  const kind = one(['abandoned', 'abandoned', 'void'] as const);
  const texts = revealed ? log.texts : log.texts.slice(0, -1);
  if (!revealed) log.texts.pop();
  const place = log.append((at) => endEntry(frozen.manifest, { ...end, kind }, at));
  const certificate = { ...base, end, proofs: { ...base.proofs, end: log.later(place, first) } };
  const files = revealed ? packs.P4 : packs.P3;
  void texts;
  void evidenceFiles;
  void session;
  return changed(files, {
    [FILES.certificate]: canonicalJson(certificate as unknown as Json),
    [FILES.log]: log.texts.map((text) => `${text}\n`).join(''),
  });
}
