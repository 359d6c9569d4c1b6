import { assert } from '../basics/assert.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import type { Certificate, DrawnParts } from './certificate.ts';
import { lineFault } from './check-opened.ts';
import { FILES } from './evidence.ts';
import { type LeafTable, lineOfLeaf } from './leaf-table.ts';
import { LEAF_BYTES } from './line-bytes.ts';
import { linesIn, type OpenedBatch, scanOpened, type WantedRows, wantedRows } from './opened-scan.ts';
import { type RevealFaults, revealFaults } from './reveal-faults.ts';
import type { RowFault } from './rows.ts';
import type { Pack } from './verify-pack.ts';
import { winnersOf } from './winners.ts';

/** What all checks want of the opened rows of the objects, found in one pass over their file. */
export type OpenedObjects = {
  readonly size: number;
  /** The first row (from 1) that is no object row. */
  readonly wrong: ({ readonly line: number } & RowFault) | undefined;
  /** The drawn ones, the 候补, and who came in by a replacement. */
  readonly drawn: Pick<WantedRows, 'seen' | 'rows'>;
  /** Rows that say something else than their public lines, as sentences. */
  readonly lineFaults: readonly string[];
  /** What V13 finds in the rows. */
  readonly reveal: RevealFaults;
};

/** The error is a Chinese sentence about the file. */
export function readOpenedObjects(pack: Pack): Result<OpenedObjects, string> {
  const { files, certificate, table, drawn, makeLanes } = pack;
  const file = files.get(FILES.openedObjects);
  if (file === undefined) return err(`缺少 ${FILES.openedObjects}`);
  const size = linesIn(file);
  const wanted = wantedRows(drawnLeaves(certificate, drawn));
  assert(table, 'V8 has read the list');
  const lines = lineChecker(table);
  const reveal = revealFaults(pack, { table, file, size });
  let wrong: OpenedObjects['wrong'];
  const fault = scanOpened(file, { hash: hashOf(certificate.manifest.profile), makeLanes }, (batch) => {
    wrong ??= firstWrong(batch);
    wanted.take(batch);
    lines.take(batch);
    reveal.take(batch);
  });
  if (fault !== undefined) return err(`${FILES.openedObjects} 第 ${fault} 行格式不对`);
  return ok({ size, wrong, drawn: wanted, lineFaults: lines.faults(), reveal: reveal.end() });
}

function firstWrong({ first, rows }: OpenedBatch): OpenedObjects['wrong'] {
  const i = rows.findIndex((row) => !row.ok);
  const row = rows[i];
  return row && !row.ok ? { line: first + i + 1, ...row.error } : undefined;
}

function drawnLeaves({ replacements }: Certificate, drawn: DrawnParts | undefined): ReadonlySet<string> {
  const leaves = new Set<string>();
  for (const stratum of drawn?.strata ?? []) {
    for (const { leaf } of winnersOf([stratum])) leaves.add(leaf);
    for (const { leaf } of stratum.reserve) leaves.add(leaf);
  }
  for (const { result } of replacements)
    for (const { leaf } of result?.places ?? []) if (leaf !== undefined) leaves.add(leaf);
  return leaves;
}

/** More of the same would fill a screen for every row of a nation. */
const MOST_FAULTS = 100;

function lineChecker(table: LeafTable) {
  const faults: string[] = [];
  let more = 0;
  return {
    take({ rows, leaves }: OpenedBatch) {
      for (const [i, row] of rows.entries()) {
        const at = i * LEAF_BYTES;
        const fault = lineFault(row, { table, line: lineOfLeaf(table, leaves, at), leaves, at });
        if (fault === undefined) continue;
        if (faults.length < MOST_FAULTS) faults.push(fault);
        else more++;
      }
    },
    faults: () => (more === 0 ? faults : [...faults, `另有 ${more} 行不符`]),
  };
}
