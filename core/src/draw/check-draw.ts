import { fromHex, hex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { type DrawnParts, resultCommit } from './certificate.ts';
import { type Finding, judged, notYet } from './check.ts';
import { isLogged, laterCheckpoint } from './check-log.ts';
import { isSourceValue } from './entropy.ts';
import { FILES } from './evidence.ts';
import { entryLeaf, resultEntry } from './log-entries.ts';
import type { ListRoot } from './manifest.ts';
import { drawSeed } from './seed.ts';
import { selectRows } from './select.ts';
import { toldWinners } from './told-winners.ts';
import type { Pack } from './verify-pack.ts';
import { drawnStrata, winnersOf } from './winners.ts';

/** V7 and V10: from the random values to the winners. */

/** V7: the seed follows from manifest and values. */
export function checkSeed({ certificate, undrawn }: Pack): Finding {
  if (certificate.seed === undefined) return notYet('种子由清单指纹和随机数算出', undrawn);
  const { manifest, entropy } = certificate;
  const areValues = entropy.every(({ k, value }, i) => {
    const source = manifest.entropy[i];
    return source?.k === k && isSourceValue(source, value);
  });
  if (!areValues) return judged('种子由清单指纹和随机数算出', ['随机数无效（见 V6）'], '');
  const seed = hex(drawSeed(manifest, entropy));
  return judged(seed, seed === certificate.seed ? [] : [certificate.seed], seed);
}

/** V10: tickets, cut-offs, winners and reserve follow from the seed and the public list; the whole is in the log. */
export function checkWinners(pack: Pack): Finding {
  const { drawn, undrawn, table, certificate, makeLanes } = pack;
  const expected = '按签号重新排序，中签、分界、候补逐一相同；结果条目在日志中';
  if (certificate.seed === undefined) return notYet(expected, undrawn);
  if (!drawn) return judged(expected, [undrawn], '');
  if (!table) return notYet(expected, '公开名单无法读取（见 V8）');
  const { manifest } = certificate;
  const selected = selectRows({ manifest, seed: fromHex(drawn.seed)!, table, makeLanes });
  const strata = drawnStrata(manifest, table, selected);
  const right = toldWinners(hashOf(manifest.profile), strata, makeLanes);
  const told = certificate.strata!;
  const faults = right.strata
    .filter((stratum, i) => canonicalJson(stratum) !== canonicalJson(told[i] ?? {}))
    .map(({ id }) => `类别 ${id} 的结果与重算不同`);
  if (told.length !== strata.length) faults.push('类别数目不同');
  if (!isSameList(right.winners, certificate.winners)) faults.push(`${FILES.winners} 与重算不同`);
  if (!isSameList(right.reserve, certificate.reserve)) faults.push(`${FILES.reserve} 与重算不同`);
  const commit = commitFault(pack, drawn);
  if (commit !== undefined) faults.push(commit);
  const winners = winnersOf(strata);
  const reserve = strata.reduce((sum, stratum) => sum + stratum.reserve.length, 0);
  const cutoffs = strata.flatMap(({ id, tiers }) => tiers.map(({ tier, cutoff }) => `${id}#${tier} ${cutoff ?? '无'}`));
  return judged(expected, faults, `中签 ${winners.length}，候补 ${reserve}；分界 ${cutoffs.join('，')}`);
}

function isSameList(right: ListRoot | undefined, told: ListRoot | undefined): boolean {
  return right?.root === told?.root && right?.size === told?.size;
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
