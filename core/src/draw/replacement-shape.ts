import { list, literal, object, type Shape, text } from '../basics/shape.ts';
import { code, count, hash, rank } from './alphabet-shapes.ts';
import type { ReplacementRecord, ReplacementRequest, ReplacementResult } from './certificate.ts';

import { SOURCE_KINDS } from './entropy.ts';

/** The form of `replacements` in a certificate. */

const anyText = text('a text', () => true);
const signatory = object({ role: code, id: hash }, {});

const request: Shape<ReplacementRequest> = object(
  { no: rank, rank, reason: hash, evidence: hash, requester: signatory, approver: signatory },
  { seat: code },
);

/** What an answer has beside its request. */
export const answerFields = {
  places: list(object({ rank, k: count }, { leaf: hash, team: hash, vacant: list(code, 1) }), 1),
} as const;
export const answerOptions = { value: object({ k: literal(...SOURCE_KINDS), value: anyText }, {}) } as const;

const result: Shape<ReplacementResult> = object(answerFields, answerOptions);

export const replacementShape: Shape<ReplacementRecord> = object({ request }, { result });
