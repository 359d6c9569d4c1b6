import { z } from 'zod';

/** A policy as it is brought in: the text of a JSON file. */
export const AppointWitnesses = z.strictObject({
  agency: z.string().max(20),
  file: z.string(),
  text: z.string().max(65_536),
  why: z.string().trim().min(1).max(500),
  approver: z.string(),
});
export type AppointWitnesses = z.infer<typeof AppointWitnesses>;

/** The policy in force. `hash` is what manifests name; without witnesses nobody was ever appointed, or the last ones were let go. */
export type WitnessesView = {
  readonly agency: string;
  readonly hash: string;
  readonly quorum: number;
  readonly witnesses: readonly {
    readonly name: string;
    readonly key: string;
    readonly role?: string | undefined;
    readonly outside: boolean;
  }[];
  readonly setAt?: string | undefined;
  readonly why?: string | undefined;
};

/** What came of cosignatures brought in. `ignored`: lines of keys that no policy knows. */
export type CosignedView = {
  readonly tree: 'public' | 'audit';
  readonly size: number;
  readonly added: readonly { readonly witness: string; readonly time: string }[];
  readonly known: number;
  readonly ignored: number;
};
