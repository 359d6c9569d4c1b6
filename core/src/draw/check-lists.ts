import { canonicalJson } from '../basics/canonical-json.ts';
import type { Result } from '../basics/result.ts';
import { type Hash, hashOf } from '../hash/hash.ts';
import { type Finding, judged, notYet } from './check.ts';
import { termFaults } from './check-terms.ts';
import { FILES } from './evidence.ts';
import type { ReadList } from './list-reader.ts';
import { leavesRoot, parseLeafList } from './lists.ts';
import type { ListRoot, Stratum } from './manifest.ts';
import { countStrata, fillTiers, NO_LINES, requiredBy, type StratumCount } from './strata.ts';
import { type Pack, textOf } from './verify-pack.ts';

/** V8 and V9: the public lists against the manifest. */

/** V8: the three lists have the roots and sizes that the manifest commits to, leaves strictly increasing. */
export function checkRoots({ files, certificate }: Pack, objects: Result<ReadList, string>): Finding {
  const { lists, profile } = certificate.manifest;
  const hash = hashOf(profile);
  const expected = `对象 ${lists.objects.size} 行，人员 ${lists.inspectors.size}，回避 ${lists.recusals.size}；根与清单一致，叶码严格递增`;
  const faults: string[] = [];
  if (!objects.ok) faults.push(objects.error);
  else if (objects.value.root !== lists.objects.root || objects.value.table.size !== lists.objects.size) {
    faults.push(`${FILES.objects} 的根 ${objects.value.root}，${objects.value.table.size} 行`);
  }
  faults.push(
    ...leafListFaults(textOf(files, FILES.inspectors), { file: FILES.inspectors, hash, ...lists.inspectors }),
  );
  faults.push(...leafListFaults(textOf(files, FILES.recusals), { file: FILES.recusals, hash, ...lists.recusals }));
  return judged(expected, faults, `对象根 ${lists.objects.root}`);
}

type ListClaim = ListRoot & { readonly file: string; readonly hash: Hash };

function leafListFaults(text: string | undefined, { file, hash, root, size }: ListClaim): readonly string[] {
  if (text === undefined) return [`缺少 ${file}`];
  const read = parseLeafList(text);
  if (!read.ok) return [`${file} 第 ${read.error.line} 行${read.error.problem === 'order' ? '次序不对' : '格式不对'}`];
  const isSame = leavesRoot(hash, read.value) === root && read.value.length === size;
  return isSame ? [] : [`${file} 的根 ${leavesRoot(hash, read.value)}，${read.value.length} 行`];
}

/** V9: base, pools, required numbers and tiers follow from the lines and the rule; nothing is left to be decided later. */
export function checkNumbers({ certificate, table }: Pack): Finding {
  const { strata } = certificate.manifest;
  const expected = strata
    .map(({ id, base, required, n }) => `${id}：基数 ${base}，应抽 ${required}，抽取 ${n}`)
    .join('；');
  if (!table) return notYet(expected, '公开名单无法读取（见 V8）');
  const known = new Set(strata.map(({ id }) => id));
  const counts = countStrata(table);
  const stray = [...counts].reduce(
    (sum, [id, { base, excluded }]) => sum + (known.has(id) ? 0 : base + excluded.out),
    0,
  );
  const faults = strata.flatMap((stratum) => stratumFaults(stratum, counts.get(stratum.id) ?? NO_LINES));
  faults.push(...termFaults(certificate.manifest));
  if (stray > 0) faults.push(`${stray} 行不属于任何类别`);
  if (known.size < strata.length) faults.push('类别重复');
  return judged(expected, faults, expected);
}

function stratumFaults(stratum: Stratum, { base, pools, excluded }: StratumCount): string[] {
  const { id, n, reserve, required, shortfall } = stratum;
  const pool = pools.reduce((sum, tier) => sum + tier.pool, 0);
  const faults: string[] = [];
  if (base !== stratum.base) faults.push(`${id}：名单基数 ${base}`);
  if (requiredBy(stratum.rule, stratum.base) !== required)
    faults.push(`${id}：应抽 ${requiredBy(stratum.rule, stratum.base)}`);
  if (n < required && !shortfall) faults.push(`${id}：少于应抽数而无说明`);
  if (n >= required && shortfall) faults.push(`${id}：没有少抽而有少抽的说明`);
  if (shortfall?.reason === 'pool-exhausted' && n < pool) faults.push(`${id}：可抽 ${pool}，没有全部抽取`);
  if (n + reserve > pool) faults.push(`${id}：可抽 ${pool}，不足 ${n} 加候补 ${reserve}`);
  if (canonicalJson(fillTiers(pools, n)) !== canonicalJson(stratum.tiers)) faults.push(`${id}：各轮次数量不对`);
  for (const state of ['base', 'out'] as const) {
    const stated = stratum.excluded.filter((row) => row.state === state).reduce((sum, { count }) => sum + count, 0);
    if (stated !== excluded[state]) faults.push(`${id}：不可抽（${state}）${excluded[state]} 行，清单写 ${stated}`);
  }
  return faults;
}
