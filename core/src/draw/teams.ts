import { hex } from '../basics/bytes.ts';
import { canonicalJson, parseCanonical } from '../basics/canonical-json.ts';
import type { CalendarDate } from '../basics/dates.ts';
import { err, type Result } from '../basics/result.ts';
import { list, object, type Shape } from '../basics/shape.ts';
import type { Hash } from '../hash/hash.ts';
import { code, date, inspectorId, rank } from './alphabet-shapes.ts';
import { rowLeaf, teamSalt } from './leaves.ts';
import type { Manifest } from './manifest.ts';
import type { FallbackStep, SeatTaken } from './seats.ts';

/** Days within which the visit takes place, both inclusive. */
export type Window = { readonly from: CalendarDate; readonly to: CalendarDate };

/** One team: the visit of one object. `rank` is the lowest rank of the object. Its row is the canonical JSON of this. */
export type TeamRow = { readonly rank: number; readonly team: readonly SeatTaken[]; readonly window: Window };

/**
 * What is public of the teams at once: the root of their salted leaves in rank order, how many there are, which fallback
 * steps were needed, and ranks without a team. With `deficit` no team could be formed: the seats that nobody can fill.
 */
export type TeamsRecord = {
  readonly root: string;
  readonly size: number;
  readonly steps: readonly FallbackStep[];
  readonly postponed: readonly number[];
  readonly swapped: readonly number[];
  readonly deficit?: readonly { readonly rank: number; readonly seat: string }[];
};

const teamRowShape: Shape<TeamRow> = object(
  {
    rank,
    team: list(object({ seat: code, inspector: inspectorId }, {}), 1),
    window: object({ from: date, to: date }, {}),
  },
  {},
);

/** A team row as text, its salt and its leaf (hex): H(00‖salt‖row). */
export type TeamLeaf = { readonly text: string; readonly salt: Uint8Array; readonly leaf: string };

export function teamLeaf(hash: Hash, staffKey: Uint8Array, row: TeamRow): TeamLeaf {
  return teamRowLeaf(hash, teamSalt(hash, staffKey, row.rank), row);
}

/** The same under a salt of its own, for a team that a replacement makes. */
export function teamRowLeaf(hash: Hash, salt: Uint8Array, row: TeamRow): TeamLeaf {
  const text = canonicalJson(row);
  return { text, salt, leaf: hex(rowLeaf(hash, salt, text)) };
}

/** Do the visits end before everything is opened? */
export function isVisitWindow({ from, to }: Window, { revealBy }: Pick<Manifest, 'revealBy'>): boolean {
  return from <= to && to < revealBy;
}

/** Reads a team row; the error names the field, or `json` where the text is not the canonical JSON of any. */
export function parseTeamRow(text: string): Result<TeamRow, { readonly field: string }> {
  const value = parseCanonical(text);
  if (value === undefined) return err({ field: 'json' });
  const read = teamRowShape(value, '');
  return read.ok ? read : err({ field: read.error.path });
}
