import { hex } from '../basics/bytes.ts';
import type { Hash } from '../hash/hash.ts';
import { type LaneMaker, messageQueue, plainLanes } from '../hash/lanes.ts';
import { treeBuilder } from '../hash/tree-builder.ts';
import type { ListRoot } from './manifest.ts';
import type { DrawnStratum, DrawnTier, ReserveLeaf } from './winners.ts';
import { winnersOf } from './winners.ts';

/**
 * How a certificate tells who was drawn: line by line, or, where that would make a file of megabytes out of a page, by the root of
 * a file that lies beside it in the pack. The result commitment covers the root as it covers the lines. `read-drawn.ts` reads either.
 */

/** Winners of a session, and likewise its 候补, stand in the certificate up to so many (protocol, section 8). */
export const MOST_INLINE = 2_000;

/** A stratum as a certificate tells it: without `winners` or `reserve` where a file has them. */
export type ToldStratum = Omit<DrawnStratum, 'tiers' | 'reserve'> & {
  readonly tiers: readonly ToldTier[];
  readonly reserve?: readonly ReserveLeaf[];
};
type ToldTier = Omit<DrawnTier, 'winners'> & Partial<Pick<DrawnTier, 'winners'>>;

/** Roots (RFC 6962 with the hash of the session, over the lines without LF) and sizes of the files, where there are any. */
export type ToldWinners = {
  readonly strata: readonly ToldStratum[];
  readonly winners?: ListRoot;
  readonly reserve?: ListRoot;
};

/** There is one way to tell an outcome: the number of its winners and of its 候补 decides. */
export function toldWinners(hash: Hash, strata: readonly DrawnStratum[], makeLanes?: LaneMaker): ToldWinners {
  const waiting = strata.reduce((sum, { reserve }) => sum + reserve.length, 0);
  const isLong = winnersOf(strata).length > MOST_INLINE;
  const isReserveLong = waiting > MOST_INLINE;
  return {
    strata: strata.map(({ id, tiers, reserve }) => ({
      ...{ id, tiers: isLong ? tiers.map(({ winners: _, ...tier }) => tier) : tiers },
      ...(!isReserveLong && { reserve }),
    })),
    ...(isLong && { winners: listRoot(hash, winnerLines(strata), makeLanes) }),
    ...(isReserveLong && { reserve: listRoot(hash, reserveLines(strata), makeLanes) }),
  };
}

/** Is everything told line by line? */
export function isInline(told: ToldWinners): told is ToldWinners & { readonly strata: readonly DrawnStratum[] } {
  return told.winners === undefined && told.reserve === undefined;
}

/** `lists/winners.txt`: `rank⇥stratum⇥tier⇥leaf⇥t`, LF, in the order of the ranks. */
export function winnersText(strata: readonly DrawnStratum[]): string {
  return textOfLines(winnerLines(strata));
}

/** `lists/reserve.txt`: `stratum⇥tier⇥leaf⇥t`, LF, the strata in the manifest's order, each in the order of its 候补. */
export function reserveText(strata: readonly DrawnStratum[]): string {
  return textOfLines(reserveLines(strata));
}

/** Root and size of a list of lines of these forms, without LF: ASCII, at most 212 characters. A nation has 200,000. */
export function listRoot(hash: Hash, lines: readonly string[], makeLanes: LaneMaker = plainLanes): ListRoot {
  const lanes = makeLanes(hash);
  const tree = treeBuilder(hash, makeLanes);
  const from = { state: hash.compression.initial, before: 0 };
  const queue = messageQueue(lanes, from, (count) => tree.push(lanes.digests, count));
  for (const line of lines) {
    const at = queue.room(1 + line.length);
    lanes.blocks[at] = 0;
    for (let k = 0; k < line.length; k++) lanes.blocks[at + 1 + k] = line.charCodeAt(k);
    queue.add(1 + line.length);
  }
  queue.flush();
  return { root: hex(tree.root()), size: lines.length };
}

function winnerLines(strata: readonly DrawnStratum[]): readonly string[] {
  return strata.flatMap(({ id, tiers }) =>
    tiers.flatMap(({ tier, winners }) => winners.map(({ rank, leaf, t }) => `${rank}\t${id}\t${tier}\t${leaf}\t${t}`)),
  );
}

function reserveLines(strata: readonly DrawnStratum[]): readonly string[] {
  return strata.flatMap(({ id, reserve }) => reserve.map(({ tier, leaf, t }) => `${id}\t${tier}\t${leaf}\t${t}`));
}

function textOfLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
