/** The word of a list that somebody most likely meant; undefined where none is near. */
export function nearMiss(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    const isNear = distance <= Math.max(1, Math.floor(Math.min(wanted.length, candidate.length) / 3));
    if (isNear && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { word: candidate, distance };
  }
  return best?.word;
}

/** `是不是“ratio”？`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = nearMiss(word, known);
  return found === undefined ? '' : `是不是“${found}”？`;
}

/** The words of a list, those that somebody most likely meant first; words equally far away keep their order. */
export function nearestFirst(word: string, known: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  const far = new Map(known.map((one) => [one, editDistance(wanted, one.toLowerCase()) / Math.max(1, one.length)]));
  return [...known].sort((a, b) => far.get(a)! - far.get(b)!);
}

/** Letters put in, taken out, changed, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(change, row[j]! + 1, next[j - 1]! + 1, isSwap ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
