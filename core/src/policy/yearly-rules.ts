import { type AnyRule, applies, type Pack, packInForce } from './pack.ts';
import type { Topic } from './rule-topics.ts';
import type { SwitchKey } from './switches.ts';

/** What a scheme asks of a whole year: judged by the version of 1 January, whatever version begins within the year (decision 0038). */

const YEARLY_TOPICS: ReadonlySet<Topic> = new Set<Topic>([
  'annualRatio',
  'coverage',
  'headcount',
  'floor',
  'target',
  'redraw',
  'cap',
  'internalJointShare',
  'creditShare',
  'interdepartmentalFigures',
  'participation',
  'publicationRate',
]);

/** How these are read, and what is counted over the year. */
const YEARLY_SWITCHES: readonly SwitchKey[] = [
  'calc.annualBase',
  'calc.visitUnit',
  'cap.levels',
  'cap.unit',
  'cap.strictness',
  'cap.countDrawsWhileExempt',
  'planTable.policy',
  'special.floor',
  'redraw.base',
  'redraw.strictness',
  'horizon.type',
  'participation.rule',
  'joint.denominatorIncludesOffsiteFullCoverage',
  'joint.internalDenominator',
  'credit.unit',
  'generalQuota.inspectorCount',
  'generalQuota.countDate',
];

/** The rules of a whole year that a version has in force, in the order of the pack. */
export function yearlyRules(pack: Pack): readonly AnyRule[] {
  return inForceOf(pack).filter(({ topic }) => YEARLY_TOPICS.has(topic));
}

/** The readings that concern a whole year and that another version has otherwise. */
export function yearlySwitches(pack: Pack, other: Pack): readonly SwitchKey[] {
  return YEARLY_SWITCHES.filter((key) => pack.settings[key] !== other.settings[key]);
}

/** The version that judges what is asked of a whole year: that of 1 January, or the first one where none was in force then; the pack at hand before any. */
export function versionOfYear(pack: Pack, versions: readonly Pack[] | undefined, year: number): Pack {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const known = versions ?? [];
  return packInForce(known, first) ?? known.find(({ effectiveFrom }) => effectiveFrom <= last) ?? pack;
}

/**
 * A version with the yearly rules and readings of the one that judges the year, so that what is planned and drawn in a period is what the
 * year asks for. Each of these rules keeps the clause of its own version. The same where both say the same.
 */
export function withYearlyRules(pack: Pack, ofYear: Pack): Pack {
  if (pack === ofYear) return pack;
  const known = MADE.get(pack) ?? new WeakMap<Pack, Pack>();
  MADE.set(pack, known);
  const made = known.get(ofYear) ?? grafted(pack, ofYear);
  known.set(ofYear, made);
  return made;
}

/** A pack made is a key elsewhere: one for each pair. */
const MADE = new WeakMap<Pack, WeakMap<Pack, Pack>>();

function grafted(pack: Pack, ofYear: Pack): Pack {
  const switches = yearlySwitches(ofYear, pack);
  const rules = yearlyRules(ofYear);
  if (switches.length === 0 && JSON.stringify(rules) === JSON.stringify(yearlyRules(pack))) return pack;
  const settings = Object.fromEntries(switches.map((key) => [key, ofYear.settings[key]]));
  const ids = new Set(['all', ...pack.classes.map(({ id }) => id)]);
  const own = inForceOf(pack).filter(({ topic }) => !YEARLY_TOPICS.has(topic));
  return {
    ...pack,
    rules: [...own, ...rules.filter((rule) => ids.has(rule.class))],
    settings: { ...pack.settings, ...settings },
  };
}

/** Each version's rules hold by its own readings, and so without a condition beside those of another. */
export function inForceOf({ rules, settings }: Pack): readonly AnyRule[] {
  return rules.filter((rule) => applies(settings, rule)).map(({ onlyIf: _, ...rule }) => rule as AnyRule);
}
