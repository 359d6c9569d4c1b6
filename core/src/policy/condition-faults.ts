import { CONDITION_FIELDS, CONDITION_NAMES } from './conditions.ts';
import { didYouMean } from './near-miss.ts';

/** What is wrong with a condition, in Chinese: the sentence of the CEL checker, and what to write instead. */
export function conditionFault(error: string): string {
  for (const [pattern, say] of SENTENCES) {
    const match = pattern.exec(error);
    if (match) return say(match[1] ?? '', match[2] ?? '');
  }
  return `写法不对（${error}）`;
}

const SENTENCES: readonly (readonly [RegExp, (a: string, b: string) => string])[] = [
  [/^No such key: (\w+)/, (field) => `没有字段“${field}”。${didYouMean(field, CONDITION_FIELDS) || fieldList()}`],
  [
    /^Unknown variable: (\S+)/,
    (name) =>
      `没有“${name}”这个名称，可用的是 ${CONDITION_NAMES.join('、')}。${didYouMean(name, CONDITION_NAMES)}如果它是要比较的文字，请加英文双引号`,
  ],
  [
    /^no such overload: (.+?) (==|!=|in|<|>|<=|>=|&&|\|\|) /,
    (_, operator) => `“${operator}”两边的种类不同：是非、文字、列表、整数只能与同类比较（列表用 "值" in 列表）`,
  ],
  [/^no such overload: !/, () => '“!”只能放在是非字段前面'],
  [/^Unexpected character: =/, () => '相等写作两个等号 =='],
  [/^Unexpected character: ([“”‘’])/, () => '文字要用英文双引号 "…"，不能用中文引号'],
  [/^Unexpected character: '?(.)/u, (character) => `“${character}”处看不懂，并且写作 &&，或者写作 ||`],
  [/^Unterminated string/, () => '英文双引号没有成对'],
  [/^Unexpected token: EOF/, () => '没有写完'],
  [/^found no matching overload for '(.+)'/, (call) => `没有“${call}”这种用法`],
  [/^the result is (\S+), not a truth value/, (type) => `结果是${TYPES[type] ?? type}，应当是“是”或“否”，请写成比较`],
];

function fieldList(): string {
  return `可用的有：${CONDITION_FIELDS.join('、')}`;
}

const TYPES: Readonly<Record<string, string>> = { string: '文字', int: '整数', 'list<string>': '列表' };
