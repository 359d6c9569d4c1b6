import { fromBase64 } from '../basics/base64.ts';
import { either, integer, list, literal, object, type Shape, text } from '../basics/shape.ts';
import { isAgency } from './alphabet.ts';
import { code, count, hash, instant, rank } from './alphabet-shapes.ts';
import type { ReplacementEntry } from './log-entries.ts';
import { answerFields, answerOptions } from './replacement-shape.ts';
import { MAX_TIER } from './rows.ts';

/** The form of a QR opening. Hashes and salts are Base64, a path is the Base64 of its hashes one after the other, nearest first. */

const anyText = text('a text', () => true);
const bytes32 = text('Base64 of 32 bytes', (value) => fromBase64(value)?.length === 32);
const path = text('Base64 of hashes', (value) => (fromBase64(value) ?? [0]).length % 32 === 0);
const place = { index: count, size: count, path } as const;
const log = object({ ...place, time: instant, signature: anyText }, {});
const session = { at: instant, agency: text('an agency code', isAgency), task: code, seq: rank } as const;
const own = { rank, row: anyText, salt: bytes32, log } as const;
/** The profile of the draw, where it is not `std`. Another than the true one leads to no root. */
const profile = literal('gm');

const cutoff = object({ stratum: code, tier: integer(0, MAX_TIER), cutoff: bytes32 }, {});

/** Opens a rank as drawn, into the result's entry. `teams`: root of the teams where the rank has none. */
const drawn = object(
  {
    ...own,
    entry: object({ ...session, fingerprint: bytes32, seed: bytes32, cutoffs: list(cutoff), body: bytes32 }, {}),
    line: object(place, {}),
  },
  { profile, team: object({ ...place, row: anyText, salt: bytes32 }, {}), teams: bytes32 },
);

const replacement: Shape<ReplacementEntry> = object(
  { type: literal('replacement'), ...session, fingerprint: hash, no: rank, request: hash, ...answerFields },
  answerOptions,
);

/** Opens a place after its last replacement, into that replacement's entry, which names leaf and team. */
const replaced = object(
  { ...own, replacement },
  { profile, k: rank, team: object({ row: anyText, salt: bytes32 }, {}) },
);

export const ownOpeningShape = either(drawn, replaced);

type Value<S> = S extends Shape<infer T> ? T : never;
export type DrawnOpening = Value<typeof drawn>;
export type ReplacedOpening = Value<typeof replaced>;
export type LogPlace = Value<typeof log>;
