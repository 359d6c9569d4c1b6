import { fromHex } from '../basics/bytes.ts';
import { verifyConsistency, verifyInclusion } from '../hash/merkle.ts';
import type { CheckpointedProof, EntryProof, LaterProof } from './certificate.ts';
import { type Finding, judged, notYet } from './check.ts';
import { packCommitment, witnessText } from './check-witnesses.ts';
import { type Checkpoint, openCheckpoint, parseVerifierKey } from './checkpoint.ts';
import { type GmState, gmState } from './gm-line.ts';
import { entryLeaf, manifestEntry } from './log-entries.ts';
import type { Pack, SignedPack } from './verify-pack.ts';

/** V2: what the log's signed checkpoints prove about the manifest. */

/** Opens the checkpoint of a proof with the pack's log key; the error is a Chinese sentence. */
export function checkpointOf(pack: SignedPack, { checkpoint }: CheckpointedProof): Checkpoint | string {
  const key = parseVerifierKey(pack.certificate.proofs.log);
  if (!key) return '日志公钥格式不对';
  if (pack.logKey !== undefined && pack.logKey !== pack.certificate.proofs.log) return '日志公钥与您信任的公钥不同';
  const opened = openCheckpoint(checkpoint, key, pack.verifySignature);
  if (!opened.ok)
    return { form: '检查点格式不对', key: '检查点不是该公钥签的', signature: '检查点签名不成立' }[opened.error];
  if (opened.value.origin !== key.name) return '检查点属于另一个日志';
  return gmOf(pack, checkpoint) === 'wrong' ? '检查点的国密签名不成立' : opened.value;
}

function gmOf({ certificate: { proofs }, verifySm2 }: SignedPack, checkpoint: string): GmState {
  const [origin = ''] = proofs.log.split('+', 1);
  return gmState(checkpoint, { key: proofs.logGm, origin, verify: verifySm2 });
}

const GM_WORDS: { readonly [state in GmState]: string } = {
  none: '',
  signed: '；另有国密签名（SM2）',
  unchecked: '；国密签名（SM2）没有核对',
  wrong: '',
};

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
  const { manifest, proofs, entropy } = pack.certificate;
  const expected = '清单条目在日志中，路径通向签名检查点的根；见证人的签名达到见证规则要求的数目';
  const checkpoint = checkpointOf(pack, proofs.manifest);
  if (typeof checkpoint === 'string') return judged(expected, [checkpoint], '');
  const { at, index } = proofs.manifest;
  const faults: string[] = [];
  if (!isLogged(entryLeaf(manifestEntry(manifest, at)), proofs.manifest, checkpoint))
    faults.push('路径不通向检查点的根');
  const commitment = packCommitment(pack, checkpoint);
  if (!commitment.ok) return judged(expected, [...faults, commitment.error], '');
  const witnessed = witnessText(commitment.value);
  const isOpen = commitment.value.time === undefined;
  if (isOpen && entropy.length > 0) faults.push(witnessed);
  const seen = `日志 ${checkpoint.origin} 第 ${index} 条，检查点 ${checkpoint.size} 条，时间 ${checkpoint.time}；${witnessed}${GM_WORDS[gmOf(pack, proofs.manifest.checkpoint)]}`;
  return isOpen && faults.length === 0 ? notYet(expected, seen) : judged(expected, faults, seen);
}

function bytes(text: string): Uint8Array {
  return fromHex(text)!;
}
