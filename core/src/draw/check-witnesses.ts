import { compareBytes } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import { type Checkpoint, parseVerifierKey } from './checkpoint.ts';
import { type Commitment, commitmentOf, readCosignatures } from './cosignature.ts';
import { FILES } from './evidence.ts';
import { type SignedPack, textOf } from './verify-pack.ts';
import {
  NO_WITNESSES,
  parseWitnessPolicy,
  type WitnessPolicy,
  witnessKey,
  witnessPolicyHash,
} from './witness-policy.ts';

/** What the cosignatures on the manifest's checkpoint say under the policy of the manifest; the error is a Chinese sentence. */
export function packCommitment(pack: SignedPack, checkpoint: Checkpoint): Result<Commitment, string> {
  const policy = policyOf(pack);
  if (!policy.ok) return policy;
  const { checkpoint: note } = pack.certificate.proofs.manifest;
  const cosigned = readCosignatures(note, { policy: policy.value, verify: pack.verifySignature });
  if (!cosigned.ok) return err(`见证人“${cosigned.error}”的签名不成立`);
  return ok(commitmentOf(checkpoint, policy.value, cosigned.value));
}

function policyOf({ files, certificate: { manifest, proofs } }: SignedPack): Result<WitnessPolicy, string> {
  const hash = hashOf(manifest.profile);
  const text = textOf(files, FILES.witnesses);
  if (text === undefined) {
    const isNone = manifest.witnesses === witnessPolicyHash(hash, NO_WITNESSES);
    return isNone ? ok(NO_WITNESSES) : err(`缺少见证规则 ${FILES.witnesses}`);
  }
  const policy = parseWitnessPolicy(text);
  if (!policy.ok) return err('见证规则格式不对');
  if (witnessPolicyHash(hash, policy.value) !== manifest.witnesses) return err('见证规则不是清单承诺的那一份');
  const log = parseVerifierKey(proofs.log);
  const isOwn = policy.value.witnesses.some(
    (each) => log && compareBytes(witnessKey(each).publicKey, log.publicKey) === 0,
  );
  return isOwn ? err('见证规则把日志自己的密钥当作见证人') : policy;
}

/** Who has cosigned and when the commitment stands, in words. */
export function witnessText({ time, class: kind, cosigned, missing }: Commitment): string {
  if (kind === 'unwitnessed') return '无外部见证（unwitnessed）';
  const names = cosigned.map(({ witness, time: at }) => `${witness.name} ${at}`).join('，');
  if (time === undefined)
    return `见证未齐：已见证 ${names || '无'}；还缺 ${missing.map(({ name }) => name).join('、')}`;
  const line = kind === 'outside' ? '含本单位指挥关系以外的见证人' : '见证人都在本单位指挥关系之内';
  return `已见证 ${names}，${time} 起成立，${line}`;
}
