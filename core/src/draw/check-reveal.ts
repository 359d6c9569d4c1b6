import type { Reveal } from './certificate.ts';
import { type Finding, judged, notYet, statedAtBest } from './check.ts';
import { isLogged, laterCheckpoint } from './check-log.ts';
import { entryLeaf, revealEntry } from './log-entries.ts';
import type { Pack } from './verify-pack.ts';

/** V13: what salted leaves hide until everything is opened. */

/** V13. What one draw's data can show is judged; tiers and loads rest on other draws and stay a statement. */
export function checkReveal(pack: Pack): Finding {
  const { certificate, table } = pack;
  const { reveal } = certificate;
  const expected = '每个叶码均可打开或注明依法不公开；类别与编号不重复；不可抽的理由和数量与清单一致';
  if (!reveal) return notYet(expected, '名单尚未全部公开');
  if (!table) return notYet(expected, '公开名单无法读取（见 V8）');
  const opened = pack.opened();
  if (!opened.ok) return judged(expected, [opened.error], '');
  const { faults, earlier } = opened.value.reveal;
  const withheld = reveal.withheld.map(({ ground }) => `withheld:${ground}`);
  const rest = earlier ? `${earlier.seen}；其余由单位陈述` : '轮次和年度工作量涉及其他抽取，由单位陈述';
  const seen = `公开 ${opened.value.size} 行，不公开 ${withheld.length} 行 ${withheld.join('，')}；${rest}`;
  const all = [...revealLogFaults(pack, reveal), ...faults, ...(earlier?.faults ?? [])];
  return statedAtBest(judged(expected, all, seen));
}

function revealLogFaults(pack: Pack, reveal: Reveal): readonly string[] {
  const { certificate } = pack;
  const { manifest } = certificate;
  const proof = certificate.proofs.reveal!;
  const checkpoint = laterCheckpoint(pack, proof);
  if (typeof checkpoint === 'string') return [checkpoint];
  const leaf = entryLeaf(revealEntry(manifest, reveal, proof.at));
  if (!isLogged(leaf, proof, checkpoint)) return ['日志中的公开条目与证书不同'];
  return proof.index > certificate.proofs.result!.index ? [] : ['公开先于结果'];
}
