import type { ClassDefinition, OnlyIf, Pack } from './pack.ts';
import type { RuleValues, Topic } from './rule-topics.ts';
import type { SwitchKey } from './switches.ts';

/**
 * What a pack must say for a switch to mean anything to it. A reading that no rule of the pack can honour would be shown and change nothing:
 * `pack check` refuses it with the reason given here.
 */

type Parts = Pick<Pack, 'levels' | 'classes' | 'rules'>;

interface Need {
  readonly isMet: (pack: Parts) => boolean;
  /** What is missing, in Chinese. */
  readonly lacks: (pack: Parts) => string;
}

/** A rule of one of some topics; `how` names the value it must have, where not every rule of the topic will do. */
function rule<T extends Topic>(
  topics: T | readonly T[],
  how?: { readonly says: string; readonly when: (value: RuleValues[T]) => boolean },
): Need {
  const wanted: readonly Topic[] = typeof topics === 'string' ? [topics] : topics;
  const isMet = ({ rules }: Parts) =>
    rules.some((one) => wanted.includes(one.topic) && (how === undefined || how.when(one.value as RuleValues[T])));
  const lacks = ({ rules }: Parts) => {
    if (how === undefined) return `规则 ${wanted.join('、')}`;
    const present = rules.filter((one) => wanted.includes(one.topic)).map(({ id }) => id);
    const aside = present.length === 0 ? '' : `（已有的 ${present.join('、')} 不是这样写的）`;
    return `写明 ${how.says} 的规则 ${wanted.join(' 或 ')}${aside}`;
  };
  return { isMet, lacks };
}

function classes(lacks: string, is: (cls: ClassDefinition) => boolean): Need {
  return { lacks: () => lacks, isMet: (pack) => pack.classes.some(is) };
}

/** Something of the pack holds only under one reading of the switch. */
function onlyIf(key: SwitchKey): Need {
  const names = (one: { readonly onlyIf?: readonly OnlyIf[] }) =>
    (one.onlyIf ?? []).some((only) => only.switch === key);
  return {
    lacks: () => `写有 onlyIf: { switch: ${key} } 的规则或条件`,
    isMet: (pack) => pack.rules.some(names) || pack.classes.some(({ conditions }) => conditions.some(names)),
  };
}

const byEvents = classes('以事件（within）入类的条件', ({ conditions }) =>
  conditions.some(({ kind }) => kind === 'event'),
);
const byQuarter = classes('以上季度事件（within: previousQuarter）入类的条件', ({ conditions }) =>
  conditions.some((one) => one.kind === 'event' && one.within === 'previousQuarter'),
);

const NEEDS: Partial<Record<SwitchKey, Need>> = {
  'calc.afterFullCoverage': rule('ratio'),
  'calc.exemptedInDenominator': rule('exemption'),
  'calc.exemptedCountsAsCovered': rule('exemption'),
  'cap.levels': rule('cap'),
  'cap.unit': rule('cap'),
  'cap.strictness': rule('cap'),
  'cap.countDrawsWhileExempt': rule('cap', {
    says: 'exemptClasses（至少一个类别）',
    when: ({ exemptClasses }) => exemptClasses.length > 0,
  }),
  'class.jointFlag': classes('附在其他类别之外的类别（standing: beside）', ({ standing }) => standing === 'beside'),
  'class.outside': onlyIf('class.outside'),
  'class.rules': onlyIf('class.rules'),
  'special.exitRequiresInspection': byQuarter,
  'special.triggerDate': byEvents,
  'publication.dayZeroCounts': {
    lacks: () => '按工作日计的期限（planPublication，或 kind: workingDays 的 publication）',
    isMet: ({ rules }) =>
      rules.some(
        (one) => one.topic === 'planPublication' || (one.topic === 'publication' && one.value.kind === 'workingDays'),
      ),
  },
  'publication.monthly.offsetMonths': rule('publication', {
    says: 'kind: monthly',
    when: ({ kind }) => kind === 'monthly',
  }),
  'plan.due': rule('planDue'),
  'planTable.policy': rule('target'),
  'report.summary.mode': rule(['quarterlySummary', 'quarterlyStatistics'], {
    says: 'edge: before',
    when: ({ edge }) => edge === 'before',
  }),
  'special.floor': rule('floor'),
  'special.adHocDraw': rule('adHoc'),
  'special.ratio': onlyIf('special.ratio'),
  'redraw.base': rule('redraw'),
  'redraw.strictness': rule('redraw'),
  'horizon.type': rule('coverage', { says: 'years 大于 1', when: ({ years }) => years > 1 }),
  'overlap.window': rule('overlap'),
  'campaign.skipRecognised': rule('replaceable'),
  'scope.campaignAction': onlyIf('scope.campaignAction'),
  'participation.rule': rule('participation'),
  'joint.denominatorIncludesOffsiteFullCoverage': rule('ratio', {
    says: 'offSite: true',
    when: ({ offSite }) => offSite === true,
  }),
  'joint.internalDenominator': rule('internalJointShare'),
  'credit.unit': rule('creditShare'),
  'general.nonPositiveBase': {
    lacks: () => '县级 generalNonPositive 类的抽查比例（ratio），以及在县级之上合并计算的层级',
    isMet: ({ rules, levels }) =>
      levels.some(({ id }) => id !== 'county') &&
      rules.some((one) => one.topic === 'ratio' && one.class === 'generalNonPositive' && one.level === 'county'),
  },
  'generalQuota.inspectorCount': rule('headcount'),
  'generalQuota.countDate': rule('headcount'),
  'class.constructionInGeneral': onlyIf('class.constructionInGeneral'),
  'tier.classMap': onlyIf('tier.classMap'),
  'tier.ratioScope': onlyIf('tier.ratioScope'),
  'tier.halfYears': onlyIf('tier.halfYears'),
  'tier.multiMembership': classes('同一张表（table）的类别', ({ table }) => table !== undefined),
  'tier.rangeUpperBound': rule('ratio', { says: 'max', when: ({ max }) => max !== undefined }),
  'tier.c4Residual': onlyIf('tier.c4Residual'),
};

/** What a pack lacks to honour a reading other than the usual one; undefined where it can. */
export function unmetNeed(pack: Parts, key: SwitchKey): string | undefined {
  const need = NEEDS[key];
  return need === undefined || need.isMet(pack) ? undefined : need.lacks(pack);
}
