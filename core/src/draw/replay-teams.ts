import { fromHex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import type { Certificate, DrawnParts } from './certificate.ts';
import { type Finding, judged, notYet } from './check.ts';
import { TEAMS_EXPECTED } from './check-teams.ts';
import { FILES } from './evidence.ts';
import { parseLeafList } from './lists.ts';
import { type OpenedRow, parseOpened } from './reveal.ts';
import {
  type InspectorRow,
  type ObjectRow,
  parseInspectorRow,
  parseRecusalRow,
  type RecusalRow,
  type RowFault,
} from './rows.ts';
import { seatTeams } from './seat-teams.ts';
import { isVisitWindow, parseTeamRow, type TeamRow, type TeamsRecord } from './teams.ts';
import { type Pack, textOf } from './verify-pack.ts';
import { winnersOf } from './winners.ts';

/** V12 after the reveal: the assignment once more, on the opened rows. `leaves`: of the teams, in rank order. */
export function replayTeams(pack: Pack, drawn: DrawnParts, leaves: readonly string[]): Finding {
  const { manifest, reveal } = pack.certificate;
  const rows = readRows(pack, leaves);
  if (!rows.ok) return judged(TEAMS_EXPECTED, [rows.error], '');
  if (reveal!.withheld.length === 0) return replay(pack.certificate, drawn, rows.value);
  const faults = windowFaults(rows.value.teams, manifest);
  if (faults.length > 0) return judged(TEAMS_EXPECTED, faults, '');
  return notYet(TEAMS_EXPECTED, `共 ${leaves.length} 组，人员和检查组与叶码一致；有依法不公开的行，不能重新派人`);
}

/** Everything that decides the assignment, opened and bound to the public leaves. */
export type SeatingRows = {
  readonly inspectors: readonly InspectorRow[];
  readonly recusals: readonly RecusalRow[];
  /** Of the drawn and of the 候补, by leaf. */
  readonly objects: ReadonlyMap<string, ObjectRow>;
  readonly teams: readonly TeamRow[];
};

export function readRows(pack: Pack, leaves: readonly string[]): Result<SeatingRows, string> {
  const objects = pack.opened();
  if (!objects.ok) return objects;
  const { wrong, drawn } = objects.value;
  if (wrong) return err(`${FILES.openedObjects} 第 ${wrong.line} 行字段 ${wrong.field} 不合规则`);
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
  if (hasRepeats(inspectors.value.map(({ row }) => row.id))) return err('有人员重复');
  if (hasRepeats(recusals.value.map(({ row }) => `${row.objectId} ${row.inspectorId}`))) return err('有回避重复');
  return ok({
    inspectors: inspectors.value.map(({ row }) => row),
    recusals: recusals.value.map(({ row }) => row),
    objects: drawn.rows,
    teams: teams.value.map(({ row }) => row),
  });
}

/** Opened rows of a file by leaf; the error is a Chinese sentence. */
function openedRows(pack: Pack, file: string): readonly OpenedRow[] | string {
  const text = textOf(pack.files, file);
  if (text === undefined) return `缺少 ${file}`;
  const read = parseOpened(hashOf(pack.certificate.manifest.profile), text);
  return read.ok ? read.value : `${file} 第 ${read.error} 行格式不对`;
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
  if (obstacle !== undefined) return judged(TEAMS_EXPECTED, [obstacle], '');
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
  return judged(TEAMS_EXPECTED, faults, `${right.length} 组逐席相同，调整步骤 ${record.steps.join('，') || '无'}`);
}

/** Why the assignment cannot be replayed at all: rows that name nobody, or somebody twice. */
function replayObstacle(
  rows: SeatingRows,
  { strata }: DrawnParts,
  seats: Certificate['manifest']['seats'],
): string | undefined {
  const winners = winnersOf(strata);
  if (winners.some(({ leaf }) => !rows.objects.has(leaf))) return '有中签的行没有公开';
  return hasRepeats(seats.map(({ id }) => id)) ? '有席位重复' : undefined;
}

function hasRepeats(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}

function seatsOf(row: TeamRow | undefined): Pick<TeamRow, 'rank' | 'team'> | Record<string, never> {
  return row ? { rank: row.rank, team: row.team } : {};
}

function recordOf({ root: _, size: __, ...record }: TeamsRecord): Omit<TeamsRecord, 'root' | 'size'> {
  return record;
}
