import type { DrawnParts, ReplacedPlace, ReplacementRecord } from './certificate.ts';
import { type Finding, judged, notYet, statedAtBest } from './check.ts';
import { entryFaults } from './check-replacement-log.ts';
import { FILES } from './evidence.ts';
import type { Pack } from './verify-pack.ts';
import { winnersOf } from './winners.ts';

/** V14: nobody picked who came in. */

export const REPLACEMENTS_EXPECTED = '每次替换按候补次序和席位规则重算相同';

/** `teams`: how V12 came out; the replacements are replayed on the teams that it has replayed. */
export function checkReplacements(pack: Pack, teams: Finding): Finding {
  const { drawn, undrawn, files } = pack;
  const { replacements, reveal, manifest } = pack.certificate;
  if (!drawn) return notYet(REPLACEMENTS_EXPECTED, undrawn);
  const faults = [...entryFaults(pack), ...placesFaults(replacements, drawn)];
  if (faults.length > 0) return judged(REPLACEMENTS_EXPECTED, faults, '');
  if (replacements.length === 0) {
    if (!reveal) return notYet(REPLACEMENTS_EXPECTED, '替换情况尚未公开');
    const none = judged(REPLACEMENTS_EXPECTED, [], '没有替换');
    return files.has(FILES.log) ? none : statedAtBest(none);
  }
  const seen = `替换 ${replacements.length} 次，最多 ${manifest.replacement.max} 次`;
  if (!reveal)
    return notYet(REPLACEMENTS_EXPECTED, `${seen}；申请与结果依次入日志，替换对象均为候补；对象和人员尚未公开`);
  const finding = pack.late().replayReplacements(pack, { drawn, teams, seen });
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
