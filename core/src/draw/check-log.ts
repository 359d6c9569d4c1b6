import { fromHex } from '../basics/bytes.ts';
import { secondsOf } from '../basics/instants.ts';
import { hashOf } from '../hash/hash.ts';
import { verifyConsistency, verifyInclusion } from '../hash/merkle.ts';
import type { CheckpointedProof, EntryProof, LaterProof } from './certificate.ts';
import { type Finding, judged, notYet, statedAtBest } from './check.ts';
import { type Checkpoint, openCheckpoint, parseVerifierKey } from './checkpoint.ts';
import { entropyClass } from './entropy.ts';
import { entropyEntry, entryLeaf, manifestEntry } from './log-entries.ts';
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
  if (manifest.witnesses !== witnessPolicyHash(hashOf(manifest.profile), NO_WITNESSES))
    faults.push('见证规则不是本版本认识的');
  const seen = `日志 ${checkpoint.origin} 第 ${index} 条，检查点 ${checkpoint.size} 条，时间 ${checkpoint.time}；无外部见证（unwitnessed）`;
  return judged(expected, faults, seen);
}

/** V3: each source was logged after the commitment, one after another. Room values rest on the witness's word. */
export function checkOrder(pack: Pack): Finding {
  const { manifest, proofs, entropy } = pack.certificate;
  const expected = `随机数条目晚于清单检查点至少 ${manifest.lead} 秒，依次入日志`;
  const last = proofs.result ?? proofs.end;
  if (!last || entropy.length === 0) return notYet(expected, '尚未摇号');
  const first = checkpointOf(pack, proofs.manifest);
  const later = laterCheckpoint(pack, last);
  if (typeof first === 'string') return judged(expected, [first], '');
  if (typeof later === 'string') return judged(expected, [later], '');
  const faults: string[] = [];
  let before: { index: number; seconds: number } = {
    index: first.size - 1,
    seconds: secondsOf(first.time) + manifest.lead,
  };
  for (const [i, proof] of proofs.entropy.entries()) {
    const { entry, ...value } = entropy[i]!;
    const leaf = entryLeaf(entropyEntry(manifest, { source: i + 1, value, at: proof.at }));
    if (leaf !== entry || !isLogged(leaf, proof, later)) faults.push(`第 ${i + 1} 个随机数不在日志中`);
    if (proof.index <= before.index || secondsOf(proof.at) < before.seconds) faults.push(`第 ${i + 1} 个随机数过早`);
    before = { index: proof.index, seconds: secondsOf(proof.at) };
  }
  if (last.index <= before.index || secondsOf(last.at) < before.seconds) faults.push('结果先于随机数');
  const times = proofs.entropy.map(({ at, index }) => `第 ${index} 条 ${at}`).join('，');
  const finding = judged(
    expected,
    faults,
    `清单 ${first.time}；随机数 ${times}；来源类别 ${entropyClass(manifest.entropy)}，时间为操作人与见证人陈述`,
  );
  return statedAtBest(finding);
}

function bytes(text: string): Uint8Array {
  return fromHex(text)!;
}
