/**
 * One measurement. `size` counts what `work` names (rows, seats, objects); `ms` and `referenceMs` are medians of runs
 * that took turns. `goal` is the product's own aim, `note` what else was seen (memory, longest block).
 */
export type Row = {
  readonly work: string;
  readonly size: number;
  readonly ms: number;
  /** What the time is held against; absent where nothing comparable exists. */
  readonly reference?: string;
  readonly referenceMs?: number;
  readonly goal?: string;
  readonly note?: string;
};

/** `runs`: samples of each measurement. `large`: also the sizes that take minutes. */
export type Options = { readonly runs: number; readonly large: boolean };

export type Part = {
  readonly name: string;
  readonly title: string;
  readonly run: (options: Options) => Promise<readonly Row[]>;
};
