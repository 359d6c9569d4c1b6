import { fromHex, hex } from '../basics/bytes.ts';
import { list, object, type Shape, text } from '../basics/shape.ts';
import type { Hash } from '../hash/hash.ts';
import { code, hash, rank } from './alphabet-shapes.ts';
import type { ReplacementRequest } from './certificate.ts';
import type { ListKeys } from './leaves.ts';
import { isReason, replacementReasonKey } from './replacement-request.ts';
import type { PlaceNow } from './run-replacement.ts';

/**
 * One line of `opened/replacements.jsonl`: what the reveal opens of replacement `no`. `teams`: row and salt (hex) of every team it made, in
 * rank order. `reason` with its key (hex) for objects; the reasons of people stay sealed, as in the lists.
 */
export type OpenedReplacement = {
  readonly no: number;
  readonly teams: readonly { readonly row: string; readonly salt: string }[];
  readonly reason?: string;
  readonly reasonKey?: string;
};

export const openedReplacement: Shape<OpenedReplacement> = object(
  { no: rank, teams: list(object({ row: text('a text', () => true), salt: hash }, {})) },
  { reason: code, reasonKey: hash },
);

/**
 * Opens one replacement for the reveal. `reason`: the code that was sealed. It is left out, as for a person, where the row of the object
 * replaced is withheld: pass undefined.
 */
export function openReplacement(
  sessionHash: Hash,
  staffKey: ListKeys['staff'],
  {
    request,
    places,
    reason,
  }: {
    readonly request: ReplacementRequest;
    readonly places: readonly PlaceNow[];
    readonly reason: string | undefined;
  },
): OpenedReplacement {
  const teams = places.flatMap(({ teamLeaf }) => (teamLeaf ? [{ row: teamLeaf.text, salt: hex(teamLeaf.salt) }] : []));
  if (request.seat !== undefined || reason === undefined) return { no: request.no, teams };
  return { no: request.no, teams, reason, reasonKey: hex(replacementReasonKey(sessionHash, staffKey, request.no)) };
}

/** Where a reason is opened: is it the one that was sealed? Reason and key come together. */
export function isOpenedReason(
  sessionHash: Hash,
  { reason, reasonKey }: OpenedReplacement,
  request: ReplacementRequest,
): boolean {
  if (reason === undefined || reasonKey === undefined) return reason === reasonKey;
  return isReason(sessionHash, request.reason, { reason, key: fromHex(reasonKey)! });
}
