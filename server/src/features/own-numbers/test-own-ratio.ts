import { parse, stringify } from 'yaml';
import { rule } from '../agencies/test-tree.ts';

/** What a scheme names as the grounds of an own ratio, each with a text. */
export const grounds = { 污染源数量: '100 家', 检查人员数量: '14 人' };

/** The scheme leaves the ratio of its key objects to the county, and asks for all of them within five years. */
export function leavesKey(text: string): string {
  const tree = parse(text) as { rules: { id: string }[] };
  tree.rules = tree.rules.filter(({ id }) => !/\/(ratio|coverage)\/key\//.test(id));
  tree.rules.push(
    rule('ownRatio/key/county', { every: ['quarter'], grounds: Object.keys(grounds) }, 'soft'),
    rule('coverage/key/county', { years: 5, from: '2026-01-01' }),
  );
  return stringify(tree);
}
