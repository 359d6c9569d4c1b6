import { utf8 } from '../src/basics/bytes.ts';
import { canonicalJson, type Json } from '../src/basics/canonical-json.ts';
import { type EvidenceFiles, FILES, withSums } from '../src/draw/evidence.ts';
import { textOf } from './packs.ts';
import type { Chance } from './random-session.ts';

/** Packs with one field changed: a value, a key or an item of a JSON text, a field or a line of a list. The sums are made anew. */

export type FieldMutant = { readonly place: string; readonly files: EvidenceFiles };

const JSON_FILES: readonly string[] = [FILES.certificate, FILES.witnesses];
const JSON_LINES: readonly string[] = [FILES.log, FILES.results, FILES.openedReplacements];
const UNREAD: readonly string[] = [FILES.howTo, FILES.sums, 'record.html'];

export function fieldMutant(files: EvidenceFiles, chance: Chance): FieldMutant {
  for (;;) {
    const made = anyChange(files, chance);
    if (textOf(made.files, FILES.sums) !== textOf(files, FILES.sums)) return made;
  }
}

/** A change that may leave everything as it was. */
function anyChange(files: EvidenceFiles, chance: Chance): FieldMutant {
  const names = [...files.keys()].filter((name) => !UNREAD.includes(name) && files.get(name)!.length > 0);
  const name = chance.in100(60) ? FILES.certificate : chance.one(names);
  const text = textOf(files, name);
  if (JSON_FILES.includes(name)) {
    const { place, value } = changedJson(JSON.parse(text), chance);
    return mutantOf(files, { name, place, text: canonicalJson(value) });
  }
  const lines = text.split('\n').slice(0, -1);
  const at = chance.below(lines.length);
  if (JSON_LINES.includes(name) && chance.in100(85)) {
    const { place, value } = changedJson(JSON.parse(lines[at]!), chance);
    return mutantOf(files, { name, place: `${at} ${place}`, text: ended(lines.with(at, canonicalJson(value))) });
  }
  return mutantOf(files, { name, place: `line ${at}`, text: ended(changedLines(lines, at, chance)) });
}

function mutantOf(
  files: EvidenceFiles,
  { name, place, text }: { name: string; place: string; text: string },
): FieldMutant {
  return { place: `${name} ${place}`, files: withSums(new Map([...files, [name, utf8(text)]])) };
}

const ended = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

function changedLines(lines: readonly string[], at: number, { one, below }: Chance): readonly string[] {
  const line = lines[at]!;
  const fields = line.split('\t');
  const other = one(lines).split('\t');
  const field = below(fields.length);
  return one([
    () => lines.toSpliced(at, 1),
    () => lines.toSpliced(at, 0, line),
    () => lines.toSpliced(at, 2, ...lines.slice(at, at + 2).reverse()),
    () => lines.with(at, fields.with(field, other[field] ?? '-').join('\t')),
    () => lines.with(at, fields.with(field, one(['-', '0', '1', '', 'in', 'out', 'base', 'x'])).join('\t')),
    () => lines.with(at, fields.toSpliced(field, 1).join('\t')),
  ])();
}

type Slot = { readonly path: string; readonly value: Json; readonly set: (value: Json | undefined) => void };

/** One value, key or item of a JSON value changed in place. */
export function changedJson(value: Json, chance: Chance): { readonly place: string; readonly value: Json } {
  const slots = slotsOf(value, '');
  // Every shape of path is as likely as every other, however often it occurs.
  const shape = ({ path }: Slot) => path.replace(/\d+/g, '#');
  const one = chance.one([...new Set(slots.map(shape))]);
  const slot = chance.one(slots.filter((each) => shape(each) === one));
  slot.set(otherThan(slot.value, slots, chance));
  return { place: slot.path, value };
}

function slotsOf(value: Json, path: string): Slot[] {
  if (typeof value !== 'object') return [];
  const parent = value as Record<string, Json>;
  return Object.keys(parent).flatMap((key) => {
    const set = (next: Json | undefined) => {
      if (next !== undefined) parent[key] = next;
      else if (Array.isArray(value)) (value as Json[]).splice(Number(key), 1);
      else delete parent[key];
    };
    const own = `${path}/${key}`;
    return [{ path: own, value: parent[key]!, set }, ...slotsOf(parent[key]!, own)];
  });
}

function otherThan(value: Json, slots: readonly Slot[], chance: Chance): Json | undefined {
  const { one, below, in100 } = chance;
  if (in100(10)) return undefined;
  if (typeof value === 'number') return one([value + 1, value - 1, 0, 1, -1, 7, 2 ** 53 - 1]);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') {
    const texts = slots.flatMap((slot) =>
      typeof slot.value === 'string' && slot.value.length === value.length ? [slot.value] : [],
    );
    const characters = [...value, '0'];
    const flipped = (at: number) =>
      characters
        .with(at, one([...'0123456789abcdef']))
        .slice(0, -1)
        .join('')
        .normalize('NFC');
    return one([() => one(texts), () => flipped(below(characters.length)), () => `${value}0`, () => ''])();
  }
  if (!Array.isArray(value)) return { ...value, [one(['x', 'k', 'value'])]: 1 };
  const items = value as readonly Json[];
  if (items.length === 0) return [one(['x', 1, {}, 'ab'.repeat(32)])];
  const at = below(items.length);
  return one([items.toSpliced(at, 1), [...items, items[at]!], items.toReversed(), []]);
}
