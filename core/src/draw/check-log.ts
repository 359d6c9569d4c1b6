import { fromHex } from '../basics/bytes.ts';
import { verifyConsistency, verifyInclusion } from '../hash/merkle.ts';
import type { CheckpointedProof, EntryProof, LaterProof } from './certificate.ts';
import { type Finding, judged } from './check.ts';
import { type Checkpoint, openCheckpoint, parseVerifierKey } from './checkpoint.ts';
import { entryLeaf, manifestEntry } from './log-entries.ts';
import type { Pack } from './verify-pack.ts';
import { NO_WITNESSES, witnessPolicyHash } from './witness-policy.ts';

/** V2 and V3: what the log's signed checkpoints prove about the manifest and the sources. */

/** Opens the checkpoint of a proof with the pack's log key; the error is a Chinese sentence. */
export function checkpointOf(pack: Pack, { checkpoint }: CheckpointedProof): Checkpoint | string {
  const key = parseVerifierKey(pack.certificate.proofs.log);
  if (!key) return '日志公钥格式不对';
  if (pack.logKey !== undefined && pack.logKey !== pack.certificate.proofs.log) return '日志公钥与您信任的公钥不同';
  const opened = openCheckpoint(checkpoint, key, pack.verifySignature);
  if (!opened.ok)
    return { form: '检查点格式不对', key: '检查点不是该公钥签的', signature: '检查点签名不成立' }[opened.error];
  return opened.value.origin === key.name ? opened.value : '检查点属于另一个日志';
}

/** Does the path lead from the entry's leaf (hex) to the checkpoint's root, and is the entry no younger than it? */
export function isLogged(leaf: string, { at, index, path }: EntryProof, { size, root, time }: Checkpoint): boolean {
  return at <= time && verifyInclusion({ leaf: bytes(leaf), index, size, path: path.map(bytes), root: bytes(root) });
}

/** Opens a later checkpoint and checks that its tree extends the tree of the manifest's checkpoint. */
export function laterCheckpoint(pack: Pack, proof: LaterProof): Checkpoint | string {
  const first = checkpointOf(pack, pack.certificate.proofs.manifest);
  const second = checkpointOf(pack, proof);
  if (typeof first === 'string') return first;
  if (typeof second === 'string') return second;
  const grows = verifyConsistency({
    first: { size: first.size, root: bytes(first.root) },
    second: { size: second.size, root: bytes(second.root) },
    path: proof.consistency.map(bytes),
  });
  return grows ? second : '后一检查点不是前一检查点的延续';
}

/** V2: the manifest stands in the log under a checkpoint of the log's key, and who else has seen it. */
export function checkManifestLogged(pack: Pack): Finding {
  const { manifest, proofs } = pack.certificate;
  const expected = '清单条目在日志中，路径通向签名检查点的根';
  const checkpoint = checkpointOf(pack, proofs.manifest);
  if (typeof checkpoint === 'string') return judged(expected, [checkpoint], '');
  const { at, index } = proofs.manifest;
  const faults: string[] = [];
  if (!isLogged(entryLeaf(manifestEntry(manifest, at)), proofs.manifest, checkpoint))
    faults.push('路径不通向检查点的根');
  if (manifest.witnesses !== witnessPolicyHash(NO_WITNESSES)) faults.push('见证规则不是本版本认识的');
  const seen = `日志 ${checkpoint.origin} 第 ${index} 条，检查点 ${checkpoint.size} 条，时间 ${checkpoint.time}；无外部见证（unwitnessed）`;
  return judged(expected, faults, seen);
}

function bytes(text: string): Uint8Array {
  return fromHex(text)!;
}
