import { concat } from '../basics/bytes.ts';

/**
 * A Merkle tree as static files (C2SP tlog-tiles). A tile of level L holds the hashes of up to 256 subtrees of 256^L
 * leaves each; a bundle holds up to 256 entries. A tile that is not full names its width; its hashes are never hashed into
 * the level above.
 */
export type Tile = {
  /** 0 are the leaf hashes; `entries` the entries themselves. */
  readonly level: number | 'entries';
  readonly index: number;
  /** How many hashes or entries it holds, 1…256. */
  readonly width: number;
};

export const TILE_WIDTH = 256;
const MOST_BYTES = 0xffff;
const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** `tile/0/x001/x234/067`, or with `.p/<width>` where it is not full. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!;
  const place = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${place}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** Undefined for any path that is not the one `tilePath` gives. */
export function parseTilePath(path: string): Tile | undefined {
  const match = PATH.exec(path);
  if (!match) return undefined;
  const level = match[1] === 'entries' ? 'entries' : Number(match[1]);
  const index = Number(match[2]!.replace(/[x/]/g, ''));
  const tile = { level, index, width: match[3] === undefined ? TILE_WIDTH : Number(match[3]) } as const;
  return Number.isSafeInteger(index) && tilePath(tile) === path ? tile : undefined;
}

/** How many hashes or entries a tree of that size has for the tile: 0 where there is none, at most 256. */
export function tileWidth({ level, index }: Pick<Tile, 'level' | 'index'>, size: number): number {
  const whole = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  return Math.min(TILE_WIDTH, Math.max(0, whole - index * TILE_WIDTH));
}

/** Every tile and bundle of a tree of that size. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; TILE_WIDTH ** level <= size; level++) yield* tilesOfLevel(level, size);
  yield* tilesOfLevel('entries', size);
}

function* tilesOfLevel(level: Tile['level'], size: number): Generator<Tile> {
  for (let index = 0; ; index++) {
    const width = tileWidth({ level, index }, size);
    if (width === 0) return;
    yield { level, index, width };
  }
}

/** The entries one after another, each with its length before it in two bytes. Throws on one beyond 65,535 bytes. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > MOST_BYTES) throw new RangeError(`an entry of ${entry.length} bytes`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
    }),
  );
}
