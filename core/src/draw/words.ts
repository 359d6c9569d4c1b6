import { wordlist } from '@scure/bip39/wordlists/simplified-chinese.js';
import { assert } from '../basics/assert.ts';
import { hex, utf8 } from '../basics/bytes.ts';
import { sha256 } from '../hash/sha256.ts';

/** SHA-256 of `chinese_simplified.txt` of BIP-39 (2,048 lines, each ended by LF). */
const WORD_LIST_HASH = '5c5942792bd8340cb8b27cd592f1015edf56a8c5b26276ee18a482428e7c5726';

const WORD_COUNT = 12;
const WORD_BITS = 11;

assert(hex(sha256(utf8(wordlist.map((word) => `${word}\n`).join('')))) === WORD_LIST_HASH, 'the BIP-39 word list');

/**
 * The fingerprint as 12 汉字 to read aloud: its first 132 bits, most significant first, 11 bits a character,
 * as places in the BIP-39 simplified Chinese list. Takes the 32 bytes of the fingerprint.
 */
export function fingerprintWords(fingerprint: Uint8Array): string {
  let bits = BigInt(`0x${hex(fingerprint)}`) >> BigInt(8 * fingerprint.length - WORD_COUNT * WORD_BITS);
  let words = '';
  for (let i = 0; i < WORD_COUNT; i++) {
    words = wordlist[Number(bits & 2047n)]! + words;
    bits >>= BigInt(WORD_BITS);
  }
  return words;
}
