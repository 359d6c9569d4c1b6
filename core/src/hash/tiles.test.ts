import { expect, test } from 'vitest';
import { entryBundle, parseTilePath, type Tile, tilePath, tilesOf, tileWidth } from './tiles.ts';

test.each<[Tile, string]>([
  [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
  [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
  [{ level: 1, index: 999, width: 1 }, 'tile/1/999.p/1'],
  [{ level: 12, index: 1000, width: 255 }, 'tile/12/x001/000.p/255'],
  [{ level: 'entries', index: 273, width: 112 }, 'tile/entries/273.p/112'],
])('%j lies at %s', (tile, path) => {
  expect(tilePath(tile)).toBe(path);
  expect(parseTilePath(path)).toEqual(tile);
});

test.each([
  '',
  'tile/0/0',
  'tile/0/0000',
  'tile/00/000',
  'tile/x/000',
  'tile/100/000',
  'tile/0/x000/001',
  'tile/0/001/002',
  'tile/0/x001/x002',
  'tile/0/000.p/0',
  'tile/0/000.p/01',
  'tile/0/000.p/256',
  'tile/0/000.p/999',
  'tile/0/000/',
  '/tile/0/000',
  'tile/0/../000',
  `tile/0/${'x999/'.repeat(6)}999`,
])('%j is no path of a tile', (path) => {
  expect(parseTilePath(path)).toBeUndefined();
});

const shown = (size: number) => {
  const counts = new Map<string, number>();
  const partial: string[] = [];
  for (const tile of tilesOf(size)) {
    const { level, index, width } = tile;
    expect(tileWidth(tile, size)).toBe(width);
    if (width < 256) partial.push(tilePath(tile));
    else counts.set(String(level), index + 1);
  }
  return { full: Object.fromEntries(counts), partial };
};

test('the tiles of 70,000 leaves and of 256 are those that the specification counts', () => {
  expect(shown(70_000)).toEqual({
    full: { 0: 273, 1: 1, entries: 273 },
    partial: ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1', 'tile/entries/273.p/112'],
  });
  expect(shown(256)).toEqual({ full: { 0: 1, entries: 1 }, partial: ['tile/1/000.p/1'] });
});

test.each([
  [0, []],
  [1, ['tile/0/000.p/1', 'tile/entries/000.p/1']],
  [255, ['tile/0/000.p/255', 'tile/entries/000.p/255']],
  [257, ['tile/0/001.p/1', 'tile/1/000.p/1', 'tile/entries/001.p/1']],
  [512, ['tile/1/000.p/2']],
  [65_535, ['tile/0/255.p/255', 'tile/1/000.p/255', 'tile/entries/255.p/255']],
  [65_536, ['tile/2/000.p/1']],
])('partial tiles of %i leaves: %j; a wider one is not there', (size, partial) => {
  expect(shown(size).partial).toEqual(partial);
  for (const path of partial) {
    const tile = parseTilePath(path)!;
    expect(tileWidth(tile, size)).toBe(tile.width);
    expect(tileWidth({ ...tile, index: tile.index + 1 }, size)).toBe(0);
  }
});

test('a bundle is its entries with their lengths; one too long has no place in it', () => {
  const entries = [Uint8Array.of(7), new Uint8Array(0), new Uint8Array(0xffff).fill(1)];
  const bundle = entryBundle(entries);
  expect([...bundle.slice(0, 7)]).toEqual([0, 1, 7, 0, 0, 255, 255]);
  expect(bundle).toHaveLength(7 + 0xffff);
  expect(() => entryBundle([new Uint8Array(0x10000)])).toThrow(/65536 bytes/);
});
