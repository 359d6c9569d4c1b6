import { expect, test } from 'vitest';
import { loadPack, packValue } from '../../test/pack-files.ts';
import { parsePack } from './parse-pack.ts';

/** Values that an office may set: a name once, in a rule that is there and has that field. */

const SIZE = { key: 'group.minSize', rule: 'jiangxian/group/all/all', at: 'min' };

/** Faults where the pack leaves just these to the office: [path, message]. */
function faultsOf(...settings: readonly object[]): readonly (readonly [string, string])[] {
  const value = packValue('jiangxian');
  const ambiguities = value['ambiguities'] as Record<string, unknown>[];
  for (const one of ambiguities) one['values'] = [];
  ambiguities[0]!['values'] = settings;
  const parsed = parsePack(value);
  return parsed.ok ? [] : parsed.error.map(({ path, message }) => [path.join('/'), message] as const);
}

test('what the pack that ships leaves to the office', () => {
  const names = loadPack('jiangxian').ambiguities.flatMap(({ values }) => values.map(({ key }) => key));
  expect(names).toEqual(['group.minSize', 'secrecy.mode', 'secrecy.grounds', 'credit.weights']);
  expect(faultsOf(SIZE)).toEqual([]);
});

test.each([
  ['the name twice', [SIZE, SIZE], '1/key', '出现了两次'],
  ['the name of a switch', [{ ...SIZE, key: 'calc.denominatorSnapshot' }], '0/key', '出现了两次'],
  ['no such rule', [{ ...SIZE, rule: 'jiangxian/group/all/county' }], '0/rule', '没有“jiangxian/group/all/county”'],
  ['no such field', [{ ...SIZE, at: 'minimum' }], '0/at', '没有“minimum”，已有的是：min'],
])('%s is a fault', (...[, settings, place, words]) => {
  const found = faultsOf(...settings);
  expect(found.map(([at]) => at)).toEqual([expect.stringContaining(place)]);
  expect(found[0]![1]).toContain(words);
});
