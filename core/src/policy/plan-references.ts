import { isDate } from '../basics/dates.ts';
import { type PackFault, type Path, refuse } from './decode.ts';
import { didYouMean } from './near-miss.ts';
import type { Pack } from './pack.ts';
import { idsOf, type Place, refuseOthers, refuseTwice } from './place.ts';
import { PLACEHOLDERS } from './plan.ts';
import { SERIAL } from './plan-table.ts';
import type { RuleValues } from './rule-topics.ts';

/** Days, fields and texts of the annual plan that nothing can fill. */

interface Known extends Place {
  readonly pack: Pack;
}

/** `05-20` of a day that every year has; undefined after a fault. */
export function checkDay([month, day]: readonly [number, number], { at, faults }: Place): string | undefined {
  const text = [month, day].map((part) => String(part).padStart(2, '0')).join('-');
  if (isDate(`2025-${text}`)) return text;
  return refuse(
    at,
    faults,
    isDate(`2024-${text}`)
      ? '2月29日只有闰年才有，请写 2月28日或 3月1日。'
      : `没有 ${month}月${day}日这一天，请核对月和日。`,
  );
}

export function checkSpan({ from, to }: RuleValues['planPeriod'], { at, faults }: Place): void {
  const read = (key: 'from' | 'to', text: string) =>
    checkDay([Number(text.slice(0, 2)), Number(text.slice(3))], { at: [...at, key], faults });
  const [first, last] = [read('from', from), read('to', to)];
  if (first !== undefined && last !== undefined && last < first)
    refuse([...at, 'to'], faults, `计划期的最后一天 ${to} 早于第一天 ${from}，计划期须在同一年内，请核对。`);
}

export function checkPlanFields({ fields }: RuleValues['planFields'], { at, faults, pack }: Known): void {
  const places = [...at, 'fields'];
  refuseTwice(idsOf(fields, places), faults);
  const known = pack.classes.map(({ id }) => id);
  fields.forEach(({ default: text, byClass }, i) => {
    if (text !== undefined) checkText(text, [...places, i, 'default'], faults);
    const entries = Object.keys(byClass).map((id) => ({ id, at: [...places, i, 'byClass', id] }));
    refuseOthers(entries, { what: '类别', known, faults });
    for (const { id, at: place } of entries) checkText(byClass[id]!, place, faults);
  });
}

/** A text keeps its braces where they hold nothing that the plan can fill in. */
function checkText(text: string, at: Path, faults: PackFault[]): void {
  const known: readonly string[] = PLACEHOLDERS;
  const rest = text.replace(/\{(\w+)\}/g, (whole, name: string) => (known.includes(name) ? '' : whole));
  const named = [...rest.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);
  const can = known.map((name) => `{${name}}`).join('、');
  for (const name of named)
    refuse(at, faults, `填不了“{${name}}”，可写的有：${can}。${didYouMean(name.trim(), known)}`);
  if (named.length === 0 && /[{}]/.test(rest)) refuse(at, faults, `花括号没有成对，可写的有：${can}。`);
}

export function checkPlanTable({ columns }: RuleValues['planTable'], { at, faults, pack }: Known): void {
  const place = (key: 'field' | 'label') => columns.map((one, i) => ({ id: one[key], at: [...at, 'columns', i, key] }));
  const fields = pack.rules.flatMap((rule) =>
    rule.topic === 'planFields' ? rule.value.fields.map(({ id }) => id) : [],
  );
  refuseOthers(place('field'), { what: '计划字段', known: [SERIAL, ...fields], faults });
  refuseTwice(place('label'), faults, '列名');
}
