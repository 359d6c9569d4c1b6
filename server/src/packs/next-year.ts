import type { AdoptedPack } from '@sunlot/contract/packs.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { makeDate, yearOf } from '@sunlot/core/basics/dates.ts';
import { classChange, endedClasses } from '@sunlot/core/policy/classes-of-year.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { asksNothing } from '@sunlot/core/policy/judging-pack.ts';
import { type AnyRule, findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { yearlyRules, yearlySwitches } from '@sunlot/core/policy/yearly-rules.ts';
import { ruleWords } from './rule-words.ts';

type OfYear = { readonly ofYear: Pack; readonly level: Level };
type Yearly = NonNullable<NonNullable<AdoptedPack['nextYear']>['yearly']>;

/** What of a version that begins within a year waits for the next one (decisions 0021, 0038), and the classes that end with it; nothing where all of it holds at once. */
export function nextYear(pack: Pack, { ofYear, level }: OfYear): Pick<AdoptedPack, 'nextYear' | 'ended'> {
  const ended = endedClasses(pack, ofYear, level).map((cls) => className(ofYear, cls));
  return { ...waitsOf(pack, { ofYear, level }), ...(ended.length > 0 && { ended }) };
}

function waitsOf(pack: Pack, { ofYear, level }: OfYear): Pick<AdoptedPack, 'nextYear'> {
  const classes = otherPeriods(pack, { ofYear, level });
  const yearly = [...otherRules(pack, { ofYear, level }), ...otherReadings(pack, ofYear)];
  const { kept, waiting } = classChange(pack, ofYear, level);
  if (classes.length + yearly.length + kept.length + waiting.length === 0) return {};
  const from = makeDate(yearOf(pack.effectiveFrom) + 1, 1, 1);
  return {
    nextYear: {
      from,
      classes: [...classes],
      ...(yearly.length > 0 && { yearly }),
      ...(kept.length > 0 && { kept: kept.map((cls) => className(ofYear, cls)) }),
      ...(waiting.length > 0 && { waiting: waiting.map((cls) => className(pack, cls)) }),
    },
  };
}

/** The classes that it counts in other periods than the version the year began with. */
function otherPeriods(pack: Pack, { ofYear, level }: OfYear): readonly string[] {
  const unitOf = (version: Pack, cls: string) => findRule(version, 'ratio', { class: cls, level })?.value.every;
  const classes = (pack.levels.find(({ id }) => id === level)?.classes ?? []).filter((cls) => {
    const unit = unitOf(pack, cls);
    return unit !== undefined && unit !== unitOf(ofYear, cls) && !asksNothing(ofYear, { class: cls, level });
  });
  return classes.map((cls) => className(pack, cls));
}

/** Rules of the whole year that it has otherwise, has no more or has anew, for the level. */
function otherRules(pack: Pack, { ofYear, level }: OfYear): Yearly {
  const at = (version: Pack) =>
    new Map(
      yearlyRules(version)
        .filter((rule) => rule.level === 'all' || rule.level === level)
        .map((rule) => [rule.id, rule]),
    );
  const [old, young] = [at(ofYear), at(pack)];
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((id) => {
    const [was, is] = [old.get(id), young.get(id)];
    if (was && is && exact(was) === exact(is)) return [];
    const { topic, class: cls } = (is ?? was)!;
    return [
      {
        topic,
        ...(cls !== 'all' && { class: className(is ? pack : ofYear, cls) }),
        ...(was && { before: ruleWords(ofYear, was) }),
        ...(is && { after: ruleWords(pack, is) }),
      },
    ];
  });
}

function exact({ value, strictness }: AnyRule): string {
  return canonicalJson(JSON.parse(JSON.stringify({ value, strictness })));
}

function otherReadings(pack: Pack, ofYear: Pack): Yearly {
  return yearlySwitches(pack, ofYear).map((key) => ({
    key,
    before: String(ofYear.settings[key]),
    after: String(pack.settings[key]),
  }));
}
