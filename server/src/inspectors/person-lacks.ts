import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { asksIdNumber, missingPersonFields } from '@sunlot/core/policy/person-fields.ts';
import type { Keys } from '../keys.ts';

/** What a person's row lacks of what the scheme requires (信息不全), in its words. */
export function personLacks(
  { keys, pack }: { readonly keys: Keys; readonly pack: Pack },
  person: { readonly id: string; readonly facts: InspectorFacts; readonly sealed: Uint8Array | null },
): readonly string[] {
  const { facts } = person;
  // The seal is opened only to see whether a number lies under it; no digit leaves this function.
  const hasIdNumber = asksIdNumber(pack) && holdsIdNumber(keys, person);
  return missingPersonFields(pack, { facts, hasIdNumber }).map(({ text }) => text);
}

function holdsIdNumber(
  keys: Keys,
  { id, sealed }: { readonly id: string; readonly sealed: Uint8Array | null },
): boolean {
  if (sealed === null) return false;
  const personal = JSON.parse(Buffer.from(keys.open(sealed, `inspector/${id}`)).toString('utf8')) as object;
  return 'idNumber' in personal;
}
