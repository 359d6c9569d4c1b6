import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { type Hash, hashOf } from '../hash/hash.ts';
import type { Reveal } from './certificate.ts';
import { type Finding, judged, notYet, statedAtBest } from './check.ts';
import { countEarlier } from './check-earlier.ts';
import { isLogged, laterCheckpoint } from './check-log.ts';
import { openedRows } from './check-opened.ts';
import { FILES } from './evidence.ts';
import { findContradiction, isWeightOf } from './freeze-checks.ts';
import { objectSalter } from './leaves.ts';
import type { PublicLine } from './lists.ts';
import { entryLeaf, revealEntry } from './log-entries.ts';
import type { Exclusion, Manifest } from './manifest.ts';
import type { OpenedRow } from './reveal.ts';
import { type ObjectRow, parseObjectRow } from './rows.ts';
import { countExclusions } from './strata.ts';
import type { Pack } from './verify-pack.ts';

/** V13: what salted leaves hide until everything is opened. */

/** V13. What one draw's data can show is judged; tiers and loads rest on other draws and stay a statement. */
export function checkReveal(pack: Pack): Finding {
  const { certificate, lines } = pack;
  const { manifest, reveal } = certificate;
  const hash = hashOf(manifest.profile);
  const expected = '每个叶码均可打开或注明依法不公开；类别与编号不重复；不可抽的理由和数量与清单一致';
  if (!reveal) return notYet(expected, '名单尚未全部公开');
  if (!lines) return notYet(expected, '公开名单无法读取（见 V8）');
  const logFault = revealFault(pack, reveal);
  const opened = openedRows(pack, FILES.openedObjects);
  if (typeof opened === 'string') return judged(expected, [opened], '');
  const rows = opened.flatMap(({ text }) => {
    const read = parseObjectRow(text);
    return read.ok ? [read.value] : [];
  });
  const faults = [
    ...(logFault === undefined ? [] : [logFault]),
    ...coverFaults(lines, opened, reveal),
    ...fileFaults(hash, opened, reveal),
    ...(rows.length === opened.length ? saltFaults(rows, opened, { hash, reveal }) : ['有公开的行不合规则']),
    ...rowFaults(rows, manifest),
    ...exclusionFaults(rows, manifest, withheldLines(lines, reveal)),
  ];
  const withheld = reveal.withheld.map(({ ground }) => `withheld:${ground}`);
  const earlier = pack.earlier.length > 0 ? countEarlier(pack, rows) : undefined;
  faults.push(...(earlier?.faults ?? []));
  const rest = earlier ? `${earlier.seen}；其余由单位陈述` : '轮次和年度工作量涉及其他抽取，由单位陈述';
  const seen = `公开 ${opened.length} 行，不公开 ${withheld.length} 行 ${withheld.join('，')}；${rest}`;
  return statedAtBest(judged(expected, faults, seen));
}

function revealFault(pack: Pack, reveal: Reveal): string | undefined {
  const { certificate } = pack;
  const { manifest } = certificate;
  const proof = certificate.proofs.reveal!;
  const checkpoint = laterCheckpoint(pack, proof);
  if (typeof checkpoint === 'string') return checkpoint;
  const leaf = entryLeaf(revealEntry(manifest, reveal, proof.at));
  if (!isLogged(leaf, proof, checkpoint)) return '日志中的公开条目与证书不同';
  return proof.index > certificate.proofs.result!.index ? undefined : '公开先于结果';
}

/** Every leaf is opened or withheld, once, in the order of the list. */
function coverFaults(lines: readonly PublicLine[], opened: readonly OpenedRow[], reveal: Reveal): readonly string[] {
  const withheld = new Set(reveal.withheld.map(({ leaf }) => leaf));
  const expected = lines.map(({ leaf }) => leaf).filter((leaf) => !withheld.has(leaf));
  const faults: string[] = [];
  if (expected.join() !== opened.map(({ leaf }) => leaf).join()) faults.push('公开的行与叶码不是一一对应');
  if (expected.length + reveal.withheld.length !== lines.length) faults.push('注明不公开的叶码不在名单中');
  return faults;
}

/** The file of opened rows is the one the log names. */
function fileFaults(hash: Hash, opened: readonly OpenedRow[], reveal: Reveal): readonly string[] {
  const text = opened.map(({ salt, text: row }) => `${salt}\t${row}\n`).join('');
  return hex(hash.digest(utf8(text))) === reveal.rows ? [] : ['公开的行不是日志所载的文件'];
}

/** With the key, every salt must be the one it derives; without, something must be withheld. */
function saltFaults(
  rows: readonly ObjectRow[],
  opened: readonly OpenedRow[],
  { hash, reveal }: { readonly hash: Hash; readonly reveal: Reveal },
): readonly string[] {
  const { objectKey, withheld } = reveal;
  if ((objectKey === undefined) !== withheld.length > 0) return ['密钥只在全部公开时给出'];
  if (objectKey === undefined) return [];
  const saltOf = objectSalter(hash, fromHex(objectKey)!);
  return rows.every((row, i) => hex(saltOf(row)) === opened[i]!.salt) ? [] : ['盐不是由密钥算出的'];
}

function rowFaults(rows: readonly ObjectRow[], manifest: Manifest): readonly string[] {
  const faults: string[] = [];
  const keys = new Set(rows.map(({ stratum, id }) => `${stratum} ${id}`));
  if (keys.size < rows.length) faults.push(`类别与编号重复 ${rows.length - keys.size} 行`);
  const contradiction = findContradiction(rows);
  if (contradiction) faults.push(`${contradiction.id} 在不同类别中的 ${contradiction.field} 不同`);
  const tags = new Set(manifest.tags);
  if (rows.some(({ needs }) => needs.some((tag) => !tags.has(tag)))) faults.push('有清单没有的标签');
  if (rows.some(({ weight }) => !isWeightOf(manifest.weights.table, weight))) faults.push('有清单没有的权重');
  return faults;
}

function withheldLines(lines: readonly PublicLine[], { withheld }: Reveal): readonly PublicLine[] {
  const closed = new Set(withheld.map(({ leaf }) => leaf));
  return lines.filter(({ leaf }) => closed.has(leaf));
}

/**
 * Opened exclusions by reason are the manifest's. Where excluded rows are withheld, no reason may occur more often than stated, and
 * those still missing of a state are as many as its withheld lines.
 */
function exclusionFaults(
  rows: readonly ObjectRow[],
  { strata }: Manifest,
  closed: readonly PublicLine[],
): readonly string[] {
  return strata
    .filter(({ id, excluded }) => {
      const hidden = closed.filter(({ stratum }) => stratum === id);
      const opened = countExclusions(rows, id);
      return !(['base', 'out'] as const).every((state) => {
        const ofState = (list: readonly Exclusion[]) => list.filter((each) => each.state === state);
        return fitsCounts(ofState(excluded), ofState(opened), hidden.filter((line) => line.state === state).length);
      });
    })
    .map(({ id }) => `${id}：不可抽的理由和数量与清单不同`);
}

function fitsCounts(stated: readonly Exclusion[], opened: readonly Exclusion[], hidden: number): boolean {
  if (hidden === 0) return canonicalJson(opened) === canonicalJson(stated);
  const most = new Map(stated.map(({ reason, count }) => [reason, count]));
  const sum = (list: readonly Exclusion[]) => list.reduce((total, { count }) => total + count, 0);
  return opened.every(({ reason, count }) => count <= (most.get(reason) ?? 0)) && sum(stated) - sum(opened) === hidden;
}
