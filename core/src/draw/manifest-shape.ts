import { isPeriod } from '../basics/dates.ts';
import { either, integer, list, literal, object, type Shape, text } from '../basics/shape.ts';
import { PROFILES } from '../hash/hash.ts';
import { agency, code, count, date, hash, name } from './alphabet-shapes.ts';
import { sourceShape } from './entropy.ts';
import { FALLBACKS, type Manifest, type Rule, type Seat, SPEC, type Stratum } from './manifest.ts';
import { areTags, MAX_TIER, MAX_WEIGHT } from './rows.ts';

/** The form of a manifest: every key, every alphabet, every range, nothing besides. Numbers against lists: `verify`. */

const MAX = Number.MAX_SAFE_INTEGER;

const listRoot = object({ root: hash, size: count }, {});

const rule: Shape<Rule> = either(
  object({ kind: literal('count'), count, clause: name }, {}),
  object({ kind: literal('ratio'), p: count, q: integer(1, MAX) }, {}),
);

const stratum: Shape<Stratum> = object(
  {
    id: code,
    base: count,
    rule,
    required: count,
    n: count,
    tiers: list(object({ tier: integer(0, MAX_TIER), pool: integer(1, MAX), n: count }, {})),
    reserve: count,
    excluded: list(object({ state: literal('base', 'out'), reason: code, count: integer(1, MAX) }, {})),
    clause: name,
  },
  { shortfall: object({ reason: literal('pool-exhausted', 'principle'), text: name }, {}) },
);

const tags: Shape<readonly string[]> = (value, path) => {
  const read = list(code)(value, path);
  return read.ok && !areTags(read.value) ? { ok: false, error: { path, expected: 'tags sorted by bytes' } } : read;
};

const seat: Shape<Seat> = object({ id: code, needs: tags }, { object: literal(true) });

export const manifestShape: Shape<Manifest> = object(
  {
    spec: literal(SPEC),
    profile: literal(...PROFILES),
    agency,
    task: code,
    period: text('a period', isPeriod),
    seq: integer(1, 0xffffffff),
    directory: hash,
    cycle: object({ from: date, to: date }, {}),
    lists: object({ objects: listRoot, inspectors: listRoot, recusals: listRoot }, {}),
    keyCommit: hash,
    keyHolder: name,
    strata: list(stratum, 1),
    seats: list(seat, 1),
    tags,
    weights: object({ clause: name, table: list(object({ id: code, weight: integer(1, MAX_WEIGHT) }, {})) }, {}),
    minChoice: count,
    fallback: list(literal(...FALLBACKS)),
    replacement: object({ mode: literal('next', 'fresh'), max: count }, {}),
    entropy: list(sourceShape, 1),
    lead: count,
    witnesses: hash,
    revealBy: date,
  },
  { plan: hash, supersedes: list(hash, 1), reason: name },
);
