import { condition } from './condition-decoder.ts';
import {
  anyText,
  type Decoder,
  date,
  fields,
  integer,
  isFields,
  list,
  oneOf,
  optional,
  pattern,
  refuse,
  text,
  withDefault,
} from './decode.ts';
import { didYouMean } from './near-miss.ts';
import type {
  Ambiguity,
  ClassCondition,
  ClassDefinition,
  Clause,
  LevelDefinition,
  OnlyIf,
  Origin,
  PackSource,
  Strictness,
  SwitchSetting,
  SwitchValue,
  ValueSetting,
} from './pack.ts';
import type { Topic } from './rule-topics.ts';
import { RULE_VALUES } from './rule-values.ts';
import { isSwitchKey, SWITCHES, type SwitchKey } from './switches.ts';

/** The shape of a pack file. What its parts mean to each other is checked in `pack-sense.ts`. */

export interface RuleDocument {
  readonly id: string;
  readonly value: unknown;
  readonly strictness: Strictness;
  readonly origin: Origin;
  readonly clause: Clause;
  readonly onlyIf?: readonly OnlyIf[];
}

export interface PackDocument {
  readonly format: 'sunlot-pack/1';
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly source: PackSource;
  readonly levels: readonly LevelDefinition[];
  readonly classes: readonly ClassDefinition[];
  readonly rules: readonly RuleDocument[];
  readonly ambiguities: readonly Ambiguity[];
}

const packId = pattern(/^[a-z][a-z0-9-]{1,30}$/, '小写字母开头的包代号（字母、数字、-），如 mycounty');
const classId = pattern(/^[A-Za-z][A-Za-z0-9]{0,30}$/, '类别代号（字母、数字），如 key');
const localId = pattern(/^[a-z][A-Za-z0-9.]{1,60}$/, '小写字母开头的代号，如 special.penalty');
const ruleId = pattern(
  /^[a-z][a-z0-9-]*\/[a-zA-Z]+\/[A-Za-z][A-Za-z0-9]*\/(municipal|newArea|county|all)$/,
  '规则编号 包/主题/类别/层级，如 mycounty/ratio/key/county',
);
const level = oneOf('municipal', 'newArea', 'county');
const origin: Decoder<Origin> = withDefault(oneOf<Origin>('scheme', 'derived'), 'scheme');

const clause: Decoder<Clause> = fields<Clause>({ section: text, quote: anyText, note: optional(text) });

const switchValue: Decoder<SwitchValue> = {
  read: (value, at, faults) =>
    typeof value === 'boolean' || typeof value === 'string' || Number.isInteger(value)
      ? (value as SwitchValue)
      : refuse(at, faults, '应为文字、整数或 true、false，请改写。'),
};

const switchKey: Decoder<SwitchKey> = {
  read: (value, at, faults) =>
    typeof value === 'string' && isSwitchKey(value)
      ? value
      : refuse(at, faults, noneSuch('这个开关', String(value), Object.keys(SWITCHES))),
};

const reading = fields<OnlyIf>({ switch: switchKey, is: switchValue });

/** One reading, or a list of readings that must all be used. */
const onlyIf: Decoder<readonly OnlyIf[]> = {
  read: (value, at, faults) => {
    if (Array.isArray(value)) return list(reading, 1).read(value, at, faults);
    const one = reading.read(value, at, faults);
    return one && [one];
  },
};

const conditionFields = { id: localId, fact: text, when: condition, clause, origin, onlyIf: optional(onlyIf) };

const fieldCondition = fields<Extract<ClassCondition, { kind: 'fields' }>>({
  ...conditionFields,
  kind: oneOf('fields'),
});

const eventCondition = fields<Extract<ClassCondition, { kind: 'event' }>>({
  ...conditionFields,
  kind: oneOf('event'),
  within: oneOf('previousQuarter', 'previousYear', 'ever'),
});

/** A condition with `within` looks at events, one without at the object's fields. */
const classCondition: Decoder<ClassCondition> = {
  read: (value, at, faults) => {
    if (!isFields(value)) return fieldCondition.read(value, at, faults);
    return 'within' in value
      ? eventCondition.read({ kind: 'event', ...value }, at, faults)
      : fieldCondition.read({ kind: 'fields', ...value }, at, faults);
  },
};

const levelDefinition = fields<LevelDefinition>({ id: level, name: text, classes: list(classId, 1), clause });

const classDefinition = fields<ClassDefinition>({
  id: classId,
  name: text,
  aliases: withDefault(list(text), []),
  standing: withDefault(oneOf('exclusive', 'beside', 'overlay'), 'exclusive'),
  unless: withDefault(list(classId), []),
  table: optional(text),
  conditions: withDefault(list(classCondition), []),
  staysOnViolation: optional(fields<NonNullable<ClassDefinition['staysOnViolation']>>({ fact: text, clause })),
  origin,
  clause,
});

const ruleFrame = fields<RuleDocument>({
  id: ruleId,
  value: { read: (value) => value },
  strictness: oneOf('hard', 'principle', 'soft', 'info'),
  origin,
  clause,
  onlyIf: optional(onlyIf),
});

const rule: Decoder<RuleDocument> = {
  read: (value, at, faults) => {
    const frame = ruleFrame.read(value, at, faults);
    if (frame === undefined) return undefined;
    const topic = frame.id.split('/')[1]!;
    if (!isTopic(topic)) {
      return refuse([...at, 'id'], faults, noneSuch(`主题“${topic}”`, topic, Object.keys(RULE_VALUES)));
    }
    const before = faults.length;
    const typed: unknown = RULE_VALUES[topic].read(frame.value, [...at, 'value'], faults);
    return faults.length === before ? { ...frame, value: typed } : undefined;
  },
};

function noneSuch(what: string, word: string, known: readonly string[]): string {
  return `没有${what}。${didYouMean(word, known) || `可用的有：${known.join('、')}。`}`;
}

function isTopic(word: string): word is Topic {
  return Object.hasOwn(RULE_VALUES, word);
}

const switchSetting = fields<SwitchSetting>({
  key: switchKey,
  default: switchValue,
  value: optional(switchValue),
  options: list(switchValue, 1),
});

const valueSetting = fields<ValueSetting>({ key: localId, rule: ruleId, at: localId });

const ambiguity = fields<Ambiguity>({
  id: pattern(/^AMB-\d{2}$/, '歧义编号，如 AMB-03'),
  problem: text,
  reading: text,
  clause,
  switches: withDefault(list(switchSetting), []),
  values: withDefault(list(valueSetting), []),
  rules: withDefault(list(ruleId), []),
});

const source = fields<PackSource>({
  title: text,
  number: optional(text),
  issued: optional(date),
  kind: oneOf('scheme', 'explanation'),
  note: optional(text),
});

export const packDocument: Decoder<PackDocument> = fields<PackDocument>({
  format: oneOf('sunlot-pack/1'),
  id: packId,
  version: integer(1, 1_000_000),
  name: text,
  effectiveFrom: date,
  effectiveTo: optional(date),
  source,
  levels: list(levelDefinition, 1),
  classes: list(classDefinition, 1),
  rules: list(rule, 1),
  ambiguities: list(ambiguity),
});
