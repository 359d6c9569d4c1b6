import type { ComplianceView, FindingView, MeasureView } from '@sunlot/contract/compliance.ts';
import type { VerdictDifferences } from '@sunlot/contract/verdicts.ts';

/** What the data of today would say otherwise than a verdict that is final. Names and wordings are no difference, numbers are. */
export function verdictDifferences(stored: ComplianceView, now: ComplianceView): VerdictDifferences {
  return {
    asOf: now.asOf,
    ...(stored.verdict !== now.verdict && { verdict: { stored: stored.verdict, now: now.verdict } }),
    ...(stored.visits !== now.visits && { visits: { stored: stored.visits, now: now.visits } }),
    findings: pairs(stored.findings, now.findings, findingAt).filter(differ),
    measures: pairs(stored.tables, now.tables, measureAt).filter(differ),
  };
}

/** The numbers of a quarter that are otherwise in the verdict on its year. */
export function quarterDifferences(
  fixed: readonly MeasureView[],
  { period, tables }: { readonly period: string; readonly tables: readonly MeasureView[] },
): readonly { readonly stored?: MeasureView; readonly now?: MeasureView }[] {
  const known = new Set(fixed.map(measureAt));
  return pairs(
    fixed,
    tables.filter((one) => one.period === period && known.has(measureAt(one))),
    measureAt,
  ).filter(differ);
}

/** Which finding it is; the rest of it are its numbers. */
function findingAt({ code, rule, class: cls, level, period, object, item }: FindingView): string {
  return JSON.stringify([code, rule, cls, level, period, object, item]);
}

function measureAt({ rule, class: cls, level, period, topic }: MeasureView): string {
  return JSON.stringify([rule, cls, level, period, topic]);
}

type Pair<T> = { readonly stored?: T; readonly now?: T };

/** Both sides by their key, in the order of the stored one and then of the other; of several alike the first with the first. */
function pairs<T>(stored: readonly T[], now: readonly T[], keyOf: (one: T) => string): Pair<T>[] {
  const left = new Map<string, T[]>();
  for (const one of now) left.set(keyOf(one), [...(left.get(keyOf(one)) ?? []), one]);
  const known = stored.map((one): Pair<T> => {
    const [same, ...rest] = left.get(keyOf(one)) ?? [];
    left.set(keyOf(one), rest);
    return same === undefined ? { stored: one } : { stored: one, now: same };
  });
  return [...known, ...[...left.values()].flat().map((one): Pair<T> => ({ now: one }))];
}

function differ({ stored, now }: Pair<FindingView | MeasureView>): boolean {
  return numbersOf(stored) !== numbersOf(now);
}

/** Words, days, who has closed by now and who waits: what is still missing is later with every day that passes. */
const NO_NUMBERS: ReadonlySet<string> = new Set<keyof FindingView>([
  ...([
    'clause',
    'objectName',
    'principle',
    'derived',
    'expired',
    'date',
    'due',
    'dueEstimated',
    'doneOn',
    'lateBy',
    'gone',
    'waiting',
    'waitingIn',
    'cancelled',
    'cancelledIn',
  ] as const),
]);

function numbersOf(one: FindingView | MeasureView | undefined): string {
  if (one === undefined) return '';
  const numbers = Object.entries(one).filter(([key]) => !NO_NUMBERS.has(key));
  return JSON.stringify(numbers.sort(([a], [b]) => (a < b ? -1 : 1)));
}
