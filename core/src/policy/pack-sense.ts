import type { Ratio } from '../basics/ratios.ts';
import { type PackFault, type Path, refuse } from './decode.ts';
import type { Ambiguity, AnyRule, ClassDefinition, Clause, OnlyIf, Origin, Pack, SwitchValue } from './pack.ts';
import type { PackDocument, RuleDocument } from './pack-document.ts';
import { idsOf, type Place, refuseTwice, refuseUnknown } from './place.ts';
import type { RuleValues, Topic } from './rule-topics.ts';
import { unmetNeed } from './switch-needs.ts';
import { DEFAULT_SETTINGS, type Settings, SWITCHES } from './switches.ts';

/** What every pack must say for all classes and levels, because the product cannot work without it. */
export const NEEDED: readonly Topic[] = [
  'precedence',
  'publication',
  'archive',
  'documents',
  'wordings',
  'secrecy',
  'grounds',
  'items',
  'planFields',
  'group',
  'draw',
  'separation',
  'witness',
  'approvals',
  'guard',
  'credit',
];

/** Checks that the parts of a pack agree and makes the pack of them. The result holds only if no fault was added. */
export function packSense(document: PackDocument, faults: PackFault[]): Pack {
  const rules = document.rules.map(asRule);
  const classes = new Set(document.classes.map(({ id }) => id));
  const check = { document, rules, classes, faults };
  if (document.effectiveTo !== undefined && document.effectiveTo < document.effectiveFrom) {
    refuse(['effectiveTo'], faults, `早于 effectiveFrom（${document.effectiveFrom}），请核对。`);
  }
  checkClasses(check);
  checkRules(check);
  checkPrecedence(check);
  checkAmbiguities(check);
  return { ...document, rules, settings: settingsOf(document.ambiguities) };
}

interface Check {
  readonly document: PackDocument;
  readonly rules: readonly AnyRule[];
  readonly classes: ReadonlySet<string>;
  readonly faults: PackFault[];
}

function asRule(rule: RuleDocument): AnyRule {
  const [, topic, cls, level] = rule.id.split('/');
  return { ...rule, topic, class: cls, level } as AnyRule;
}

function settingsOf(ambiguities: readonly Ambiguity[]): Settings {
  const set = ambiguities.flatMap(({ switches }) => switches).map((s) => [s.key, s.value ?? s.default]);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(set) } as Settings;
}

function checkClasses({ document, classes, faults }: Check): void {
  refuseTwice(idsOf(document.classes, ['classes']), faults);
  refuseTwice(idsOf(document.levels, ['levels']), faults);
  document.levels.forEach((level, i) => {
    checkClause(level.clause, 'scheme', { at: ['levels', i, 'clause'], faults });
    refuseUnknown(level.classes, classes, { at: ['levels', i, 'classes'], faults });
  });
  const conditions = document.classes.flatMap((cls, i) => idsOf(cls.conditions, ['classes', i, 'conditions']));
  refuseTwice(conditions, faults);
  document.classes.forEach((cls, i) => {
    checkClass(cls, ['classes', i], { classes, faults });
  });
}

function checkClass(cls: ClassDefinition, at: Path, { classes, faults }: Pick<Check, 'classes' | 'faults'>): void {
  checkClause(cls.clause, cls.origin, { at: [...at, 'clause'], faults });
  refuseUnknown(cls.unless, classes, { at: [...at, 'unless'], faults });
  cls.conditions.forEach((condition, i) => {
    checkClause(condition.clause, condition.origin, { at: [...at, 'conditions', i, 'clause'], faults });
    checkOnlyIf(condition, [...at, 'conditions', i], faults);
  });
}

function checkRules({ document, rules, classes, faults }: Check): void {
  const levels = new Set<string>(document.levels.map(({ id }) => id));
  rules.forEach((rule, i) => {
    const at = ['rules', i, 'id'];
    if (rules.slice(0, i).some((other) => other.id === rule.id && !areApart(other, rule))) {
      refuse(at, faults, `编号“${rule.id}”出现了两次，请改成不同的编号；两种读法各一条的，onlyIf 须互不相容。`);
    }
    if (rule.id.split('/')[0] !== document.id) refuse(at, faults, `编号应以包代号“${document.id}/”开头。`);
    if (rule.class !== 'all') refuseUnknown([rule.class], classes, { at, faults });
    if (rule.level !== 'all') refuseUnknown([rule.level], levels, { at, faults });
    if (rule.topic === 'ratio' && rule.value.max && isLess(rule.value.max, rule.value.min)) {
      refuse(['rules', i, 'value', 'max'], faults, '上限 max 低于下限 min，请核对。');
    }
    if (rule.topic === 'ratio' && rule.value.onSite && rule.value.offSite) {
      refuse(
        ['rules', i, 'value', 'onSite'],
        faults,
        'onSite（只有现场检查才算）与 offSite（不进企业检查）不能同时写，请只留一个。',
      );
    }
    if (rule.topic === 'group') checkGroup(rule.value, { at: ['rules', i, 'value', 'seats'], faults });
    if (rule.topic === 'evaluation') checkEvaluation(rule.value, { at: ['rules', i, 'value'], faults });
    if (rule.topic === 'cap') refuseUnknown(rule.value.exemptClasses, classes, { at: ['rules', i, 'value'], faults });
    if (rule.topic === 'jointDraw') refuseUnknown(rule.value.classes, classes, { at: ['rules', i, 'value'], faults });
    checkClause(rule.clause, rule.origin, { at: ['rules', i, 'clause'], faults });
    checkOnlyIf(rule, ['rules', i], faults);
  });
  for (const topic of NEEDED) {
    if (!rules.some((rule) => rule.topic === topic && rule.class === 'all' && rule.level === 'all')) {
      refuse(['rules'], faults, `缺少规则 ${document.id}/${topic}/all/all，请补写。`);
    }
  }
}

/** Every team that is drawn is as large as the seats: it may break neither number of its own rule. */
function checkGroup({ min, certified, maxWithoutReason, seats }: RuleValues['group'], { at, faults }: Place): void {
  if (certified !== undefined && certified > seats.length)
    refuse(at, faults, `要求 ${certified} 人持执法证，只有 ${seats.length} 个席位，请补上席位或减少 certified。`);
  if (seats.length < min) refuse(at, faults, `只有 ${seats.length} 个席位，少于最少人数 ${min}，请补上席位。`);
  if (maxWithoutReason !== undefined && seats.length > maxWithoutReason)
    refuse(at, faults, `有 ${seats.length} 个席位，多于不须说明理由的人数 ${maxWithoutReason}，请减少席位。`);
}

/** There are points to reach, and every deduction says what it counts. */
function checkEvaluation(
  { minimums, start, shares, deductions }: RuleValues['evaluation'],
  { at, faults }: Place,
): void {
  if (minimums === undefined && start === undefined && shares.length === 0)
    refuse(at, faults, '没有可以得的分，请写 minimums（完成最低抽查数）、start（起评分）或 shares（按比例得分）。');
  deductions.forEach(({ figure, findings }, i) => {
    if ((figure === undefined) === (findings === undefined))
      refuse(
        [...at, 'deductions', i],
        faults,
        '请写明按哪一个数（figure）或按哪些判定事项（findings）扣分，只写其中一样。',
      );
  });
}

function isLess(a: Ratio, b: Ratio): boolean {
  return a.p * b.q < b.p * a.q;
}

function checkPrecedence({ document, rules, classes, faults }: Check): void {
  rules.forEach((rule, i) => {
    if (rule.topic !== 'precedence') return;
    const at = ['rules', i, 'value'];
    refuseUnknown([...rule.value.order, rule.value.otherwise], classes, { at, faults });
    const ranked = new Set([...rule.value.order, rule.value.otherwise]);
    for (const cls of document.classes) {
      if (cls.standing !== 'overlay' && !ranked.has(cls.id)) refuse(at, faults, `优先顺序里没有类别“${cls.id}”。`);
    }
  });
}

function checkAmbiguities({ document, rules, faults }: Check): void {
  const known = new Set(document.rules.map(({ id }) => id));
  refuseTwice(idsOf(document.ambiguities, ['ambiguities']), faults);
  refuseTwice(
    document.ambiguities.flatMap(({ switches, values }, i) => [
      ...switches.map(({ key }, j) => ({ id: key, at: ['ambiguities', i, 'switches', j, 'key'] })),
      ...values.map(({ key }, j) => ({ id: key, at: ['ambiguities', i, 'values', j, 'key'] })),
    ]),
    faults,
  );
  document.ambiguities.forEach((ambiguity, i) => {
    refuseUnknown(ambiguity.rules, known, { at: ['ambiguities', i, 'rules'], faults });
    ambiguity.values.forEach(({ rule, at: field }, j) => {
      const at = ['ambiguities', i, 'values', j];
      refuseUnknown([rule], known, { at: [...at, 'rule'], faults });
      for (const { id, value } of rules) {
        if (id === rule) refuseUnknown([field], new Set(Object.keys(value)), { at: [...at, 'at'], faults });
      }
    });
    ambiguity.switches.forEach((setting, j) => {
      const at = ['ambiguities', i, 'switches', j];
      const effective: readonly SwitchValue[] = SWITCHES[setting.key];
      for (const option of setting.options) {
        if (!effective.includes(option)) {
          refuse(at, faults, `开关 ${setting.key} 没有选项“${option}”，可用的有：${effective.join('、')}。`);
        }
      }
      for (const used of [setting.default, setting.value ?? setting.default]) {
        if (!setting.options.includes(used)) refuse(at, faults, `“${used}”不在所列选项之中。`);
      }
      const used = setting.value ?? setting.default;
      const lacks = used === setting.default ? undefined : unmetNeed({ ...document, rules }, setting.key);
      if (lacks !== undefined) {
        refuse(
          at,
          faults,
          `开关 ${setting.key} 不能用“${used}”：本包没有${lacks}，这样读不起作用。请补上，或改回“${setting.default}”。`,
        );
      }
    });
  });
}

function checkClause(clause: Clause, origin: Origin, { at, faults }: Place): void {
  if (origin === 'scheme' && clause.quote === '') {
    refuse(at, faults, '缺少方案原文（quote）；方案没有规定的，请写 origin: derived 并在 note 说明。');
  }
  if (origin === 'derived' && clause.note === undefined) {
    refuse(at, faults, '方案没有规定的内容须在 note 说明为何如此。');
  }
}

function checkOnlyIf({ onlyIf = [] }: { readonly onlyIf?: readonly OnlyIf[] }, at: Path, faults: PackFault[]): void {
  for (const reading of onlyIf) {
    const options: readonly SwitchValue[] = SWITCHES[reading.switch];
    if (!options.includes(reading.is)) refuse([...at, 'onlyIf'], faults, `is 只能是 ${options.join('、')} 之一。`);
  }
}

/** Rules of one id are meant for different readings: some switch must stand otherwise for each. */
function areApart(a: Pick<AnyRule, 'onlyIf'>, b: Pick<AnyRule, 'onlyIf'>): boolean {
  const { onlyIf: others = [] } = b;
  return (a.onlyIf ?? []).some((one) => others.some((other) => one.switch === other.switch && one.is !== other.is));
}
