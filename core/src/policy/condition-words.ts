import { type Condition, conditionTree } from './conditions.ts';
import { type PackFault, type Path, refuse } from './decode.ts';
import type { EventKind, GovernmentLevel, ObjectFacts, PermitCategory } from './facts.ts';
import { didYouMean } from './near-miss.ts';

/** What a condition compares: a field with a closed vocabulary never has another word, so that comparing it with one cannot hold. */

const EVENT_KINDS: readonly EventKind[] = [
  'listedSupervision',
  'mediaExposure',
  'crime',
  'excessNotice',
  'penalty',
  'verifiedComplaint',
  'unverifiedComplaint',
];
const GOVERNMENT_LEVELS: readonly GovernmentLevel[] = ['national', 'provincial', 'municipal', 'county'];
const PERMIT_CATEGORIES: readonly PermitCategory[] = ['重点管理', '简化管理', '登记管理', 'none'];
const CONSTRUCTION: readonly NonNullable<ObjectFacts['constructionStatus']>[] = [
  'notStarted',
  'building',
  'paused',
  'built',
  'operating',
];
/** Grades of the credit risk that a row of the directory can have. */
export const CREDIT_GRADES: readonly NonNullable<ObjectFacts['creditRiskGrade']>[] = ['A', 'B', 'C', 'D'];

/** Fields whose values are a closed vocabulary; the empty text asks whether anything is said. */
export const FIELD_WORDS: Readonly<Record<string, readonly string[]>> = {
  'event.kind': EVENT_KINDS,
  'event.level': [...GOVERNMENT_LEVELS, ''],
  'object.permitCategory': PERMIT_CATEGORIES,
  'object.pollutantTypes': ['水', '气', '土', '固废', '噪声', '辐射'],
  'object.constructionStatus': [...CONSTRUCTION, ''],
  'object.keyLists': [...GOVERNMENT_LEVELS, 'any'],
  'object.creditRiskGrade': [...CREDIT_GRADES, ''],
  'object.environmentalRisk': ['高', '中', '低', ''],
  'object.offSiteFacilities': ['complete', 'incomplete', 'none', ''],
  'object.hazardousWasteRole': ['产生', '经营'],
  'object.tierRows': ['A1', 'A2', 'A3', 'A4', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3', 'C4'],
};

const REGION = 'object.region';
/** Six digits; the empty text asks whether anything is said. */
const DIVISION = /^(?:\d{6})?$/;

interface Asked {
  readonly at: Path;
  readonly faults: PackFault[];
  readonly classes: readonly string[];
}

/** Refuses every word that the field it is compared with cannot have. */
export function refuseWords(condition: Condition, { at, faults, classes }: Asked): void {
  const words: typeof FIELD_WORDS = { ...FIELD_WORDS, class: classes, classes };
  for (const { field, word } of comparedWords(conditionTree(condition), new Map())) {
    const known = words[field];
    if (field === REGION && !DIVISION.test(word))
      refuse(at, faults, `${REGION} 是六位行政区划代码，不会是“${word}”，请写六位数字。`);
    if (known === undefined || known.includes(word)) continue;
    const listed = known.map((one) => one || '""').join('、');
    refuse(at, faults, `${field} 不会是“${word}”，条件不会成立；可能的值：${listed}。${didYouMean(word, known)}`);
  }
}

/** Does the condition read `event`, `class`, … outside its texts? */
export function readsName(condition: Condition, name: string): boolean {
  return reads(conditionTree(condition), name);
}

/** A node of the tree: what it does, and its parts, which are nodes, texts, or lists of them. */
interface Node {
  readonly op: string;
  readonly args: unknown;
}

interface Compared {
  readonly field: string;
  readonly word: string;
}

/** `bound` are the names that a macro gives to the entries of a list: `t` in `object.tags.exists(t, t == "…")`. */
type Bound = ReadonlyMap<string, string>;

function comparedWords(node: Node, bound: Bound): readonly Compared[] {
  const parts = partsOf(node.args);
  const [left, right] = parts;
  const macro = node.op === 'rcall' && parts[1]?.op === 'id' ? fieldOf(parts[0], bound) : undefined;
  const inside = macro === undefined ? bound : new Map([...bound, [String(parts[1]!.args), macro]]);
  const pairs = ['==', '!=', 'in'].includes(node.op)
    ? [...compare(left, right, bound), ...compare(right, left, bound)]
    : [];
  return [...pairs, ...parts.flatMap((part) => comparedWords(part, inside))];
}

function compare(one: Node | undefined, other: Node | undefined, bound: Bound): readonly Compared[] {
  const field = fieldOf(one, bound);
  return field === undefined ? [] : textsOf(other).map((word) => ({ field, word }));
}

function fieldOf(node: Node | undefined, bound: Bound): string | undefined {
  if (node?.op === 'id') return bound.get(String(node.args)) ?? String(node.args);
  const [of] = partsOf(node?.args);
  return node?.op === '.' && of?.op === 'id'
    ? `${String(of.args)}.${String((node.args as readonly unknown[])[1])}`
    : undefined;
}

/** A text, or the texts of a list. */
function textsOf(node: Node | undefined): readonly string[] {
  if (node?.op === 'list') return partsOf(node.args).flatMap(textsOf);
  return node?.op === 'value' && typeof node.args === 'string' ? [node.args] : [];
}

function partsOf(args: unknown): readonly Node[] {
  if (Array.isArray(args)) return args.flatMap(partsOf);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as Node] : [];
}

function reads(node: Node, name: string): boolean {
  return (node.op === 'id' && node.args === name) || partsOf(node.args).some((part) => reads(part, name));
}
