import { staffKindChoices } from '@sunlot/contract/inspector-columns.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';

/** A seat of a team in the words of the scheme; of who supports it, the kind of people. One of a department is its name. */
export function seatName(pack: Pack, id: string): string {
  const own = theRule(pack, 'group').value.seats.find((seat) => seat.id === id);
  return own?.name ?? SUPPORT[id] ?? id;
}

const SUPPORT: Readonly<Record<string, string>> = {
  expert: staffKindChoices.expert.at(-1)!,
  auxiliary: staffKindChoices.auxiliary.at(-1)!,
  supervision: staffKindChoices.dailySupervision.at(-1)!,
};
