import type { Wasm } from '../src/hash/wasm-lanes.ts';

/** The platform's WebAssembly, which core is only ever handed. */
export const { WebAssembly: platformWasm } = globalThis as unknown as { readonly WebAssembly: Wasm };
