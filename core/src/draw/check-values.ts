import { fromHex, hex } from '../basics/bytes.ts';
import { secondsOf } from '../basics/instants.ts';
import { literal, object } from '../basics/shape.ts';
import { hashOf } from '../hash/hash.ts';
import { treeRoot } from '../hash/tree-root.ts';
import { agency, code, hash, instant, nonce, rank } from './alphabet-shapes.ts';
import { type Finding, judged, notYet } from './check.ts';
import { checkpointOf } from './check-log.ts';
import { sessionEvents } from './check-sessions.ts';
import { packCommitment } from './check-witnesses.ts';
import { isSourceValue, MIN_BITS, type NoncesSource, type Source, sourceBits } from './entropy.ts';
import { FILES } from './evidence.ts';
import type { NonceEntry } from './log-entries.ts';
import type { Pack } from './verify-pack.ts';

/** V5 and V6: the values of the sources. */

const NOT_DRAWN = '尚未摇号';
const NONCES_EXPECTED = '外部送来的每一个数都在日志中，按日志次序算出的根就是该数源的值';

/** V5: every number that outsiders sent in time counts, and no other. Who holds a receipt finds its entry in the log. */
export function checkNonces(pack: Pack): Finding {
  const { manifest, entropy, proofs } = pack.certificate;
  const source = manifest.entropy.find(({ k }) => k === 'nonces') as NoncesSource | undefined;
  if (!source) {
    const kinds = manifest.entropy.map(({ k }) => k).join('，');
    return judged('外部数源的每一个数都在日志中', [], `本次数源：${kinds}；没有外部数源`);
  }
  const value = entropy[0]?.value;
  if (value === undefined) return notYet(NONCES_EXPECTED, `截止 ${source.deadline}，尚未封口`);
  if (!pack.files.has(FILES.log))
    return { state: 'stated', expected: NONCES_EXPECTED, actual: '证据包不含日志全文，外部数由单位陈述' };
  const found = sessionEvents(pack).filter(({ type }) => type === 'nonce');
  const nonces = found.flatMap(({ index, value: entry }) => {
    const read = nonceEntry(entry, '');
    return read.ok ? [{ index, ...read.value }] : [];
  });
  const faults = nonces.length < found.length ? ['日志中有不合规则的外部数'] : [];
  const closing = proofs.entropy[0]!.index;
  const first = checkpointOf(pack, proofs.manifest);
  const commitment = typeof first === 'string' ? undefined : packCommitment(pack, first);
  const since = commitment?.ok ? commitment.value.time : undefined;
  if (since === undefined) return judged(NONCES_EXPECTED, ['清单没有按见证规则固定（见 V2）'], '');
  const opening = secondsOf(since) + manifest.lead;
  for (const { index, at } of nonces) {
    if (index > closing) faults.push(`第 ${index} 条外部数晚于封口`);
    if (at > source.deadline) faults.push(`第 ${index} 条外部数晚于截止`);
    if (secondsOf(at) < opening) faults.push(`第 ${index} 条外部数早于开放`);
  }
  const sent = nonces.map((entry) => fromHex(entry.nonce)!);
  const root = hex(treeRoot(hashOf(manifest.profile), sent));
  if (root !== value) faults.push(`日志中 ${nonces.length} 个外部数的根为 ${root}`);
  return judged(NONCES_EXPECTED, faults, `外部数 ${nonces.length} 个，根 ${root}`);
}

const nonceEntry = object(
  { type: literal('nonce'), at: instant, agency, task: code, seq: rank, fingerprint: hash, nonce },
  {},
) satisfies (value: unknown, path: string) => { readonly ok: boolean; readonly value?: NonceEntry };

/** V6: values of the form their source can give, in the manifest's order, with bits enough; a beacon's signature verifies. */
export function checkValues(pack: Pack): Finding {
  const { manifest, entropy, seed } = pack.certificate;
  const bits = manifest.entropy.reduce((sum, source) => sum + sourceBits(source), 0);
  const expected = `${manifest.entropy.length} 个数源的值均有效，合计不少于 ${MIN_BITS} 位`;
  const faults = bits < MIN_BITS ? [`只有 ${bits} 位`] : [];
  if (seed === undefined && entropy.length === 0 && faults.length === 0) return notYet(expected, NOT_DRAWN);
  const isWhole = entropy.length === manifest.entropy.length;
  if (!isWhole && (seed !== undefined || entropy.length > manifest.entropy.length))
    faults.push(`有 ${entropy.length} 个值`);
  for (const [i, source] of manifest.entropy.entries()) {
    const record = entropy[i];
    if (record && (record.k !== source.k || !isValue(pack, source, record.value))) faults.push(`第 ${i + 1} 个值无效`);
  }
  const seen = `${entropy.map(({ k, value }) => `${k} ${value}`).join('，')}；${bits} 位`;
  return isWhole || faults.length > 0 ? judged(expected, faults, seen) : notYet(expected, `${seen}；其余数源没有开出`);
}

function isValue({ verifyBeacon }: Pack, source: Source, value: string): boolean {
  return isSourceValue(source, value) && (source.k !== 'drand' || verifyBeacon?.(source.round, value) === true);
}
