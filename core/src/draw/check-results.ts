import type { CalendarDate } from '../basics/dates.ts';
import { type Certificate, checkpointedProofs, type DrawnParts } from './certificate.ts';
import { type Finding, judged, notYet } from './check.ts';
import { checkpointOf } from './check-log.ts';
import { FILES } from './evidence.ts';
import { parseJsonLines } from './json-lines.ts';
import { placeName } from './place-name.ts';
import { type PublishedResult, publishedResult } from './published-results.ts';
import { type Pack, textOf } from './verify-pack.ts';
import { winnersOf } from './winners.ts';

/** V15: results belong to drawn ranks, and drawn ranks without one are named. */

const EXPECTED = '公示结果均对应中签序号；到期没有结果的序号逐一列明';

/**
 * Results are published elsewhere, so that even a complete file of them is the authority's statement, to be compared with its web pages.
 * Time is the log's: a pack knows no later moment than that of its last checkpoint.
 */
export function checkResults(pack: Pack): Finding {
  const { certificate, drawn, undrawn, files } = pack;
  const { reveal, openings, manifest } = certificate;
  if (!drawn) return notYet(EXPECTED, undrawn);
  const places = placesNow(certificate, drawn);
  const late = isPast(pack, manifest.revealBy) ? `已过公开期限 ${manifest.revealBy}，` : '';
  if (!files.has(FILES.results)) {
    if (reveal) return stated(`本证据包不含检查结果；${late}中签序号 ${namesOf(places)}`);
    const opened = new Set(openings.map(placeName));
    const closed = places.filter(({ place }) => !opened.has(place));
    return notYet(EXPECTED, late === '' ? '检查结果尚未公示' : `${late}未公开的序号 ${namesOf(closed)}`);
  }
  const read = parseJsonLines(textOf(files, FILES.results) ?? '-', publishedResult);
  if (!read.ok) return judged(EXPECTED, [`${FILES.results} 第 ${read.error} 行格式不对`], '');
  const faults = resultFaults(read.value, places);
  if (faults.length > 0) return judged(EXPECTED, faults, '');
  const grounds = new Map(reveal?.withheld.map(({ leaf, ground }) => [leaf, ground]));
  const withheld = places.filter(({ leaf }) => grounds.has(leaf));
  const told = new Set(read.value.flatMap(({ ranks }) => ranks));
  const missing = places.filter(({ place, leaf }) => !told.has(place) && !grounds.has(leaf));
  const hidden = withheld.map(({ place, leaf }) => `，${place} withheld:${grounds.get(leaf)}`).join('');
  const seen = `中签 ${places.length} 个，有结果 ${told.size} 个${hidden}`;
  return missing.length === 0
    ? stated(`${seen}；内容由单位陈述`)
    : notYet(EXPECTED, `${seen}；${late}没有结果的序号 ${namesOf(missing)}`);
}

type Place = { readonly place: string; readonly leaf: string };

/** The places to be inspected: every rank with whoever holds it now, without those whose reserve is spent. */
function placesNow({ replacements }: Certificate, { strata }: DrawnParts): readonly Place[] {
  const now = new Map<number, { readonly k: number; readonly leaf?: string }>();
  for (const { rank, leaf } of winnersOf(strata)) now.set(rank, { k: 0, leaf });
  for (const { result } of replacements) for (const place of result?.places ?? []) now.set(place.rank, place);
  return [...now].flatMap(([rank, { k, leaf }]) =>
    leaf === undefined ? [] : [{ place: placeName({ rank, k }), leaf }],
  );
}

function resultFaults(results: readonly PublishedResult[], places: readonly Place[]): readonly string[] {
  const known = new Set(places.map(({ place }) => place));
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const name of results.flatMap(({ ranks }) => ranks)) {
    if (!known.has(name)) faults.push(`结果的序号 ${name} 没有中签或已被替换`);
    if (seen.has(name)) faults.push(`序号 ${name} 有两个结果`);
    seen.add(name);
  }
  return faults;
}

/** Has the day ended, in Beijing, before the last checkpoint of the pack was signed? */
function isPast(pack: Pack, day: CalendarDate): boolean {
  return checkpointedProofs(pack.certificate.proofs).some((proof) => {
    const checkpoint = checkpointOf(pack, proof);
    return typeof checkpoint !== 'string' && checkpoint.time >= `${day}T16:00:00Z`;
  });
}

function namesOf(places: readonly Place[]): string {
  return places.map(({ place }) => place).join('、');
}

function stated(actual: string): Finding {
  return { state: 'stated', expected: EXPECTED, actual };
}
