import { checkPack } from '../src/policy/parse-pack.ts';
import { packValue } from './pack-files.ts';

export type Tree = Record<string, unknown>;
export type Edit = (value: Tree) => void;

export const listOf = (value: Tree, key: string) => value[key] as Tree[];
export const ruleOf = (value: Tree, topic: string) =>
  listOf(value, 'rules').find(({ id }) => String(id).startsWith(`jiangxian/${topic}/`))!;
export const classOf = (value: Tree, id: string) => listOf(value, 'classes').find((cls) => cls['id'] === id)!;

/** The value of the first rule of a topic with some fields changed. */
export const set =
  (topic: string, fields: Tree): Edit =>
  (value) => {
    const rule = ruleOf(value, topic);
    rule['value'] = { ...(rule['value'] as Tree), ...fields };
  };
/** One more rule for all. */
export const add =
  (topic: string, value: unknown): Edit =>
  (pack) => {
    const clause = { section: '一', quote: '示例原文' };
    listOf(pack, 'rules').push({ id: `jiangxian/${topic}/all/all`, value, strictness: 'hard', clause });
  };
export const both =
  (...edits: readonly Edit[]): Edit =>
  (value) => {
    for (const edit of edits) edit(value);
  };

/** Faults after one edit of a shipped pack: the place inside the rule or class, and what is said. */
export function faultsOf(edit: Edit): readonly string[] {
  const value = packValue('jiangxian');
  edit(value);
  const checked = checkPack(value);
  if (checked.ok) return [];
  return checked.error.map(({ path: [list, i, ...rest], message }) => {
    const one = i === undefined ? undefined : listOf(value, String(list))[Number(i)];
    return `${one ? (String(one['id']).split('/')[1] ?? String(one['id'])) : String(list)} ${rest.join('/')} ${message.slice(message.indexOf('：') + 1)}`;
  });
}
