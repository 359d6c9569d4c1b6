import type { CalendarDate } from '../basics/dates.ts';
import { viewOf } from './conditions.ts';
import type { ClassId, ItemFacts, ObjectFacts } from './facts.ts';
import { type Pack, theRule } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import type { ItemKind } from './rule-topics.ts';

/** Which items of the list concern an object. */

export interface ItemExpansion extends Source {
  /** Serials in the order of the list. */
  readonly serials: readonly string[];
  /** Words of the list's 检查对象 column that the pack does not know: these rows match nobody. */
  readonly unknownKinds: readonly string[];
}

export interface ItemAsk {
  readonly object: ObjectFacts;
  readonly date: CalendarDate;
  readonly class: ClassId;
  /** Flags and overlays that hold beside the class. */
  readonly beside?: readonly ClassId[];
  readonly items: readonly ItemFacts[];
}

/** On entry all items that concern the enterprise are inspected: those whose 检查对象 is its class or a trait of it. */
export function expandItems(pack: Pack, ask: ItemAsk): ItemExpansion {
  const rule = theRule(pack, 'items');
  const { object, date, class: cls, beside = [], items } = ask;
  const view = viewOf(object, date, { class: cls, classes: [cls, ...beside] });
  const kindOf = (word: string) => rule.value.kinds.find((kind) => names(kind).includes(word));
  const words = items.flatMap(({ objectKind }) => objectKind);
  return {
    serials: items
      .filter(({ objectKind }) => objectKind.some((word) => kindOf(word)?.when.holds(view)))
      .map(({ serialNo }) => serialNo),
    unknownKinds: [...new Set(words.filter((word) => kindOf(word) === undefined))],
    ...sourceOf(rule),
  };
}

function names(kind: ItemKind): readonly string[] {
  return [kind.text, ...kind.aliases];
}
