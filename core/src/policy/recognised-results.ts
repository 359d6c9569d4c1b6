/** Results of others that an office recognised (结果互认): what they said when it took them, and what they say since. */

export interface OthersResult {
  /** What the caller calls the visit it is of. */
  readonly ref: string;
  readonly items: readonly string[];
  readonly results: readonly string[];
}

/** A recognised result that was corrected or withdrawn since: nothing found `now` means withdrawn. */
export interface ChangedResult {
  readonly was: OthersResult;
  readonly now: OthersResult;
}

const PREFIX = 'recognise:[';

/** A result as it is remembered with the answer that takes it: with what it says, so that a corrected one is another one. */
export function resultKey({ ref, items, results }: OthersResult): string {
  return `recognise:${JSON.stringify([ref, [...items].sort(), [...results].sort()])}`;
}

/** Of what is known now, the results that an answer took and that still say what they said. */
export function takenResults<Result extends OthersResult>(
  answered: readonly string[],
  known: readonly Result[],
): readonly Result[] {
  return known.filter((one) => answered.includes(resultKey(one)));
}

/** The results that an answer took and that say something else now. */
export function changedResults(answered: readonly string[], known: readonly OthersResult[]): readonly ChangedResult[] {
  return answered
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => JSON.parse(key.slice(PREFIX.length - 1)) as [string, string[], string[]])
    .flatMap(([ref, items, results]) => {
      const was = { ref, items, results };
      const same = known.filter((one) => one.ref === ref);
      const [now] = same;
      return now && !same.some((one) => resultKey(one) === resultKey(was)) ? [{ was, now }] : [];
    });
}
