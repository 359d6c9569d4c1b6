import { hex } from '../basics/bytes.ts';
import type { Certificate, DrawnParts, ReplacedPlace } from './certificate.ts';
import { fingerprint } from './manifest.ts';
import { placeName } from './place-name.ts';
import type { OwnOpening } from './read-own-opening.ts';

/**
 * What a QR opening cannot show by itself: that its rank is the one of the public certificate, and that the object stands there
 * still and the same people go. Leaves and ranks decide; no name is needed, so everybody may ask.
 */

/** A drawn session as it stands now, out of what is public of it. `places`: all places that replacements changed, in their order. */
export type DrawNow = {
  /** agency/task/seq */
  readonly draw: string;
  /** Hex. */
  readonly fingerprint: string;
  readonly winners: readonly { readonly rank: number; readonly leaf: string }[];
  readonly places: readonly ReplacedPlace[];
  /** Void, or given up after its result: its visits are none. */
  readonly isEnded: boolean;
};

export type NowFault =
  /** The opening is of another session. */
  | { readonly kind: 'session' }
  /** The certificate has another leaf there, or nothing. */
  | { readonly kind: 'place' }
  | { readonly kind: 'ended' }
  /** Somebody else holds the rank since a replacement: `now` is the place, `unfilled` where the reserve was spent. */
  | { readonly kind: 'replaced'; readonly now: string; readonly unfilled: boolean }
  /** The object stands; other people go. */
  | { readonly kind: 'team'; readonly now: string };

/** Certificate and drawn parts of a pack, as the comparison needs them. */
export function drawNow({ manifest, replacements, end }: Certificate, drawn: DrawnParts): DrawNow {
  const { agency, task, seq } = manifest;
  return {
    draw: `${agency}/${task}/${seq}`,
    fingerprint: hex(fingerprint(manifest)),
    winners: drawn.strata.flatMap(({ tiers }) => tiers.flatMap(({ winners }) => winners)),
    places: replacements.flatMap(({ result }) => result?.places ?? []),
    isEnded: end !== undefined,
  };
}

/** What speaks against an opening that `readOwnOpening` has proved; undefined: object and team are the ones of now. */
export function openingFault(own: OwnOpening, now: DrawNow): NowFault | undefined {
  if (own.draw !== now.draw || own.fingerprint !== now.fingerprint) return { kind: 'session' };
  if (!isHeldOnce(own, now)) return { kind: 'place' };
  if (now.isEnded) return { kind: 'ended' };
  const last = now.places.findLast(({ rank }) => rank === own.rank);
  if (last && last.leaf !== own.leaf)
    return { kind: 'replaced', now: placeName(last), unfilled: last.leaf === undefined };
  // A team goes under the lowest rank of its object, and so do its replacements.
  const teamRank = own.team?.rank ?? own.rank;
  const team = now.places.findLast(({ rank }) => rank === teamRank);
  return team && team.team !== own.teamLeaf ? { kind: 'team', now: placeName(team) } : undefined;
}

/** Did the certificate ever give the place to this leaf, as drawn or by a replacement? */
function isHeldOnce({ rank, k, leaf }: OwnOpening, { winners, places }: DrawNow): boolean {
  const isDrawn = k === 0 && winners.some((winner) => winner.rank === rank && winner.leaf === leaf);
  return isDrawn || places.some((place) => place.rank === rank && place.k === k && place.leaf === leaf);
}
