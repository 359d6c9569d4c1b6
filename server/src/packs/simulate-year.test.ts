import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { expect, test } from 'vitest';
import { loadPack, readPackSource } from './pack-files.ts';
import { simulateYear } from './simulate-year.ts';

/** The directory of 绛县 2025: 37 key, 113 general, 9 special and 4 construction projects, each by the facts both schemes read. */
function directory(): readonly ObjectFacts[] {
  const many = (letter: string, n: number, more: Partial<ObjectFacts>) =>
    Array.from({ length: n }, (_, i) => ({
      ...{ id: `${letter}${i}`, name: `示范${letter}${i}`, region: '140826', status: 'active' as const },
      permitCategory: '登记管理' as const,
      ...more,
    }));
  return [
    ...many('K', 37, { keyListMember: [{ year: 2025, level: 'municipal' }] }),
    ...many('G', 113, {}),
    ...many('S', 9, { tags: ['特殊监管对象'] }),
    ...many('P', 4, { constructionProject: true }),
  ];
}

test.each([
  ['jiangxian', 10],
  ['xinxian', 12],
])('under %s the 37 key objects of one directory ask for %i a quarter, and all are seen within the year', (name, n) => {
  const loaded = loadPack(readPackSource(name)!);
  if ('faults' in loaded) throw new Error(loaded.faults[0]!.message);
  const agency = { code: '140826', name: '示范县', level: 'county' } as const;
  const asked = { agency, year: 2025, today: '2025-01-02', objects: directory(), inspectors: [] };
  const { classes } = simulateYear(loaded.pack, asked);
  const key = classes.find((one) => one.class === 'key')!;
  expect(key).toMatchObject({ base: 37, covered: 37, yearTotal: 4 * n });
  expect(key.periods.map(({ required }) => required)).toEqual([n, n, n, n]);
});
