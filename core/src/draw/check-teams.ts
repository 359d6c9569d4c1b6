import { fromHex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { Certificate, DrawnParts } from './certificate.ts';
import { type Finding, judged, notYet } from './check.ts';
import { openedRows, teamLeaves } from './check-opened.ts';
import { FILES } from './evidence.ts';
import { parseLeafList } from './lists.ts';
import {
  type InspectorRow,
  type ObjectRow,
  parseInspectorRow,
  parseObjectRow,
  parseRecusalRow,
  type RecusalRow,
  type RowFault,
} from './rows.ts';
import { isVisitWindow, parseTeamRow, seatTeams, type TeamRow, type TeamsRecord } from './teams.ts';
import { type Pack, textOf } from './verify-pack.ts';
import { winnersOf } from './winners.ts';

/** V12: the teams are the ones committed to, and the ones that the seed gives. */

const EXPECTED = '检查组的根与证书一致；按种子重新派人，每组每席相同';

export function checkTeams(pack: Pack): Finding {
  const { drawn, undrawn, certificate } = pack;
  if (!drawn) return notYet(EXPECTED, undrawn);
  const leaves = teamLeaves(pack, drawn.teams);
  if (typeof leaves === 'string') return judged(EXPECTED, [leaves], '');
  if (!certificate.reveal) return notYet(EXPECTED, `共 ${leaves.length} 组，根一致；人员尚未公开`);
  const rows = readRows(pack, leaves);
  if (!rows.ok) return judged(EXPECTED, [rows.error], '');
  if (certificate.reveal.withheld.length === 0) return replay(certificate, drawn, rows.value);
  const faults = windowFaults(rows.value.teams, certificate.manifest);
  if (faults.length > 0) return judged(EXPECTED, faults, '');
  return notYet(EXPECTED, `共 ${leaves.length} 组，人员和检查组与叶码一致；有依法不公开的行，不能重新派人`);
}

/** Everything that decides the assignment, opened and bound to the public leaves. */
export type SeatingRows = {
  readonly inspectors: readonly InspectorRow[];
  readonly recusals: readonly RecusalRow[];
  readonly objects: ReadonlyMap<string, ObjectRow>;
  readonly teams: readonly TeamRow[];
};

export function readRows(pack: Pack, leaves: readonly string[]): Result<SeatingRows, string> {
  const objects = readAll(pack, FILES.openedObjects, parseObjectRow);
  if (!objects.ok) return objects;
  const inspectors = readAll(pack, FILES.openedInspectors, parseInspectorRow);
  if (!inspectors.ok) return inspectors;
  const recusals = readAll(pack, FILES.openedRecusals, parseRecusalRow);
  if (!recusals.ok) return recusals;
  const teams = readAll(pack, FILES.openedTeams, parseTeamRow);
  if (!teams.ok) return teams;
  if (!isBound(inspectors.value, leavesOf(pack, FILES.inspectors))) return err('公开的人员与叶码不符');
  const isEachBound = pack.certificate.reveal?.withheld.length === 0 ? isBound : isPart;
  if (!isEachBound(recusals.value, leavesOf(pack, FILES.recusals))) return err('公开的回避与叶码不符');
  if (!isBound(teams.value, leaves)) return err('公开的检查组与叶码不符');
  return ok({
    inspectors: inspectors.value.map(({ row }) => row),
    recusals: recusals.value.map(({ row }) => row),
    objects: new Map(objects.value.map(({ leaf, row }) => [leaf, row])),
    teams: teams.value.map(({ row }) => row),
  });
}

type Opened<T> = { readonly leaf: string; readonly row: T };

function readAll<T>(
  pack: Pack,
  file: string,
  parse: (text: string) => Result<T, Pick<RowFault, 'field'>>,
): Result<readonly Opened<T>[], string> {
  const rows = openedRows(pack, file);
  if (typeof rows === 'string') return err(rows);
  const read: Opened<T>[] = [];
  for (const [i, { text, leaf }] of rows.entries()) {
    const row = parse(text);
    if (!row.ok) return err(`${file} 第 ${i + 1} 行字段 ${row.error.field} 不合规则`);
    read.push({ leaf, row: row.value });
  }
  return ok(read);
}

function leavesOf({ files }: Pack, file: string): readonly string[] {
  const list = parseLeafList(textOf(files, file) ?? '');
  return list.ok ? list.value : [];
}

/** Are the opened rows exactly the rows behind these leaves, in this order? */
function isBound(rows: readonly { readonly leaf: string }[], leaves: readonly string[]): boolean {
  return rows.length === leaves.length && rows.every(({ leaf }, i) => leaf === leaves[i]);
}

/** Are they some of the rows behind these leaves, in this order? Recusals of withheld objects stay closed. */
function isPart(rows: readonly { readonly leaf: string }[], leaves: readonly string[]): boolean {
  const opened = new Set(rows.map(({ leaf }) => leaf));
  return isBound(
    rows,
    leaves.filter((leaf) => opened.has(leaf)),
  );
}

function windowFaults(teams: readonly TeamRow[], manifest: Certificate['manifest']): readonly string[] {
  return teams
    .filter(({ window }) => !isVisitWindow(window, manifest))
    .map(({ rank }) => `第 ${rank} 号的检查时段不在公开期限之前`);
}

function replay({ manifest }: Certificate, drawn: DrawnParts, rows: SeatingRows): Finding {
  const obstacle = replayObstacle(rows, drawn, manifest.seats);
  if (obstacle !== undefined) return judged(EXPECTED, [obstacle], '');
  const { record, rows: right } = seatTeams({
    ...{ manifest, seed: fromHex(drawn.seed)!, strata: drawn.strata },
    objectOf: (leaf) => rows.objects.get(leaf)!,
    ...{ inspectors: rows.inspectors, recusals: rows.recusals },
    window: { from: manifest.revealBy, to: manifest.revealBy },
  });
  const faults = right
    .filter(({ rank, team }, i) => canonicalJson(seatsOf(rows.teams[i])) !== canonicalJson({ rank, team }))
    .map(({ rank }) => `第 ${rank} 号的检查组与重算不同`);
  if (rows.teams.length !== right.length) faults.push(`应有 ${right.length} 组`);
  if (canonicalJson(recordOf(drawn.teams)) !== canonicalJson(record)) faults.push('调整步骤与重算不同');
  faults.push(...windowFaults(rows.teams, manifest));
  return judged(EXPECTED, faults, `${right.length} 组逐席相同，调整步骤 ${record.steps.join('，') || '无'}`);
}

/** Why the assignment cannot be replayed at all: rows that name nobody, or somebody twice. */
function replayObstacle(
  rows: SeatingRows,
  { strata }: DrawnParts,
  seats: Certificate['manifest']['seats'],
): string | undefined {
  const winners = winnersOf(strata);
  if (winners.some(({ rank }, i) => rank !== i + 1)) return '序号不连续';
  if (winners.some(({ leaf }) => !rows.objects.has(leaf))) return '有中签的行没有公开';
  if (hasRepeats(rows.inspectors)) return '有人员重复';
  return hasRepeats(seats) ? '有席位重复' : undefined;
}

function hasRepeats(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map(({ id }) => id)).size < items.length;
}

function seatsOf(row: TeamRow | undefined): Pick<TeamRow, 'rank' | 'team'> | Record<string, never> {
  return row ? { rank: row.rank, team: row.team } : {};
}

function recordOf({ root: _, size: __, ...record }: TeamsRecord): Omit<TeamsRecord, 'root' | 'size'> {
  return record;
}
