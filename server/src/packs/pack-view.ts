import type { PackView } from '@sunlot/contract/packs.ts';
import {
  type AnyRule,
  type ClassCondition,
  type ClassDefinition,
  findRule,
  type Pack,
  type ValueSetting,
} from '@sunlot/core/policy/pack.ts';
import { settableValue, valueWords } from './pack-values.ts';
import { ruleWords, TOPIC_NAMES } from './rule-words.ts';

/** A pack as people and programs see it. */
export function packView(pack: Pack): PackView {
  const { id, version, name, effectiveFrom, effectiveTo, source } = pack;
  const otherwise = findRule(pack, 'precedence')?.value.otherwise;
  return {
    id,
    version,
    name,
    effectiveFrom,
    ...(effectiveTo && { effectiveTo }),
    source: { ...source },
    levels: pack.levels.map((level) => ({ ...level, classes: [...level.classes] })),
    classes: pack.classes.map((cls) => classView(cls, cls.id === otherwise)),
    rules: pack.rules.map((rule) => ruleView(pack, rule)),
    ambiguities: pack.ambiguities.map((ambiguity) => ({
      ...ambiguity,
      switches: ambiguity.switches.map((setting) => ({
        key: setting.key,
        default: setting.default,
        options: [...setting.options],
        value: pack.settings[setting.key],
      })),
      values: ambiguity.values.map((setting) => valueView(pack, setting)),
      rules: [...ambiguity.rules],
    })),
  };
}

function valueView(pack: Pack, setting: ValueSetting): PackView['ambiguities'][number]['values'][number] {
  const { key, rule } = setting;
  const value = settableValue(pack, setting);
  return { key, rule, value, words: valueWords(value) };
}

function classView(cls: ClassDefinition, otherwise: boolean): PackView['classes'][number] {
  const { id, name, aliases, standing, staysOnViolation: stays, origin, clause } = cls;
  return {
    id,
    name,
    aliases: [...aliases],
    standing,
    otherwise,
    conditions: cls.conditions.map(conditionView),
    ...(stays && { stays }),
    origin,
    clause,
  };
}

function conditionView(condition: ClassCondition): PackView['classes'][number]['conditions'][number] {
  const { id, fact, when, origin, clause, onlyIf } = condition;
  const within = condition.kind === 'event' && { within: condition.within };
  return { id, fact, when: when.source, ...within, origin, clause, ...(onlyIf && { onlyIf: [...onlyIf] }) };
}

function ruleView(pack: Pack, rule: AnyRule): PackView['rules'][number] {
  const { id, topic, class: cls, level, value, strictness, origin, clause, onlyIf } = rule;
  return {
    id,
    topic,
    topicName: TOPIC_NAMES[topic],
    class: cls,
    level,
    words: ruleWords(pack, rule),
    value,
    strictness,
    origin,
    clause,
    ...(onlyIf && { onlyIf: [...onlyIf] }),
  };
}
