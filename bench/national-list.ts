import { creditCheckDigit } from '@sunlot/core/draw/alphabet.ts';
import { type FrozenList, freezeList } from '@sunlot/core/draw/freeze-list.ts';
import { deriveKeys } from '@sunlot/core/draw/leaves.ts';
import { listReader, type ReadList } from '@sunlot/core/draw/list-reader.ts';
import type { Manifest, Stratum } from '@sunlot/core/draw/manifest.ts';
import { countStrata, fillTiers, requiredBy } from '@sunlot/core/draw/strata.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { type Wasm, wasmLanes } from '@sunlot/core/hash/wasm-lanes.ts';
import { drawTerms } from './draw-terms.ts';

/** Lists of a nation's size: three strata, of which five of a hundred rows and a little more are drawn. All invented. Also runs in a browser. */

const HASH = hashOf('std');
/** The platform's WebAssembly, of which Node's types do not tell. */
declare const WebAssembly: Wasm;

export const FAST = wasmLanes(WebAssembly);
export const SEED = new Uint8Array(32).fill(7);

const LIST_KEY = new Uint8Array(32).fill(1);
/** Of a hundred: 10 % of the key ones, 5 % of the general, 2 % of the special ones. */
const STRATA = [
  { id: 'key', every: 10, p: 10 },
  { id: 'special', every: 7, p: 2 },
  { id: 'general', every: 1, p: 5 },
] as const;

/** Rows as texts, made while they are asked for. */
export function* rowTexts(size: number): Generator<string> {
  for (let n = 0; n < size; n++) {
    const first17 = `91999999${String(n).padStart(9, '0')}`;
    const stratum = STRATA.find(({ every }) => n % every === 0)!.id;
    yield `${stratum}\t${first17}${creditCheckDigit(first17)}\t示范县第${n}企业有限公司\t0\t1\tin\t-\t-`;
  }
}

export function frozenList(size: number, texts: Iterable<string> = rowTexts(size)): FrozenList {
  const { object } = deriveKeys(HASH, LIST_KEY);
  const frozen = freezeList({ hash: HASH, objectKey: object, texts, size, makeLanes: FAST });
  if (!frozen.ok) throw new Error(`not frozen: ${frozen.error.kind}`);
  return frozen.value;
}

/** The terms of a draw over the list; whatever a national draw does not need is the benchmark's county. */
export function manifestOf({ table, root }: Pick<FrozenList, 'table' | 'root'>): Manifest {
  const { listKey, objects, inspectors, recusals, ...terms } = drawTerms({ objects: 0, people: 0, drawn: 0 });
  const counts = countStrata(table);
  const nobody = { root: '0'.repeat(64), size: 0 };
  const strata = STRATA.map(({ id, p }): Stratum => {
    const { base, pools } = counts.get(id)!;
    const rule = { kind: 'ratio', p, q: 100 } as const;
    const n = requiredBy(rule, base);
    return { id, base, rule, required: n, n, tiers: fillTiers(pools, n), reserve: 3, excluded: [], clause: '第四条' };
  });
  const lists = { objects: { root, size: table.size }, inspectors: nobody, recusals: nobody };
  return { ...terms, spec: 'sunlot/1', keyCommit: '0'.repeat(64), lists, strata };
}

/** Reads a list from pieces of its bytes, its root included. */
export function readPieces(pieces: Iterable<Uint8Array>, size: number): ReadList {
  const reader = listReader(HASH, { size, makeLanes: FAST });
  for (const piece of pieces) {
    const fault = reader.write(piece);
    if (fault) throw new Error(`line ${fault.line}: ${fault.problem}`);
  }
  const read = reader.end();
  if (!read.ok) throw new Error(`line ${read.error.line}: ${read.error.problem}`);
  return read.value;
}
