import { utf8 } from '../src/basics/bytes.ts';
import { type EvidenceFiles, FILES, withSums } from '../src/draw/evidence.ts';
import { sha256 } from '../src/hash/sha256.ts';
import { textOf } from './packs.ts';

/** Packs with one byte changed, each with the place of the byte. */

/** `place`: path inside draw.json (`strata[].tiers[].cutoff`; keys and punctuation belong to the value around them), or the file's name. */
export type Mutant = { readonly place: string; readonly offset: number; readonly files: EvidenceFiles };

/** Files whose bytes are not covered by any check of the draw, but by the sums. */
const UNCHECKED: readonly string[] = [FILES.howTo, FILES.sums, 'record.html'];

/** Bytes of the same kind as the given one, so that a text keeps its form and only its meaning changes. */
const KINDS = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * The n-th mutant of a pack, always the same: a byte of a file (weighted by size, draw.json half of the time), changed to
 * one of its kind or, every third time, to any other. The sums of the mutant are made anew.
 */
export function mutant(files: EvidenceFiles, n: number): Mutant {
  const random = new DataView(sha256(utf8(`mutant ${n}`)).buffer);
  const names = [...files.keys()].filter((name) => !UNCHECKED.includes(name));
  const name = n % 2 === 0 ? FILES.certificate : pick(names, random.getUint32(0), (each) => files.get(each)!.length);
  const bytes = Uint8Array.from(files.get(name)!);
  const offset = random.getUint32(4) % bytes.length;
  const old = bytes[offset]!;
  const kind = KINDS.find((characters) => characters.includes(String.fromCharCode(old)));
  const step = random.getUint32(8);
  bytes[offset] = kind && n % 3 > 0 ? similar(kind, old, step) : (old + 1 + (step % 255)) % 256;
  const place = name === FILES.certificate ? placeOf(textOf(files, name), offset) : name;
  return { place, offset, files: withSums(new Map([...files, [name, bytes]])) };
}

function similar(kind: string, old: number, step: number): number {
  const at = kind.indexOf(String.fromCharCode(old));
  return kind.charCodeAt((at + 1 + (step % (kind.length - 1))) % kind.length);
}

function pick(names: readonly string[], random: number, sizeOf: (name: string) => number): string {
  let at = random % names.reduce((sum, name) => sum + sizeOf(name), 0);
  for (const name of names) {
    at -= sizeOf(name);
    if (at < 0) return name;
  }
  throw new Error('no file');
}

/** Path of the innermost value that a byte of a canonical JSON text belongs to; indexes are left out. */
function placeOf(text: string, offset: number): string {
  const before = Buffer.from(text)
    .subarray(0, offset + 1)
    .toString('utf8');
  const path: string[] = [];
  let key = '';
  for (const token of before.matchAll(/"((?:[^"\\]|\\.)*)"(:?)|[{}[\]]|"[^"]*$/g)) {
    if (token[2] === ':') key = token[1]!;
    else if (token[0] === '{' || token[0] === '[') {
      path.push(token[0] === '[' ? `${key}[]` : key);
      key = '';
    } else if (token[0] === '}' || token[0] === ']') {
      path.pop();
      key = '';
    } else if (token[2] === '' && path[path.length - 1]?.endsWith('[]') !== true) continue;
  }
  return [...path, key].filter((part) => part !== '').join('.');
}
