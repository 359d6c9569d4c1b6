import { MOST_OWN_OPENING_BYTES } from '@sunlot/core/draw/own-opening.ts';
import encodeQR from 'qr';

/** Four modules of margin, as scanners expect. */
const BORDER = 4;

/** Does a text fit into a code that is still read from a phone held over paper? */
export function fitsQr(text: string): boolean {
  return Buffer.byteLength(text) <= MOST_OWN_OPENING_BYTES;
}

/** With the least error correction: the largest modules. The text is bytes of UTF-8. */
export function qrPicture(text: string, kind: 'svg' | 'ascii'): string {
  return encodeQR(text, kind, { ecc: 'low', encoding: 'byte', border: BORDER });
}
