import { type Condition, viewOf } from './conditions.ts';
import type { PackFault, Path } from './decode.ts';
import type { ClassId, ObjectFacts } from './facts.ts';
import type { AnyRule, ClassDefinition, OnlyIf, Pack } from './pack.ts';
import { applies } from './pack.ts';
import type { Topic } from './rule-topics.ts';

/**
 * What a pack says that is allowed but most likely not meant: nothing of it stops the pack from being used. Places are
 * paths like those of faults.
 */
export function packWarnings(pack: Pack): readonly PackFault[] {
  return [
    ...pack.classes.flatMap((cls, i) => classWarnings(pack, cls, ['classes', i])),
    ...pack.rules.flatMap((rule, i) => ruleWarnings(pack, rule, ['rules', i])),
    ...pack.levels.flatMap((level, i) =>
      level.classes.flatMap((cls, j) => unnumbered(pack, { class: cls, level: level.id }, ['levels', i, 'classes', j])),
    ),
  ];
}

function warn(path: Path, message: string): readonly PackFault[] {
  return [{ path, message }];
}

function classWarnings(pack: Pack, cls: ClassDefinition, at: Path): readonly PackFault[] {
  const isDrawn = pack.levels.some(({ classes }) => classes.includes(cls.id));
  return [
    ...(isDrawn || isMeantForNobody(pack, cls)
      ? []
      : warn([...at, 'id'], `没有任何层级抽查类别“${cls.name}”，请核对 levels。`)),
    ...(cls.conditions.length > 0 || isOtherwise(pack, cls.id)
      ? []
      : warn([...at, 'id'], `类别“${cls.name}”没有条件，只能人工指定，名单里不会自动出现。`)),
    ...(cls.unless.includes(cls.id)
      ? warn([...at, 'unless'], `类别“${cls.name}”把自己排除在外，永远不会有对象。`)
      : []),
    ...cls.conditions.flatMap((condition, i) => [
      ...conditionWarnings(condition, [...at, 'conditions', i]),
      ...withoutAmbiguity(pack, condition, [...at, 'conditions', i, 'onlyIf']),
      ...withoutQuote(condition, [...at, 'conditions', i, 'clause']),
    ]),
    ...overtaken(pack, cls, at),
  ];
}

/** A class that is only reported by, or left over, or said to stand outside: the rows beside it are what is drawn. */
function isMeantForNobody(pack: Pack, { id, standing, origin }: ClassDefinition): boolean {
  const isReported = pack.rules.some(
    (rule) => rule.topic === 'classMap' && Object.values(rule.value.rows).includes(id),
  );
  return standing === 'overlay' || origin === 'derived' || isReported || isOtherwise(pack, id);
}

function isOtherwise(pack: Pack, cls: ClassId): boolean {
  return pack.rules.some((rule) => rule.topic === 'precedence' && rule.value.otherwise === cls);
}

/** Every condition of the class is also one of a class that comes before it: it is never the one that is chosen. */
function overtaken(pack: Pack, cls: ClassDefinition, at: Path): readonly PackFault[] {
  const rule = pack.rules.find((one) => one.topic === 'precedence' && applies(pack.settings, one));
  if (rule?.topic !== 'precedence' || cls.standing !== 'exclusive' || isOtherwise(pack, cls.id)) return [];
  const before = rule.value.order.slice(0, Math.max(0, rule.value.order.indexOf(cls.id)));
  const sources = (one: ClassDefinition) => one.conditions.map((c) => `${c.kind} ${c.when.source}`);
  const first = pack.classes.find(
    (other) =>
      other.standing === 'exclusive' &&
      before.includes(other.id) &&
      cls.conditions.length > 0 &&
      sources(cls).every((source) => sources(other).includes(source)),
  );
  return first
    ? warn([...at, 'conditions'], `“${cls.name}”的条件“${first.name}”都有，而后者排在前面，永远轮不到“${cls.name}”。`)
    : [];
}

type WarnedCondition = ClassDefinition['conditions'][number];

function conditionWarnings({ kind, when }: WarnedCondition, at: Path): readonly PackFault[] {
  const path = [...at, 'when'];
  const { source } = when;
  return [
    ...(kind === 'fields' && /\bevent\./.test(source)
      ? warn(
          path,
          '用到了事件（event）却没有写 within，永远不会成立；请写 within: previousQuarter、previousYear 或 ever。',
        )
      : []),
    ...(/\bclass(?:es)?\b/.test(withoutTexts(source))
      ? warn(path, '确定类别时还不知道类别（class、classes），永远不会成立。')
      : []),
    ...(isNever(when) ? warn(path, '没有用到任何字段，永远不会成立。') : []),
  ];
}

/** A condition that names nothing is the same for everybody; where it does not hold, nobody meets it. */
function isNever({ source, holds }: Condition): boolean {
  return !/\b(?:object|event|year|class|classes)\b/.test(withoutTexts(source)) && !holds(viewOf(NOBODY, '2000-01-01'));
}

const NOBODY: ObjectFacts = { id: '', name: '', region: '', status: 'active', permitCategory: 'none' };

function withoutTexts(source: string): string {
  return source.replace(/"[^"]*"/g, '""');
}

/** Topics that say how many of a class are inspected. */
const NUMBERS: readonly Topic[] = ['ratio', 'annualRatio', 'coverage', 'headcount', 'redraw'];
/** Topics by which a class of a level is known to have a number, or to have none on purpose. */
const ANSWERED: readonly Topic[] = [
  'ratio',
  'coverage',
  'floor',
  'headcount',
  'noRatio',
  'ownRatio',
  'adHoc',
  'redraw',
];

function ruleWarnings(pack: Pack, rule: AnyRule, at: Path): readonly PackFault[] {
  return [
    ...(NUMBERS.includes(rule.topic) ? withoutBase(pack, rule, [...at, 'id']) : []),
    ...withoutAmbiguity(pack, rule, [...at, 'onlyIf']),
    ...withoutQuote(rule, [...at, 'clause']),
  ];
}

function withoutBase(pack: Pack, rule: AnyRule, at: Path): readonly PackFault[] {
  if (rule.class === 'all') return [];
  const drawnBy = pack.levels.filter(({ id, classes }) => {
    return (rule.level === 'all' || rule.level === id) && classes.includes(rule.class);
  });
  return drawnBy.length > 0
    ? []
    : warn(
        at,
        `${rule.level === 'all' ? '没有任何层级' : `层级 ${rule.level} 不`}抽查类别 ${rule.class}，这条规则没有基数，不起作用。`,
      );
}

function unnumbered(pack: Pack, scope: Pick<AnyRule, 'class' | 'level'>, at: Path): readonly PackFault[] {
  const isAnswered = pack.rules.some(
    (rule) =>
      (ANSWERED.includes(rule.topic) || isSilentOnNumbers(rule)) &&
      (rule.class === 'all' || rule.class === scope.class) &&
      (rule.level === 'all' || rule.level === scope.level),
  );
  return isAnswered
    ? []
    : warn(
        at,
        `${scope.level} 抽查 ${scope.class}，却没有写抽查比例（ratio）、按人定数（headcount）或没有比例（noRatio）。`,
      );
}

/** "The scheme names no number" is an answer; silence on something else is none. */
function isSilentOnNumbers(rule: AnyRule): boolean {
  return rule.topic === 'silence' && rule.value.list.some(({ topic }) => NUMBERS.includes(topic));
}

function withoutAmbiguity(
  pack: Pack,
  { onlyIf = [] }: { readonly onlyIf?: readonly OnlyIf[] },
  at: Path,
): readonly PackFault[] {
  const settings = pack.ambiguities.flatMap(({ switches }) => switches);
  return onlyIf.flatMap((reading) => {
    const setting = settings.find(({ key }) => key === reading.switch);
    if (setting === undefined) return warn(at, `开关 ${reading.switch} 没有列入 ambiguities，别人看不到这种读法。`);
    if (setting.options.includes(reading.is)) return [];
    const options = setting.options.join('、');
    return warn(at, `开关 ${reading.switch} 不会是 ${reading.is}，永远不会成立；所列选项：${options}。`);
  });
}

function withoutQuote({ clause }: Pick<AnyRule, 'clause'>, at: Path): readonly PackFault[] {
  return clause.quote === '' ? warn([...at, 'quote'], '没有引用方案原文；方案里有相近的话，请抄在 quote。') : [];
}
