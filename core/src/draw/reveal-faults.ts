import { compareBytes, fromHex, hex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { type Hash, hashOf } from '../hash/hash.ts';
import { LANE_MESSAGES } from '../hash/lanes.ts';
import type { Reveal } from './certificate.ts';
import { type EarlierTiers, earlierTiers } from './check-earlier.ts';
import { isWeightOf } from './freeze-checks.ts';
import { compareLeaves, type LeafTable, lineOfLeaf, STATES } from './leaf-table.ts';
import { LEAF_BYTES } from './line-bytes.ts';
import type { Exclusion, Manifest } from './manifest.ts';
import { objectsById } from './objects-by-id.ts';
import type { OpenedBatch } from './opened-scan.ts';
import { rowSalter } from './row-lanes.ts';
import type { ObjectRow } from './rows.ts';
import { exclusionCounter } from './strata.ts';
import type { Pack } from './verify-pack.ts';

/** V13 row by row: what all rows of an opened list must be together. */

/** `faults`: Chinese sentences, in the order in which they are told. `earlier`: how the tiers compare with earlier draws, where there are any. */
export type RevealFaults = { readonly faults: readonly string[]; readonly earlier: EarlierTiers | undefined };

type Taker = { readonly take: (batch: OpenedBatch) => void; readonly end: () => RevealFaults };

type Opened = { readonly table: LeafTable; readonly file: Uint8Array; readonly size: number };

export function revealFaults(pack: Pack, { table, file, size }: Opened): Taker {
  const { manifest } = pack.certificate;
  // Only asked for after the reveal.
  const reveal = pack.certificate.reveal!;
  const hash = hashOf(manifest.profile);
  const closed = new Set(reveal.withheld.map(({ leaf }) => lineOfLeaf(table, fromHex(leaf)!)).filter((at) => at >= 0));
  const cover = coverChecker(table, closed);
  const salts = saltChecker(pack, reveal);
  const rows = rowChecker(manifest, { file, size, seed: seedOf(reveal) });
  const tiers = pack.earlier.length > 0 ? earlierTiers(pack) : undefined;
  let isEachRow = true;
  return {
    take(batch) {
      cover.take(batch);
      const read = batch.rows.flatMap((row) => (row.ok ? [row.value] : []));
      isEachRow &&= read.length === batch.rows.length;
      if (isEachRow) salts.take(batch, read);
      for (const [i, row] of batch.rows.entries()) if (row.ok) rows.add(row.value, batch.starts[i]!);
      for (const row of read) tiers?.add(row);
    },
    end: () => ({
      faults: [
        ...cover.faults(reveal.withheld.length),
        ...(hex(digestOf(pack, hash, file)) === reveal.rows ? [] : ['公开的行不是日志所载的文件']),
        ...(isEachRow ? salts.faults() : ['有公开的行不合规则']),
        ...rows.faults(),
        ...exclusionFaults(manifest, { table, closed, opened: rows.exclusionsOf }),
      ],
      earlier: tiers?.end(),
    }),
  };
}

/** The file of opened rows is the one the log names. */
function digestOf({ sha256 }: Pack, hash: Hash, file: Uint8Array): Uint8Array {
  return hash.profile === 'std' ? sha256(file) : hash.digest(file);
}

function seedOf({ rows }: Reveal): number {
  return Number.parseInt(rows.slice(0, 8), 16) | 0;
}

/** Every leaf is opened or withheld, once, in the order of the list. `closed`: withheld lines. */
function coverChecker(table: LeafTable, closed: ReadonlySet<number>) {
  let line = 0;
  let isSame = true;
  const next = () => {
    while (closed.has(line)) line++;
  };
  return {
    take({ rows, leaves }: OpenedBatch) {
      for (let i = 0; i < rows.length && isSame; i++) {
        next();
        const leaf = { leaf: leaves, from: i * LEAF_BYTES };
        isSame = line < table.size && compareLeaves(table.leaves, line * LEAF_BYTES, leaf) === 0;
        line++;
      }
    },
    faults(withheld: number): readonly string[] {
      next();
      return [
        ...(isSame && line === table.size ? [] : ['公开的行与叶码不是一一对应']),
        ...(closed.size === withheld ? [] : ['注明不公开的叶码不在名单中']),
      ];
    },
  };
}

/** With the key, every salt must be the one it derives; without, something must be withheld. */
function saltChecker({ makeLanes, certificate }: Pack, { objectKey, withheld }: Reveal) {
  const hash = hashOf(certificate.manifest.profile);
  const derive = objectKey === undefined ? undefined : rowSalter(hash, fromHex(objectKey)!, makeLanes);
  const right = new Uint8Array(LANE_MESSAGES * LEAF_BYTES);
  let isDerived = true;
  return {
    take({ salts }: OpenedBatch, rows: readonly ObjectRow[]) {
      if (!derive || !isDerived) return;
      const bytes = rows.length * LEAF_BYTES;
      derive(rows, right);
      isDerived = compareBytes(salts.subarray(0, bytes), right.subarray(0, bytes)) === 0;
    },
    faults(): readonly string[] {
      if ((objectKey === undefined) !== withheld.length > 0) return ['密钥只在全部公开时给出'];
      return isDerived ? [] : ['盐不是由密钥算出的'];
    },
  };
}

type ById = { readonly file: Uint8Array; readonly size: number; readonly seed: number };

function rowChecker(manifest: Manifest, { file, ...rest }: ById) {
  const byId = objectsById(file, rest);
  const exclusions = exclusionCounter();
  const tags = new Set(manifest.tags);
  let isTagged = true;
  let isWeighed = true;
  return {
    exclusionsOf: exclusions.of,
    add(row: ObjectRow, start: number) {
      byId.add(row, start);
      exclusions.add(row);
      isTagged &&= row.needs.every((tag) => tags.has(tag));
      isWeighed &&= isWeightOf(manifest.weights.table, row.weight);
    },
    faults(): readonly string[] {
      const found = byId.contradiction();
      return [
        ...(byId.repeats() > 0 ? [`类别与编号重复 ${byId.repeats()} 行`] : []),
        ...(found ? [`${found.id} 在不同类别中的 ${found.field} 不同`] : []),
        ...(isTagged ? [] : ['有清单没有的标签']),
        ...(isWeighed ? [] : ['有清单没有的权重']),
      ];
    },
  };
}

type Excluded = {
  readonly table: LeafTable;
  readonly closed: ReadonlySet<number>;
  readonly opened: (stratum: string) => readonly Exclusion[];
};

/**
 * Opened exclusions by reason are the manifest's. Where excluded rows are withheld, no reason may occur more often than stated, and
 * those still missing of a state are as many as its withheld lines.
 */
function exclusionFaults({ strata }: Manifest, { table, closed, opened }: Excluded): readonly string[] {
  return strata
    .filter(({ id, excluded }) => {
      const hidden = [...closed].filter((line) => table.strata[table.stratum[line]!] === id);
      return !(['base', 'out'] as const).every((state) => {
        const ofState = (list: readonly Exclusion[]) => list.filter((each) => each.state === state);
        const count = hidden.filter((line) => STATES[table.state[line]!] === state).length;
        return fitsCounts(ofState(excluded), ofState(opened(id)), count);
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
