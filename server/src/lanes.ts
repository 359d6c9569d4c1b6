import { type LaneMaker, plainLanes } from '@sunlot/core/hash/lanes.ts';
import { type Wasm, wasmLanes } from '@sunlot/core/hash/wasm-lanes.ts';

/** Node's, of which its types do not tell. */
declare const WebAssembly: Wasm;

const fast = wasmLanes(WebAssembly);

/** Assembling and compiling the fast lanes takes some 30 ms: as long as plain ones hash so many rows. */
const FEW_ROWS = 10_000;

/** How to hash a list of so many rows. Both ways give the same. */
export function lanesFor(rows: number): LaneMaker {
  return rows < FEW_ROWS ? plainLanes : fast;
}
