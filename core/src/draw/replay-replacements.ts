import { assert } from '../basics/assert.ts';
import { fromHex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import type { DrawnParts, ReplacementRecord } from './certificate.ts';
import { type Finding, judged, notYet } from './check.ts';
import { leafOfText, teamLeaves } from './check-opened.ts';
import { REPLACEMENTS_EXPECTED } from './check-replacements.ts';
import { FILES } from './evidence.ts';
import { parseJsonLines } from './json-lines.ts';
import type { Manifest } from './manifest.ts';
import { isOpenedReason, type OpenedReplacement, openedReplacement } from './opened-replacements.ts';
import { type ReplacedSeats, type ReplacementGround, standingOf } from './replacement.ts';
import { readRows } from './replay-teams.ts';
import { replayRecord } from './run-replacement.ts';
import { isVisitWindow, parseTeamRow, type TeamRow } from './teams.ts';
import { type Pack, textOf } from './verify-pack.ts';

/** V14 after the reveal. */

/** `teams`: how V12 came out. */
type Seen = { readonly drawn: DrawnParts; readonly teams: Finding; readonly seen: string };

/**
 * What was opened of each replacement is what its request and its answer are bound to, also where rows are withheld. Where V12 has passed, so
 * that rows are bound to their leaves and the first teams are right, every replacement is made once more on the opened rows.
 */
export function replayReplacements(pack: Pack, { drawn, teams, seen }: Seen): Finding {
  const { manifest, replacements } = pack.certificate;
  const lines = parseJsonLines(textOf(pack.files, FILES.openedReplacements) ?? '', openedReplacement);
  if (!lines.ok) return judged(REPLACEMENTS_EXPECTED, [`${FILES.openedReplacements} 第 ${lines.error} 行格式不对`], '');
  const opened = lines.value;
  if (opened.length !== replacements.length)
    return judged(REPLACEMENTS_EXPECTED, [`${FILES.openedReplacements} 有 ${opened.length} 次替换`], '');
  const isWhole = teams.state === 'pass';
  const openFaults = replacements.flatMap((record, i) =>
    openedFaults(record, { opened: opened[i]!, manifest, isWhole }),
  );
  if (openFaults.length > 0) return judged(REPLACEMENTS_EXPECTED, openFaults, '');
  if (!isWhole) return notYet(REPLACEMENTS_EXPECTED, `${seen}；检查组未能重新派人（见 V12）`);
  const ground = groundOf(pack, drawn);
  if (!ground) return notYet(REPLACEMENTS_EXPECTED, `${seen}；有候补的行没有公开（见 V13）`);
  const faults: string[] = [];
  let standing = standingOf(ground);
  for (const [i, record] of replacements.entries()) {
    const right = replayRecord(ground, standing, { seed: fromHex(drawn.seed)!, record });
    if (!right.ok) return judged(REPLACEMENTS_EXPECTED, [...faults, `第 ${i + 1} 次替换的席位或序号不能替换`], '');
    standing = right.value.standing;
    faults.push(...answerFaults(record, { right: right.value.places, opened: opened[i]!, manifest }));
  }
  return judged(REPLACEMENTS_EXPECTED, faults, `${seen}，逐一相同`);
}

type Opened = {
  readonly opened: OpenedReplacement;
  readonly manifest: Manifest;
  /** Is nothing withheld? Then the reason of an object is opened too. */
  readonly isWhole: boolean;
};

function openedFaults(
  { request, result }: ReplacementRecord,
  { opened, manifest, isWhole }: Opened,
): readonly string[] {
  const hash = hashOf(manifest.profile);
  const faults: string[] = [];
  const isReasonOpen = opened.reason !== undefined;
  const mayBeOpen = request.seat === undefined ? isReasonOpen || !isWhole : !isReasonOpen;
  if (opened.no !== request.no || !mayBeOpen || !isOpenedReason(hash, opened, request))
    faults.push(`第 ${request.no} 次替换的理由与申请不符`);
  const sent = sentPlaces(result!);
  if (opened.teams.map(({ row, salt }) => leafOfText(hash, row, salt)).join() !== sent.map(({ team }) => team).join())
    faults.push(`第 ${request.no} 次替换的检查组与叶码不符`);
  return faults;
}

function sentPlaces({ places }: NonNullable<ReplacementRecord['result']>) {
  return places.filter(({ team }) => team !== undefined);
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
  const faults: string[] = [];
  const stated = result!.places.map(({ team: _, ...place }) => place);
  if (canonicalJson(right.map(({ team: _, ...place }) => place)) !== canonicalJson(stated))
    faults.push(`第 ${request.no} 次替换的对象或空缺席位与重算不同`);
  const sent = sentPlaces(result!);
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
