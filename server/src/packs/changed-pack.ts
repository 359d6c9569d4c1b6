import {
  applies,
  type Pack,
  type SwitchSetting,
  type SwitchValue,
  type ValueSetting,
} from '@sunlot/core/policy/pack.ts';
import { Problem } from '../problem.ts';
import { type Fields, settableValue, type TypedFault, typedLike, valueWords } from './pack-values.ts';

/** A pack as its file has it. */
export type PackFile = Fields & { readonly rules: readonly Fields[]; readonly ambiguities: readonly Fields[] };
type Change = (file: PackFile) => PackFile;

/**
 * Another reading or another value of a pack, as a change of its file.
 *
 * @throws Problem pack.switchUnknown, pack.switchValue, pack.valueForm, pack.valueTwice, pack.valueUnknown, pack.switchSame
 */
export function changeOf(pack: Pack, key: string, typed: string): Change {
  const settings = pack.ambiguities.flatMap(({ switches }) => switches);
  const found = settings.find((setting) => setting.key === key);
  if (found) return switchTo(pack, found, typed);
  const values = pack.ambiguities.flatMap((ambiguity) => ambiguity.values);
  const value = values.find((setting) => setting.key === key);
  if (value) return valueTo(pack, value, typed);
  const keys = [...settings, ...values].map((one) => one.key).join('、');
  throw new Problem('pack.switchUnknown', { pack: pack.id, key, keys });
}

/** The option as the pack has it: `true` as typed is the truth value, `1` the number. */
function switchTo(pack: Pack, { key, options }: SwitchSetting, typed: string): Change {
  const wanted = options.find((option) => String(option) === typed);
  if (wanted === undefined) throw new Problem('pack.switchValue', { key, value: typed, options: options.join('、') });
  if (pack.settings[key] === wanted) throw new Problem('pack.switchSame', { key, value: typed });
  return (file) => ({ ...file, ambiguities: file.ambiguities.map((one) => withSwitch(one, key, wanted)) });
}

function withSwitch(ambiguity: Fields, key: string, value: SwitchValue): Fields {
  const switches = ambiguity['switches'] as readonly Fields[] | undefined;
  if (switches === undefined) return ambiguity;
  return { ...ambiguity, switches: switches.map((one) => (one['key'] === key ? { ...one, value } : one)) };
}

function valueTo(pack: Pack, setting: ValueSetting, typed: string): Change {
  const { key, rule, at } = setting;
  const present = settableValue(pack, setting);
  const read = typedLike(pack, present, typed);
  if (!read.ok) throw typedProblem(read.error, { key, value: typed, present: valueWords(present) });
  const wanted = read.value;
  if (valueWords(wanted) === valueWords(present)) throw new Problem('pack.switchSame', { key, value: typed });
  const isMeant = (one: Fields, i: number) => one['id'] === rule && applies(pack.settings, pack.rules[i]!);
  return (file) => ({
    ...file,
    rules: file.rules.map((one, i) =>
      isMeant(one, i) ? { ...one, value: withSeats({ ...(one['value'] as Fields), [at]: wanted }) } : one,
    ),
  });
}

type Typed = { readonly key: string; readonly value: string; readonly present: string };

function typedProblem(fault: TypedFault, typed: Typed): Problem {
  const { key } = typed;
  switch (fault.kind) {
    case 'form':
      return new Problem('pack.valueForm', typed);
    case 'twice':
      return new Problem('pack.valueTwice', { key, name: fault.name });
    case 'unknown':
      return new Problem('pack.valueUnknown', { key, name: fault.name, names: fault.names.join('、') });
  }
}

/** A larger group has more seats like the last one of the scheme; a smaller one has those away again. */
function withSeats(value: Fields): Fields {
  const { min, seats } = value as { readonly min?: unknown; readonly seats?: unknown };
  if (typeof min !== 'number' || !Array.isArray(seats)) return value;
  const given = seats as readonly Fields[];
  const own = given.findLastIndex((_, i) => !isAdded(given, i)) + 1;
  const kept = given.slice(0, Math.max(own, min));
  const more = Array.from({ length: Math.max(0, min - kept.length) }, (_, i) => like(given[own - 1]!, kept.length + i));
  return { ...value, seats: [...kept, ...more] };
}

function like({ object: _, ...seat }: Fields, place: number): Fields {
  return { ...seat, id: `${seat['id']}${place}` };
}

/** Is the seat one that a larger group was given: one before it again, under its code and its own place? */
function isAdded(seats: readonly Fields[], place: number): boolean {
  const { object, ...seat } = seats[place]!;
  const words = JSON.stringify(Object.entries(seat).sort());
  const isLike = (one: Fields) => JSON.stringify(Object.entries(like(one, place)).sort()) === words;
  return object !== true && seats.slice(0, place).some(isLike);
}

/** The seats of the group, where the value is one of its rule: what a switch has made of them. */
export function seatsOf(pack: Pack, key: string, { rules }: PackFile): readonly string[] | undefined {
  const rule = pack.ambiguities.flatMap(({ values }) => values).find((one) => one.key === key)?.rule;
  const place = pack.rules.findIndex(
    ({ id, ...one }) => id === rule && one.topic === 'group' && applies(pack.settings, one),
  );
  const { seats } = (rules[place]?.['value'] ?? {}) as { readonly seats?: readonly { readonly name: string }[] };
  return seats?.map(({ name }) => name);
}
