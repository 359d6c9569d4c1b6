import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { expect, test } from 'vitest';
import { loadPack, readPackSource } from '../packs/pack-files.ts';
import { Problem } from '../problem.ts';
import { requireOfLevel } from './require-of-level.ts';

const loaded = loadPack(readPackSource('yingkou')!);
if ('faults' in loaded) throw new Error('the pack does not load');
const { pack } = loaded;
const object = (id: string, permitCategory: ObjectFacts['permitCategory']): ObjectFacts => ({
  ...{ id, name: id, region: '210882', status: 'active', permitCategory },
});
const [key, general] = [object('K', '重点管理'), object('G', '登记管理')];
const asked = { pack, filter: '信用风险分类=A', on: '2023-03-06' } as const;

test('a scope of the city holds key objects alone, and is refused where nobody is left (R-004)', () => {
  const inside = { inside: [key, general], warnings: ['w'] };
  expect(requireOfLevel(inside, { ...asked, level: 'municipal' })).toEqual({ inside: [key], warnings: ['w'] });
  const alone = { inside: [general], warnings: [] };
  const refused = () => requireOfLevel(alone, { ...asked, level: 'municipal' });
  expect(refused).toThrow(Problem);
  expect(refused).toThrow('范围“信用风险分类=A”内的 1 家都属于本级不抽的类别（三（二）1）');
  // Control: the county draws general objects.
  expect(requireOfLevel(inside, { ...asked, level: 'county' })).toEqual(inside);
  expect(requireOfLevel(alone, { ...asked, level: 'county' })).toEqual(alone);
});
