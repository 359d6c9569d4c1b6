import type { Check } from '@sunlot/core/draw/check.ts';
import type { Verification } from '@sunlot/core/draw/verify-with.ts';

/** What a page and the worker that verifies for it say to each other. */

/** `address`: on this server; `file`: from the reader's own disk. */
export type PackSource = { readonly address: string } | { readonly file: Blob };

/** `change`: the pack that was verified last, with another value of source `source` (from 0); nothing is kept of it. */
export type Request =
  | { readonly kind: 'verify'; readonly source: PackSource }
  | { readonly kind: 'change'; readonly source: number; readonly value: string };

/** `done`: bytes fetched, or hashes computed; `total` where it is known. */
export type Progress = {
  readonly kind: 'progress';
  readonly stage: 'fetch' | 'check';
  readonly done: number;
  readonly total?: number;
};

export type Answer =
  | Progress
  | { readonly kind: 'verified'; readonly result: Verified }
  | { readonly kind: 'changed'; readonly result: Verified }
  | { readonly kind: 'failed'; readonly why: string };

/** `sha256` (hex) and `size` are the pack's; `numbers`: what was thrown or published, in order; `ms`: computing alone, without the fetch. */
export type Verified = Omit<Verification, 'checks'> & {
  readonly checks: readonly TitledCheck[];
  readonly numbers: readonly { readonly k: string; readonly value: string }[];
  readonly sha256: string;
  readonly size: number;
  readonly ms: number;
};
export type TitledCheck = Check & { readonly title: string };
