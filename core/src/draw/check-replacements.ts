import { assert } from '../basics/assert.ts';
import { fromHex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import type { DrawnParts, ReplacedPlace, ReplacementRecord } from './certificate.ts';
import { type Finding, judged, notYet, statedAtBest } from './check.ts';
import { leafOfText, teamLeaves } from './check-opened.ts';
import { entryFaults } from './check-replacement-log.ts';
import { readRows } from './check-teams.ts';
import { FILES } from './evidence.ts';
import { parseJsonLines } from './json-lines.ts';
import type { Manifest } from './manifest.ts';
import { isOpenedReason, type OpenedReplacement, openedReplacement } from './opened-replacements.ts';
import { type ReplacedSeats, type ReplacementGround, standingOf } from './replacement.ts';
import { replayRecord } from './run-replacement.ts';
import { isVisitWindow, parseTeamRow, type TeamRow } from './teams.ts';
import { type Pack, textOf } from './verify-pack.ts';
import { winnersOf } from './winners.ts';

/** V14: nobody picked who came in. */

const EXPECTED = '每次替换按候补次序和席位规则重算相同';

/** `teams`: how V12 came out; the replacements are replayed on the teams that it has replayed. */
export function checkReplacements(pack: Pack, teams: Finding): Finding {
  const { drawn, undrawn, files } = pack;
  const { replacements, reveal, manifest } = pack.certificate;
  if (!drawn) return notYet(EXPECTED, undrawn);
  const faults = [...entryFaults(pack), ...placesFaults(replacements, drawn)];
  if (faults.length > 0) return judged(EXPECTED, faults, '');
  if (replacements.length === 0) {
    if (!reveal) return notYet(EXPECTED, '替换情况尚未公开');
    const none = judged(EXPECTED, [], '没有替换');
    return files.has(FILES.log) ? none : statedAtBest(none);
  }
  const seen = `替换 ${replacements.length} 次，最多 ${manifest.replacement.max} 次`;
  if (!reveal) return notYet(EXPECTED, `${seen}；申请与结果依次入日志，替换对象均为候补；对象和人员尚未公开`);
  if (teams.state !== 'pass') return notYet(EXPECTED, `${seen}；检查组未能重新派人（见 V12）`);
  const finding = replay(pack, drawn, seen);
  const isThrown = replacements.some(({ result }) => result?.value && result.value.k !== 'drand');
  return isThrown ? statedAtBest(finding) : finding;
}

type Held = { readonly k: number; readonly leaf?: string };

/** What can be seen before names are open: only 候补 of the rank's stratum come in, each once, and places count on. */
function placesFaults(replacements: readonly ReplacementRecord[], { strata }: DrawnParts): readonly string[] {
  const held = new Map<number, Held>();
  const waiting = new Map<number, Set<string>>();
  for (const stratum of strata) {
    const reserve = new Set(stratum.reserve.map(({ leaf }) => leaf));
    for (const { rank, leaf } of winnersOf([stratum])) {
      held.set(rank, { k: 0, leaf });
      waiting.set(rank, reserve);
    }
  }
  const faults: string[] = [];
  for (const { request, result } of replacements) {
    if (!result) continue;
    const isRight =
      request.seat === undefined
        ? isObjectChange(result.places, { rank: request.rank, held, waiting })
        : result.places.length === 1 && isPersonChange(result.places[0]!, request.rank, held);
    if (!isRight) faults.push(`第 ${request.no} 次替换的序号或候补不合规则`);
    for (const { rank, k, leaf } of result.places) {
      held.set(rank, leaf === undefined ? { k } : { k, leaf });
      if (leaf !== undefined) waiting.get(rank)?.delete(leaf);
    }
  }
  return faults;
}

type Change = {
  readonly rank: number;
  readonly held: ReadonlyMap<number, Held>;
  readonly waiting: ReadonlyMap<number, ReadonlySet<string>>;
};

function isObjectChange(places: readonly ReplacedPlace[], { rank, held, waiting }: Change): boolean {
  return (
    places[0]!.rank === rank &&
    places.every((place, i) => {
      const before = held.get(place.rank);
      const isNext = i === 0 || place.rank > places[i - 1]!.rank;
      const comesIn = place.leaf === undefined || waiting.get(place.rank)?.has(place.leaf) === true;
      return isNext && comesIn && before?.leaf !== undefined && place.k === before.k + 1;
    })
  );
}

function isPersonChange(place: ReplacedPlace, rank: number, held: ReadonlyMap<number, Held>): boolean {
  const before = held.get(rank);
  const isSame = place.rank === rank && place.k === before?.k && place.leaf === before.leaf;
  return isSame && place.leaf !== undefined;
}

/** Every replacement once more, on the opened rows. V12 has passed: rows are bound to their leaves and the first teams are right. */
function replay(pack: Pack, drawn: DrawnParts, seen: string): Finding {
  const { manifest, replacements } = pack.certificate;
  const opened = parseJsonLines(textOf(pack.files, FILES.openedReplacements) ?? '', openedReplacement);
  if (!opened.ok) return judged(EXPECTED, [`${FILES.openedReplacements} 第 ${opened.error} 行格式不对`], '');
  const ground = groundOf(pack, drawn);
  if (!ground) return notYet(EXPECTED, `${seen}；有候补的行没有公开（见 V10、V13）`);
  if (opened.value.length !== replacements.length)
    return judged(EXPECTED, [`${FILES.openedReplacements} 有 ${opened.value.length} 次替换`], '');
  const faults: string[] = [];
  let standing = standingOf(ground);
  for (const [i, record] of replacements.entries()) {
    const right = replayRecord(ground, standing, { seed: fromHex(drawn.seed)!, record });
    if (!right.ok) return judged(EXPECTED, [...faults, `第 ${i + 1} 次替换的席位或序号不能替换`], '');
    standing = right.value.standing;
    faults.push(...answerFaults(record, { right: right.value.places, opened: opened.value[i]!, manifest }));
  }
  return judged(EXPECTED, faults, `${seen}，逐一相同`);
}

function groundOf(pack: Pack, drawn: DrawnParts): ReplacementGround | undefined {
  const leaves = teamLeaves(pack, drawn.teams);
  assert(typeof leaves !== 'string', 'V12 has passed');
  const rows = readRows(pack, leaves);
  assert(rows.ok, 'V12 has passed');
  const { objects, inspectors, recusals, teams } = rows.value;
  if (drawn.strata.some(({ reserve }) => reserve.some(({ leaf }) => !objects.has(leaf)))) return undefined;
  return {
    ...{ manifest: pack.certificate.manifest, strata: drawn.strata, record: drawn.teams },
    objectOf: (leaf) => objects.get(leaf)!,
    ...{ inspectors, recusals, teams },
  };
}

type Comparison = {
  readonly right: readonly ReplacedSeats[];
  readonly opened: OpenedReplacement;
  readonly manifest: Manifest;
};

function answerFaults(record: ReplacementRecord, { right, opened, manifest }: Comparison): readonly string[] {
  const { request, result } = record;
  const hash = hashOf(manifest.profile);
  const faults: string[] = [];
  const stated = result!.places.map(({ team: _, ...place }) => place);
  if (canonicalJson(right.map(({ team: _, ...place }) => place)) !== canonicalJson(stated))
    faults.push(`第 ${request.no} 次替换的对象或空缺席位与重算不同`);
  if (opened.no !== request.no || !isOpenedReason(hash, opened, request))
    faults.push(`第 ${request.no} 次替换的理由与申请不符`);
  const sent = result!.places.filter(({ team }) => team !== undefined);
  if (opened.teams.map(({ row, salt }) => leafOfText(hash, row, salt)).join() !== sent.map(({ team }) => team).join())
    return [...faults, `第 ${request.no} 次替换的检查组与叶码不符`];
  const rows = opened.teams.map(({ row }) => parseTeamRow(row));
  const told = rows.map((row, i) => ({ to: sent[i]!.rank, ...(row.ok && seatsOf(row.value)) }));
  const teams = right.filter(({ team }) => team).map(({ rank, team }) => ({ to: rank, rank, team }));
  if (canonicalJson(told) !== canonicalJson(teams)) faults.push(`第 ${request.no} 次替换的检查组与重算不同`);
  if (rows.some((row) => row.ok && !isVisitWindow(row.value.window, manifest)))
    faults.push(`第 ${request.no} 次替换的检查时段不在公开期限之前`);
  return faults;
}

function seatsOf({ rank, team }: TeamRow): Pick<TeamRow, 'rank' | 'team'> {
  return { rank, team };
}
