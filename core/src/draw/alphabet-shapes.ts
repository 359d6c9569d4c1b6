import { isDate } from '../basics/dates.ts';
import { isInstant } from '../basics/instants.ts';
import { integer, text } from '../basics/shape.ts';
import { isAgency, isCode, isHash, isInspectorId, isName, isNonce } from './alphabet.ts';

/** The shapes that manifests, certificates and team rows are made of. */
export const hash = text('64 lower-case hex digits', isHash);
export const nonce = text('16–64 bytes as lower-case hex', isNonce);
export const agency = text('an agency code', isAgency);
export const code = text('a code', isCode);
export const name = text('a name without control characters', isName);
export const inspectorId = text('a certificate number', isInspectorId);
export const count = integer(0, Number.MAX_SAFE_INTEGER);
export const rank = integer(1, 0xffffffff);
export const date = text('a date', isDate);
export const instant = text('an instant', isInstant);
