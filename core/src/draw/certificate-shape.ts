import { integer, list, literal, object, type Shape, text } from '../basics/shape.ts';
import { code, count, hash, instant, name, rank } from './alphabet-shapes.ts';
import type {
  Certificate,
  CheckpointedProof,
  EntryProof,
  LaterProof,
  Opening,
  Reveal,
  SourceRecord,
} from './certificate.ts';
import { SOURCE_KINDS } from './entropy.ts';
import { FALLBACKS, SPEC } from './manifest.ts';
import { manifestShape } from './manifest-shape.ts';
import { replacementShape } from './replacement-shape.ts';
import { MAX_TIER } from './rows.ts';
import type { TeamsRecord } from './teams.ts';
import type { ToldStratum } from './told-winners.ts';

/** The form of `draw.json`: every key, every alphabet, nothing besides. What its parts must agree in: `verify`. */

const anyText = text('a text', () => true);
const path = list(hash);

const proofFields = { at: instant, index: count, path } as const;
const entryProof: Shape<EntryProof> = object(proofFields, {});
const manifestProof: Shape<CheckpointedProof> = object({ ...proofFields, checkpoint: anyText }, {});
const laterProof: Shape<LaterProof> = object({ ...proofFields, checkpoint: anyText, consistency: path }, {});

const replacementProofs = list(object({ request: laterProof }, { result: laterProof }), 1);

const proofs = object(
  { log: anyText, manifest: manifestProof, entropy: list(entryProof) },
  {
    ...{ logGm: anyText, result: laterProof, replacements: replacementProofs },
    ...{ reveal: laterProof, end: laterProof },
  },
);

const sourceRecord: Shape<SourceRecord> = object({ k: literal(...SOURCE_KINDS), value: anyText, entry: hash }, {});

const tier = integer(0, MAX_TIER);
const winners = list(object({ rank, leaf: hash, t: hash }, {}));
const reserve = list(object({ tier, leaf: hash, t: hash }, {}));
const toldTier = object({ tier }, { cutoff: hash, winners });
const toldStratum: Shape<ToldStratum> = object({ id: code, tiers: list(toldTier) }, { reserve });
const listRoot = object({ root: hash, size: count }, {});

const teams: Shape<TeamsRecord> = object(
  { root: hash, size: count, steps: list(literal(...FALLBACKS)), postponed: list(rank), swapped: list(rank) },
  { deficit: list(object({ rank, seat: code }, {}), 1) },
);

const opening: Shape<Opening> = object(
  { rank, row: anyText, salt: hash },
  { k: rank, teamRow: anyText, teamSalt: hash },
);

const reveal: Shape<Reveal> = object(
  { rows: hash, withheld: list(object({ leaf: hash, ground: code }, {})) },
  { objectKey: hash, early: name },
);

const base = {
  spec: literal(SPEC),
  manifest: manifestShape,
  proofs,
  entropy: list(sourceRecord),
  openings: list(opening),
  replacements: list(replacementShape),
  software: object({ name, version: name }, {}),
} as const;
const later = { reveal, end: object({ kind: literal('void', 'abandoned'), reason: name }, {}) } as const;

const frozen: Shape<Certificate> = object(base, later);
const drawn: Shape<Certificate> = object(
  { ...base, seed: hash, strata: list(toldStratum, 1), teams },
  { ...later, winners: listRoot, reserve: listRoot },
);

export const certificateShape: Shape<Certificate> = (value, at) =>
  typeof value === 'object' && value !== null && 'seed' in value ? drawn(value, at) : frozen(value, at);
