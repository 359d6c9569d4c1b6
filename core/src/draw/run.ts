import { hex } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import type { LaneMaker } from '../hash/lanes.ts';
import {
  type CertificateParts,
  type DrawnParts,
  type ResultCommit,
  resultCommit,
  type Software,
  type SourceRecord,
  type ToldParts,
} from './certificate.ts';
import { isSourceValue } from './entropy.ts';
import { tableOf } from './leaf-table.ts';
import { deriveKeys } from './leaves.ts';
import type { ReadList } from './list-reader.ts';
import { leafTexts, leavesRoot, objectsRoot, publicLine } from './lists.ts';
import { type Manifest, SPEC } from './manifest.ts';
import type { FrozenRows, Leaf } from './restore-rows.ts';
import type { ObjectRow } from './rows.ts';
import { seatTeams } from './seat-teams.ts';
import { drawSeed } from './seed.ts';
import { type TeamLeaf, type TeamRow, teamLeaf, type Window } from './teams.ts';
import { toldWinners } from './told-winners.ts';
import { type DrawnStratum, drawTable, type Winner, winnersOf } from './winners.ts';

/** What a draw runs on: the frozen session, the values of its sources with their log entries, the days of the visits. */
export type RunInput = {
  readonly manifest: Manifest;
  readonly rows: FrozenRows;
  readonly listKey: Uint8Array;
  readonly entropy: readonly SourceRecord[];
  readonly window: Window;
  readonly software: Software;
  /** A faster way to hash than plain JavaScript, where the platform has one. */
  readonly makeLanes?: LaneMaker;
};

/** `lists`: the list or the rows are not the ones the manifest commits to. `entropy`: source (from 1) without a value of its form. */
export type RunFault = { readonly kind: 'lists' } | { readonly kind: 'entropy'; readonly source: number };

/** `certificate` and `commit` are public at once; `drawn` and `teams` stay closed until the visits. */
export type DrawnSession = {
  readonly certificate: CertificateParts & ToldParts;
  readonly commit: ResultCommit;
  /** Every winner and 候补, also where the certificate has them by the root of a file. */
  readonly strata: readonly DrawnStratum[];
  readonly drawn: readonly (Winner & { readonly object: Leaf<ObjectRow> })[];
  /** In rank order; `row` parsed, `text` as hashed. */
  readonly teams: readonly (TeamLeaf & { readonly row: TeamRow })[];
};

/** Manifest, rows and random values → winners, teams, certificate. The same input always gives the same answer. */
export function runDraw(input: RunInput): Result<DrawnSession, RunFault> {
  const { manifest, rows } = input;
  const lines = rows.objects.map(({ row, leaf }) => publicLine(row, leaf));
  const list = { table: tableOf(lines), root: objectsRoot(hashOf(manifest.profile), lines) };
  const thrown = drawList({ ...input, list });
  return thrown.ok ? seatDrawn(input, thrown.value) : thrown;
}

/** Which lines of the frozen list are drawn: what everybody can tell without a row. */
export type ThrownDraw = {
  readonly seed: Uint8Array;
  readonly strata: readonly DrawnStratum[];
  /** Lines of the list (from 0) where the winners and 候补 stand. */
  readonly lines: readonly number[];
};

/** Manifest, public list and random values → winners and 候补, for a list of any size. */
export function drawList({
  list,
  manifest,
  entropy,
  makeLanes,
}: Pick<RunInput, 'manifest' | 'entropy' | 'makeLanes'> & { readonly list: ReadList }): Result<ThrownDraw, RunFault> {
  if (list.root !== manifest.lists.objects.root) return err({ kind: 'lists' });
  const wrong = manifest.entropy.findIndex((source, i) => {
    const record = entropy[i];
    return record === undefined || record.k !== source.k || !isSourceValue(source, record.value);
  });
  if (wrong >= 0) return err({ kind: 'entropy', source: wrong + 1 });
  const seed = drawSeed(manifest, entropy);
  return ok({ seed, ...drawTable({ manifest, seed, table: list.table, makeLanes }) });
}

/** Its teams and certificate. Of the objects only the rows of winners and 候补 have to be there. */
export function seatDrawn(input: RunInput, { seed, strata }: ThrownDraw): Result<DrawnSession, RunFault> {
  const { manifest, rows, entropy, software } = input;
  const objects = new Map(rows.objects.map((leaf) => [leaf.leaf, leaf]));
  const winners = winnersOf(strata);
  if (!arePeopleCommitted(manifest, rows) || !winners.every(({ leaf }) => objects.has(leaf)))
    return err({ kind: 'lists' });
  const drawn = winners.map((winner) => ({ ...winner, object: objects.get(winner.leaf)! }));
  const { teams, record } = formTeams(input, { seed, strata, objects });
  const told = toldWinners(hashOf(manifest.profile), strata, input.makeLanes);
  const parts = { seed: hex(seed), ...told, teams: record };
  const certificate = { spec: SPEC, manifest, entropy, ...parts, openings: [], replacements: [], software } as const;
  return ok({ certificate, commit: resultCommit(certificate, parts), strata, drawn, teams });
}

/** Are these the rows whose roots stand in the manifest? */
export function areCommitted(manifest: Manifest, rows: FrozenRows): boolean {
  const root = objectsRoot(
    hashOf(manifest.profile),
    rows.objects.map(({ row, leaf }) => publicLine(row, leaf)),
  );
  return root === manifest.lists.objects.root && arePeopleCommitted(manifest, rows);
}

/** The same for people and recusals alone. */
export function arePeopleCommitted(
  { profile, lists }: Manifest,
  { inspectors, recusals }: Pick<FrozenRows, 'inspectors' | 'recusals'>,
): boolean {
  const hash = hashOf(profile);
  return (
    leavesRoot(hash, leafTexts(inspectors)) === lists.inspectors.root &&
    leavesRoot(hash, leafTexts(recusals)) === lists.recusals.root
  );
}

type Outcome = {
  readonly seed: Uint8Array;
  readonly strata: DrawnParts['strata'];
  readonly objects: ReadonlyMap<string, Leaf<ObjectRow>>;
};

function formTeams(
  { manifest, rows, listKey, window }: RunInput,
  { seed, strata, objects }: Outcome,
): { readonly teams: DrawnSession['teams']; readonly record: DrawnParts['teams'] } {
  const hash = hashOf(manifest.profile);
  const { staff } = deriveKeys(hash, listKey);
  const seating = seatTeams({
    ...{ manifest, seed, strata, window },
    objectOf: (leaf) => objects.get(leaf)!.row,
    inspectors: rows.inspectors.map(({ row }) => row),
    recusals: rows.recusals.map(({ row }) => row),
  });
  const teams = seating.rows.map((row) => ({ ...teamLeaf(hash, staff, row), row }));
  return { teams, record: { root: leavesRoot(hash, leafTexts(teams)), size: teams.length, ...seating.record } };
}
