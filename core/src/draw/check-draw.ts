import { fromHex, hex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { type DrawnParts, resultCommit } from './certificate.ts';
import { type Finding, judged, notYet } from './check.ts';
import { isLogged, laterCheckpoint } from './check-log.ts';
import { isSourceValue, MIN_BITS, sourceBits } from './entropy.ts';
import { entryLeaf, resultEntry } from './log-entries.ts';
import { drawSeed } from './seed.ts';
import { selectRows } from './select.ts';
import type { Pack } from './verify-pack.ts';
import { drawnStrata, winnersOf } from './winners.ts';

/** V5, V6, V7 and V10: from the random values to the winners. */

const NOT_DRAWN = '尚未摇号';

/** V5: no kind of source in this version takes numbers from outside, so there is nothing to be missing. */
export function checkNonces({ certificate }: Pack): Finding {
  const kinds = certificate.manifest.entropy.map(({ k }) => k).join('，');
  return judged('外部数源的每一个数都在日志中', [], `本次数源：${kinds}；没有外部数源`);
}

/** V6: values of the form their source can give, in the manifest's order, with bits enough. */
export function checkValues({ certificate, drawn }: Pack): Finding {
  const { manifest, entropy } = certificate;
  const bits = manifest.entropy.reduce((sum, source) => sum + sourceBits(source), 0);
  const expected = `${manifest.entropy.length} 个数源的值均有效，合计不少于 ${MIN_BITS} 位`;
  if (!drawn && entropy.length === 0) return notYet(expected, NOT_DRAWN);
  const faults = bits < MIN_BITS ? [`只有 ${bits} 位`] : [];
  if (entropy.length !== manifest.entropy.length) faults.push(`有 ${entropy.length} 个值`);
  for (const [i, source] of manifest.entropy.entries()) {
    const record = entropy[i];
    if (record && (record.k !== source.k || !isSourceValue(source, record.value))) faults.push(`第 ${i + 1} 个值无效`);
  }
  return judged(expected, faults, `${entropy.map(({ k, value }) => `${k} ${value}`).join('，')}；${bits} 位`);
}

/** V7: the seed follows from manifest and values. */
export function checkSeed({ certificate, drawn }: Pack): Finding {
  if (!drawn) return notYet('种子由清单指纹和随机数算出', NOT_DRAWN);
  const seed = hex(drawSeed(certificate.manifest, certificate.entropy));
  return judged(seed, seed === drawn.seed ? [] : [drawn.seed], seed);
}

/** V10: tickets, cut-offs, winners and reserve follow from the seed and the public list; the whole is in the log. */
export function checkWinners(pack: Pack): Finding {
  const { drawn, table, certificate, makeLanes } = pack;
  const expected = '按签号重新排序，中签、分界、候补逐一相同；结果条目在日志中';
  if (!drawn) return notYet(expected, NOT_DRAWN);
  if (!table) return notYet(expected, '公开名单无法读取（见 V8）');
  const { manifest } = certificate;
  const selected = selectRows({ manifest, seed: fromHex(drawn.seed)!, table, makeLanes });
  const strata = drawnStrata(manifest, table, selected);
  const faults = certificate.manifest.strata
    .filter((_, i) => canonicalJson(strata[i]!) !== canonicalJson(drawn.strata[i] ?? {}))
    .map(({ id }) => `类别 ${id} 的结果与重算不同`);
  if (drawn.strata.length !== strata.length) faults.push('类别数目不同');
  const commit = commitFault(pack, drawn);
  if (commit !== undefined) faults.push(commit);
  const winners = winnersOf(strata);
  const reserve = strata.reduce((sum, stratum) => sum + stratum.reserve.length, 0);
  const cutoffs = strata.flatMap(({ id, tiers }) => tiers.map(({ tier, cutoff }) => `${id}#${tier} ${cutoff ?? '无'}`));
  return judged(expected, faults, `中签 ${winners.length}，候补 ${reserve}；分界 ${cutoffs.join('，')}`);
}

/** A session that was abandoned has no result entry; its winners are computed all the same. */
function commitFault(pack: Pack, drawn: DrawnParts): string | undefined {
  const { certificate } = pack;
  const proof = certificate.proofs.result;
  if (!proof) return undefined;
  const checkpoint = laterCheckpoint(pack, proof);
  if (typeof checkpoint === 'string') return checkpoint;
  const leaf = entryLeaf(resultEntry(certificate.manifest, resultCommit(certificate, drawn), proof.at));
  return isLogged(leaf, proof, checkpoint) ? undefined : '日志中的结果与证书不同';
}
