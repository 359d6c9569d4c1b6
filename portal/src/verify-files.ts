import type { VerifySignature } from '@sunlot/core/draw/checkpoint.ts';
import type { EvidenceFiles } from '@sunlot/core/draw/evidence.ts';
import { type PartLoader, verifyLazily } from '@sunlot/core/draw/verify-lazily.ts';
import type { Verification } from '@sunlot/core/draw/verify-with.ts';
import { type LaneMaker, plainLanes } from '@sunlot/core/hash/lanes.ts';

/** Told how many hashes are computed so far, some thousands at a time. */
export type OnHashes = (hashes: number) => void;

/** Plain lanes: WebAssembly would want a hole in the page's policy, and a province takes no second without it (docs/decisions/0033). */
function partsWith(onHashes: OnHashes): PartLoader {
  return {
    late: async () => (await import('@sunlot/core/draw/late-checks.ts')).LATE_CHECKS,
    beacon: async () => (await import('@sunlot/core/draw/drand.ts')).verifyQuicknet,
    lanes: () => Promise.resolve(countedLanes(onHashes)),
  };
}

function countedLanes(onHashes: OnHashes): LaneMaker {
  let hashes = 0;
  return (hash) => {
    const lanes = plainLanes(hash);
    return {
      ...lanes,
      run(state, messages) {
        lanes.run(state, messages);
        hashes += messages;
        onHashes(hashes);
      },
    };
  };
}

type Signed = Parameters<VerifySignature>;

/** By the browser itself; one from before 2025 has no Ed25519, one on a page without TLS no WebCrypto: these load it. */
async function verifySignature(...signed: Signed): Promise<boolean> {
  return (await nativeAnswer(signed)) ?? (await import('./ed25519.ts')).verifyEd25519(...signed);
}

async function nativeAnswer([publicKey, message, signature]: Signed): Promise<boolean | undefined> {
  try {
    const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message));
  } catch {
    return undefined;
  }
}

/** `verifyDraw` as a page runs it: what only some packs need is loaded when such a pack is there. */
export function verifyFiles(files: EvidenceFiles, onHashes: OnHashes = () => undefined): Promise<Verification> {
  return verifyLazily(files, { load: partsWith(onHashes), verifySignature });
}
