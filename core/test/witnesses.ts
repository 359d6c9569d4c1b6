import { createPublicKey, sign } from 'node:crypto';
import { fromHex } from '../src/basics/bytes.ts';
import type { Instant } from '../src/basics/instants.ts';
import { cosignatureLine, cosignedMessage } from '../src/draw/cosignature.ts';
import { formatKey, type NoteKey } from '../src/draw/signed-note.ts';
import { COSIGNATURE, type Witness, type WitnessPolicy } from '../src/draw/witness-policy.ts';
import { keyOf } from './session.ts';

/** Three witnesses: two of the county's line of command, one outside it. */
const NAMES = { inspection: '派驻纪检监察组', city: '市局执法队', newspaper: '虚构县报社' } as const;
export type WitnessId = keyof typeof NAMES;
const SECRETS: { readonly [id in WitnessId]: number } = { inspection: 21, city: 22, newspaper: 23 };

export function witnessNoteKey(id: WitnessId): NoteKey {
  const der = createPublicKey(keyOf(SECRETS[id])).export({ format: 'der', type: 'spki' });
  return { name: `witness.example/${id}`, publicKey: new Uint8Array(der.subarray(-32)) };
}

export function witness(id: WitnessId, over: Partial<Witness> = {}): Witness {
  return { name: NAMES[id], key: formatKey(witnessNoteKey(id), COSIGNATURE), outside: id === 'newspaper', ...over };
}

export function policy(quorum: number, ...ids: readonly WitnessId[]): WitnessPolicy {
  return { quorum, witnesses: ids.map((id) => witness(id)) };
}

/** The witness's line on a note at a time. */
export function cosign(note: string, id: WitnessId, time: Instant): string {
  const body = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const message = cosignedMessage(body, time);
  return cosignatureLine(witnessNoteKey(id), time, new Uint8Array(sign(null, message, keyOf(SECRETS[id]))));
}

/** The key of the example in GM/T 0003.5, and what it signed once (SM2 takes a random number) over the checkpoint of `log.json`. */
export const GM_KEY: NoteKey = {
  name: 'test.sunlot/log',
  publicKey: fromHex(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  )!,
};
export const GM_SIGNATURE = fromHex(
  '11d5f020b8f3f7baa572741361864d35c924bf293bcb9cb83c08ce36c138746ced94ec4eeb145a0631e5ab48f58b43f9e10b2e89cd4c3739981f4c9c8e556db6',
)!;
