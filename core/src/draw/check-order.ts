import { type Instant, instantOf, secondsOf } from '../basics/instants.ts';
import { type Finding, judged, notYet, statedAtBest } from './check.ts';
import { checkpointOf, isLogged, laterCheckpoint } from './check-log.ts';
import { packCommitment } from './check-witnesses.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type EntropyClass, entropyClass, existsAt, orderFault } from './entropy.ts';
import { entropyEntry, entryLeaf } from './log-entries.ts';
import { isTooEarly, opensAt } from './session-times.ts';
import type { Pack } from './verify-pack.ts';

/** V3: what the log proves about the order of events, and what remains somebody's word. */

const ORDER_FAULTS = {
  order: '数源次序应为外部数、现场数、公共数',
  repeated: '同一数源列了两次',
  uncontrolled: '没有单位自己不能决定的数源',
} as const;

const WORDS: { readonly [trust in EntropyClass]: string } = {
  room: '时间为操作人与见证人陈述',
  lottery: '彩票号码请与发行机构公告核对',
  beacon: '信标轮次自证其时间',
};

/** Each source was closed after the commitment, one after another; public values came into being after all others. */
export function checkOrder(pack: Pack): Finding {
  const { manifest, proofs, entropy } = pack.certificate;
  const after = manifest.lead === 0 ? '不早于清单固定的时刻' : `晚于清单固定的时刻至少 ${manifest.lead} 秒`;
  const expected = `随机数条目${after}，依次入日志；公共数产生于其他数之后`;
  const fault = orderFault(manifest.entropy);
  if (fault) return judged(expected, [ORDER_FAULTS[fault]], '');
  const last = proofs.result ?? proofs.end;
  if (!last || entropy.length === 0) return notYet(expected, '尚未摇号');
  const first = checkpointOf(pack, proofs.manifest);
  const later = laterCheckpoint(pack, last);
  if (typeof first === 'string') return judged(expected, [first], '');
  if (typeof later === 'string') return judged(expected, [later], '');
  const commitment = packCommitment(pack, first);
  const since = commitment.ok ? commitment.value.time : undefined;
  if (!commitment.ok || since === undefined) return judged(expected, ['清单没有按见证规则固定（见 V2）'], '');
  const faults = [...sourceFaults(pack, { first, later, since }), ...resultFaults(pack, { last })];
  const trust = entropyClass(manifest.entropy);
  const times = proofs.entropy.map(({ at, index }, i) => `第 ${index} 条 ${at}${existsText(pack, i)}`).join('，');
  const seen = `清单 ${since}；随机数 ${times}；来源类别 ${trust}，${WORDS[trust]}`;
  const isWitnessed = commitment.value.class !== 'unwitnessed';
  const finding = judged(expected, faults, isWitnessed || trust === 'room' ? seen : `${seen}；清单时间为日志自述`);
  return isWitnessed && trust === 'beacon' ? finding : statedAtBest(finding);
}

/** `since`: when the commitment was complete. */
type Checkpoints = { readonly first: Checkpoint; readonly later: Checkpoint; readonly since: Instant };

function sourceFaults(pack: Pack, { first, later, since }: Checkpoints): readonly string[] {
  const { manifest, proofs, entropy } = pack.certificate;
  const times = { committed: secondsOf(since), closed: proofs.entropy.map(({ at }) => at) };
  const faults: string[] = [];
  let before = first.size - 1;
  for (const [i, proof] of proofs.entropy.entries()) {
    const { entry, ...value } = entropy[i]!;
    const leaf = entryLeaf(entropyEntry(manifest, { source: i + 1, value, at: proof.at }));
    if (leaf !== entry || !isLogged(leaf, proof, later)) faults.push(`第 ${i + 1} 个随机数不在日志中`);
    const isKnown = i < manifest.entropy.length;
    if (proof.index <= before || (isKnown && secondsOf(proof.at) < opensAt(manifest, i, times)))
      faults.push(`第 ${i + 1} 个随机数过早`);
    if (isKnown && isTooEarly(manifest, i, times)) faults.push(`第 ${i + 1} 个数源在其他数确定之前已经产生`);
    before = proof.index;
  }
  return faults;
}

function resultFaults({ certificate }: Pack, { last }: { readonly last: { index: number; at: Instant } }) {
  const closed = certificate.proofs.entropy[certificate.proofs.entropy.length - 1];
  const isFirst = closed && (last.index <= closed.index || last.at < closed.at);
  return isFirst ? ['结果先于随机数'] : [];
}

function existsText({ certificate }: Pack, index: number): string {
  const source = certificate.manifest.entropy[index];
  const exists = source && existsAt(source);
  return exists === undefined ? '' : `（产生于 ${instantOf(exists)}）`;
}
