import { NonceReceipt } from '@sunlot/contract/sources.ts';
import { fromHex, fromUtf8, utf8 } from '@sunlot/core/basics/bytes.ts';
import { openCheckpoint, parseVerifierKey } from '@sunlot/core/draw/checkpoint.ts';
import { FILES } from '@sunlot/core/draw/evidence.ts';
import { leafHash, verifyInclusion } from '@sunlot/core/hash/merkle.ts';
import { verifySignature } from '../log/checkpoint.ts';
import { unzipEvidence } from './zip-evidence.ts';

/**
 * What a pack says of a number that somebody sent in. `counted`: the entry stands in its log where the receipt says. `missing`: the
 * receipt is genuine, and the pack's log has something else there: the receipt proves it. `forged`: the receipt itself does not
 * hold. `noLog`: the pack has no log to look into.
 */
export type ReceiptVerdict = 'counted' | 'missing' | 'forged' | 'noLog';

export function checkReceipt(pack: Uint8Array, text: string): ReceiptVerdict {
  const receipt = readReceipt(text);
  if (!receipt || !isGenuine(receipt)) return 'forged';
  const log = unzipEvidence(pack)?.get(FILES.log);
  if (!log) return 'noLog';
  return fromUtf8(log)?.split('\n')[receipt.index] === receipt.entry ? 'counted' : 'missing';
}

function readReceipt(text: string): NonceReceipt | undefined {
  try {
    return NonceReceipt.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Was the entry in the log under a checkpoint that the log has signed? */
function isGenuine({ entry, index, path, checkpoint, log }: NonceReceipt): boolean {
  const key = parseVerifierKey(log);
  const opened = key && openCheckpoint(checkpoint, key, verifySignature);
  const steps = path.map((step) => fromHex(step));
  if (!opened?.ok || steps.some((step) => step === undefined)) return false;
  const { size, root } = opened.value;
  const proof = { leaf: leafHash(utf8(entry)), index, size, path: steps as Uint8Array[], root: fromHex(root)! };
  return index < size && verifyInclusion(proof);
}
