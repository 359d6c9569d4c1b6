import type { VerifySignature } from '@sunlot/core/draw/checkpoint.ts';
import type { EvidenceFiles } from '@sunlot/core/draw/evidence.ts';
import { type PartLoader, verifyLazily } from '@sunlot/core/draw/verify-lazily.ts';
import type { Verification } from '@sunlot/core/draw/verify-with.ts';
import type { Wasm } from '@sunlot/core/hash/wasm-lanes.ts';

/** The browser's, of which the types here do not tell. */
declare const WebAssembly: Wasm;

const load: PartLoader = {
  late: async () => (await import('@sunlot/core/draw/late-checks.ts')).LATE_CHECKS,
  beacon: async () => (await import('@sunlot/core/draw/drand.ts')).verifyQuicknet,
  lanes: async () => (await import('@sunlot/core/hash/wasm-lanes.ts')).wasmLanes(WebAssembly),
};

type Signed = Parameters<VerifySignature>;

/** By the browser itself; one from before 2025 has no Ed25519 and loads it. */
async function verifySignature(...signed: Signed): Promise<boolean> {
  return (await nativeAnswer(signed)) ?? (await import('./page-ed25519.ts')).verifyEd25519(...signed);
}

async function nativeAnswer([publicKey, message, signature]: Signed): Promise<boolean | undefined> {
  try {
    const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message));
  } catch {
    return undefined;
  }
}

/** The verification as a page would send it. */
export function verifyOnPage(files: EvidenceFiles, logKey?: string): Promise<Verification> {
  return verifyLazily(files, { load, verifySignature, ...(logKey !== undefined && { logKey }) });
}
