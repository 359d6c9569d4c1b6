import { hashOf } from '@sunlot/core/hash/hash.ts';
import { plainLanes } from '@sunlot/core/hash/lanes.ts';
import { expect, test } from 'vitest';
import { lanesFor } from './lanes.ts';

const PAGE = 65_536;

test('lists of a county are hashed plainly, those of a city and more on WebAssembly', () => {
  const std = hashOf('std');
  expect(lanesFor(240)).toBe(plainLanes);
  expect(lanesFor(20_000)(std).blocks.buffer.byteLength % PAGE).toBe(0);
  expect(lanesFor(20_000)(std).blocks.byteOffset).toBeGreaterThan(plainLanes(std).blocks.byteOffset);
});
