import { parse, stringify } from 'yaml';
import type { PackSource } from '../../packs/pack-files.ts';
import { shippedPack } from '../../packs/pack-store.ts';

/** The next version of the scheme: offers warn, written checks need approval, and staying away comes first in principle. */
export function lenientPack(): PackSource {
  const { name, text } = shippedPack('jiangxian');
  const tree = parse(text) as {
    version: number;
    effectiveFrom: string;
    rules: { id: string; strictness: string; value: object; clause?: object }[];
  };
  const rule = (topic: string) => tree.rules.find(({ id }) => id === `jiangxian/${topic}/all/all`)!;
  rule('leastBurden').strictness = 'soft';
  rule('methods').value = {
    ...rule('methods').value,
    approval: ['written'],
    offSiteFirst: 'object.offSiteFacilities == "complete"',
    offSiteStrictness: 'principle',
    triggers: [{ id: 'complaint', text: '投诉举报' }],
  };
  tree.rules.push({
    id: 'jiangxian/consultation/all/all',
    strictness: 'hard',
    value: { before: ['interdepartmentalJoint'] },
    clause: { section: '三（四）', quote: '应当与参与部门充分协商' },
  });
  return { name, text: stringify({ ...tree, version: tree.version + 1, effectiveFrom: '2026-06-01' }) };
}
