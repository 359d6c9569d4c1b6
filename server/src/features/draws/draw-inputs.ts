import type { FreezeDraw } from '@sunlot/contract/sources.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { addDays } from '@sunlot/core/basics/dates.ts';
import { secondsOf } from '@sunlot/core/basics/instants.ts';
import type { FreezeTerms } from '@sunlot/core/draw/freeze.ts';
import type { FreezeFault } from '@sunlot/core/draw/freeze-input.ts';
import { type FreezeStream, freezeStream } from '@sunlot/core/draw/freeze-stream.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from '@sunlot/core/draw/rows.ts';
import { witnessPolicyHash } from '@sunlot/core/draw/witness-policy.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { macTree } from '@sunlot/core/hash/mac-tree.ts';
import { leafHash, merkleRoot } from '@sunlot/core/hash/merkle.ts';
import type { CandidateCounts, CandidateRow } from '@sunlot/core/policy/candidate-list.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import { directoryNotReviewed } from '@sunlot/core/policy/directory-review.ts';
import type { InspectorFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { specialtiesOf, supports } from '@sunlot/core/policy/group.ts';
import { leastToday } from '@sunlot/core/policy/least-today.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { isPrinciple, reasonGiven } from '@sunlot/core/policy/principle.ts';
import { seatOut, seatTags, teamSeats } from '@sunlot/core/policy/support.ts';
import type { Context } from '../../context.ts';
import type { TaskScope } from '../../db/task-scope.ts';
import type { RowWriter } from '../../draws/sealed-rows.ts';
import { supportText } from '../../inspectors/supporter-text.ts';
import { selectItemsOfList } from '../../items/listed-items.ts';
import { lanesFor } from '../../lanes.ts';
import { policyInForce } from '../../log/witness-policies.ts';
import { lastReview } from '../../objects/last-review.ts';
import { ruleJustifications } from '../../own-numbers/load-own-numbers.ts';
import { packOfPeriod } from '../../own-numbers/pack-with-own-ratios.ts';
import { overRangeTexts, scopedRangeTexts } from '../../packs/over-range.ts';
import { Problem } from '../../problem.ts';
import { madeUpTexts, periodOverTexts, requireShort } from '../../tasks/period-over.ts';
import { waitingOfYear, waitingTexts } from '../../tasks/waiting-of-year.ts';
import { ledgerForDraws } from '../../visits/classes-of-day.ts';
import { snapshotReader } from '../../visits/snapshot-objects.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { countDirectory, directoryObjects } from './directory-stream.ts';
import { type GradeColumn, gradeColumn, ungradedTexts } from './draw-grades.ts';
import { type DrawnFrom, drawnFrom, madeUpBy, plannedOf, poolText, type Strata } from './draw-strata.ts';
import { type RowJudge, rowJudge } from './row-judge.ts';
import { sourcesOf } from './sources.ts';
import {
  type DirectoryInspector,
  selectDrawsOfTask,
  selectInspectors,
  selectLogEntry,
  selectRecusals,
  type TaskForDraw,
} from './sql.ts';
import { besideDirectory, strataNow, withNumberNow } from './supplement-now.ts';

/** Everything a freeze or a rehearsal of a task is made of, as it stands now. The objects are in the stream already. */
export type DrawInputs = {
  readonly task: TaskForDraw;
  readonly pack: Pack;
  readonly found: CandidateCounts;
  readonly terms: FreezeTerms;
  readonly stream: FreezeStream;
  /** The first row that cannot be frozen. */
  readonly fault: RowRefused | undefined;
  /** Rows of objects that somebody stays away from: number of the row and id. */
  readonly recused: ReadonlyMap<number, string>;
  /** The grade of each row. */
  readonly grades: GradeColumn;
  readonly warnings: readonly string[];
  readonly directory: DirectoryEntry;
  readonly territory: Territory;
  readonly visits: readonly VisitFact[];
};

/** A row of the list that the freeze refuses, with the name of its object. */
export type RowRefused = { readonly fault: FreezeFault; readonly name: string };

/** The log entry that says which directories a freeze used. Rows are bound by keyed hashes: nobody outside can guess them. */
export type DirectoryEntry = {
  readonly type: 'directory-version';
  readonly at: string;
  readonly agency: string;
  /** The agencies whose directories of objects were taken together, where they are more than its own. */
  readonly territory?: readonly string[];
  readonly objects: { readonly root: string; readonly size: number };
  readonly inspectors: { readonly root: string; readonly size: number };
};

/** How the inputs are read: where the random number comes from, the secret of the list, and who keeps the texts of its rows. */
export type Reading = {
  readonly asked?: AskedSources;
  readonly listKey: Uint8Array;
  readonly keep?: RowWriter;
};

/** Reads the directories and judges every row by the pack, a row at a time. Refuses where nothing can be drawn. */
export async function drawInputs(ctx: Context, stored: TaskForDraw, reading: Reading): Promise<DrawInputs> {
  const { agency } = stored;
  const pack = await packOfPeriod(ctx, stored);
  const territory = (await territoryOf(ctx, agency))!;
  const inspectors = await selectInspectors(ctx.tx, { agency, year: stored.year });
  const visits = await ledgerForDraws(ctx, territory, { to: ctx.today, year: stored.year });
  const recusals = await selectRecusals(ctx.tx, agency);
  const list = await selectItemsOfList(ctx.tx, stored.item_list_id);
  const beside = await besideDirectory(ctx, { task: stored, pack, visits });
  const judge = rowJudge({ task: stored, pack, visits, inspectors, list, today: ctx.today, ...beside });
  const snapshot = await snapshotReader(ctx, territory, { pack, visits, year: stored.year, period: stored.period });
  const strata = await strataNow(ctx, { task: stored, pack, visits });
  const listed = await listObjects(ctx, {
    task: stored,
    pack,
    territory,
    judge,
    snapshot,
    strata,
    recusals,
    ...reading,
  });
  const found = judge?.counts();
  if (!found) throw new Problem('draw.ruleMissing');
  if (found.pool === 0) throw new Problem('draw.poolEmpty', { why: poolText(found) });
  const task = await withNumberNow(ctx, { task: stored, pack, found });
  const directory = directoryEntry(ctx, { territory, objects: listed.directory, inspectors });
  const excuse = await approvedExcuse(ctx, { task, pack, found });
  const made = madeUpBy({ task, pack, found, excuse, today: ctx.today });
  requireShort(task, made);
  const from = drawnFrom({ task, pack, found, strata, redrawable: listed.redrawable, excuse, today: ctx.today });
  const parts = { task, pack, found, from, inspectors, recusals, directory, present: new Set(listed.recused.values()) };
  const terms = await freezeTerms(ctx, { ...parts, asked: reading.asked ?? {}, listKey: reading.listKey });
  const drawn = from.strata.reduce((sum, { n = 0 }) => sum + n, found.alreadyDrawn);
  const warnings = [
    ...periodOverTexts(ctx, task),
    ...madeUpTexts(task, made),
    ...from.warnings,
    ...shortTexts(from, found),
    ...ungradedTexts(pack, found),
    ...overRangeTexts(pack, { ...task, base: found.base, n: drawn }),
    ...scopedRangeTexts(pack, judge?.left?.() ?? [], drawn),
    ...(await reviewWarning(ctx, { agency, pack })),
    ...(task.scope === null ? waitingTexts(await waitingOfYear(ctx, territory, { ...task, pack, visits })) : []),
  ];
  const { stream, fault, recused, grades } = listed;
  return { task, pack, found, terms, stream, fault, recused, grades, warnings, directory, territory, visits };
}

/** Only what the plan already says: a reason recorded for the rule lets the approved number stand, and makes none smaller. */
async function approvedExcuse(
  ctx: Context,
  { task, pack, found }: Pick<DrawInputs, 'task' | 'pack' | 'found'>,
): Promise<string | undefined> {
  const { rule, n } = leastToday(pack, found);
  if (plannedOf(task) >= n || !isPrinciple(pack, rule)) return undefined;
  const { agency, year, period } = task;
  const given = reasonGiven(await ruleJustifications(ctx, { agency, year }), { rule: rule.id, period });
  return given && `${rule.clause.section}原则上应抽 ${n} 家，计划抽 ${plannedOf(task)} 家，已书面说明并经批准`;
}

type Listing = Reading & {
  readonly task: TaskForDraw;
  readonly pack: Pack;
  readonly territory: Territory;
  readonly judge: RowJudge | undefined;
  readonly snapshot: Awaited<ReturnType<typeof snapshotReader>>;
  readonly strata: Strata;
  readonly recusals: Parts['recusals'];
};

type Listed = Pick<DrawInputs, 'stream' | 'fault' | 'recused' | 'grades'> & {
  readonly redrawable: number;
  readonly directory: DirectoryEntry['objects'];
};

/** The directory once through: root of its rows, and the rows of the draw in the freeze. */
async function listObjects(ctx: Context, listing: Listing): Promise<Listed> {
  const { task, pack, territory, judge, snapshot, strata, recusals, keep, listKey } = listing;
  const most = await countDirectory(ctx, territory.codes);
  const makeLanes = lanesFor(most);
  const wanted = new Set(recusals.map((row) => row.object_key));
  const stream = freezeStream({
    ...{ ...fixedTerms(task, pack), strata: strata.ids, listKey, recused: wanted, most, makeLanes },
  });
  const tree = macTree(hashOf('std'), ctx.keys.macKey(`directory/${territory.agency.code}`), makeLanes);
  const recused = new Map<number, string>();
  const grades = gradeColumn(most);
  const counts = { size: 0, rows: 0, redrawable: 0 };
  let fault: RowRefused | undefined;
  for await (const objects of directoryObjects(ctx, territory)) {
    const counted = await snapshot(objects);
    for (const [i, { rowHash }] of objects.entries()) {
      tree.add(rowHash);
      counts.size++;
      const candidate = judge?.add(counted[i]!);
      if (!candidate || candidate.objectId === '' || fault) continue;
      const row = objectRow(candidate, strata);
      const added = stream.add(row);
      if (!added.ok) {
        fault = { fault: added.error, name: row.name };
        continue;
      }
      keep?.add(added.value);
      grades.add(candidate.grade);
      if (row.stratum === strata.again) counts.redrawable++;
      if (wanted.has(row.id)) recused.set(counts.rows, row.id);
      counts.rows++;
    }
    await keep?.write();
  }
  await keep?.end();
  const directory = { root: hex(tree.root()), size: counts.size };
  return { stream, fault, recused, grades, redrawable: counts.redrawable, directory };
}

function objectRow(candidate: CandidateRow, strata: Strata): ObjectRow {
  const { objectId: id, name, tier, weight, state, reason } = candidate;
  return { stratum: strata.of(candidate), id, name, tier, weight, state, reason: reason ?? '', needs: [] };
}

/** The name of the row of a list with this number, by reading the directory again: for what is said of one row in a million. */
export async function namesOfRows(
  ctx: Context,
  task: TaskForDraw,
  rows: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const { agency } = task;
  const pack = await packOfPeriod(ctx, task);
  const territory = (await territoryOf(ctx, agency))!;
  const inspectors = await selectInspectors(ctx.tx, { agency, year: task.year });
  const visits = await ledgerForDraws(ctx, territory, { to: ctx.today, year: task.year });
  const list = await selectItemsOfList(ctx.tx, task.item_list_id);
  const beside = await besideDirectory(ctx, { task, pack, visits });
  const judge = rowJudge({ task, pack, visits, inspectors, list, today: ctx.today, ...beside });
  const snapshot = await snapshotReader(ctx, territory, { pack, visits, year: task.year, period: task.period });
  const names = new Map<number, string>();
  let no = 0;
  for await (const objects of directoryObjects(ctx, territory)) {
    for (const facts of await snapshot(objects)) {
      const candidate = judge?.add(facts);
      if (!candidate || candidate.objectId === '') continue;
      if (rows.has(no)) names.set(no, candidate.name);
      no++;
    }
    if (names.size === rows.size) break;
  }
  return names;
}

/** Directories that nobody reviewed in the period are drawn from all the same; the answer and the record of the draw say so. */
async function reviewWarning(ctx: Context, { agency, pack }: { readonly agency: string; readonly pack: Pack }) {
  const finding = directoryNotReviewed(pack, { date: ctx.today, lastReview: await lastReview(ctx, agency) });
  if (!finding) return [];
  const { period, clause } = finding;
  return [`${period} 还没有核对名录（${clauseText(clause)}）：核对后执行 sunlot object review`];
}

/** Where the pool has fewer than the number asked for: that all are taken, and who is left out for which reason. */
function shortTexts({ strata }: DrawnFrom, found: CandidateCounts): readonly string[] {
  const short = strata.flatMap(({ shortfall }) => (shortfall?.reason === 'pool-exhausted' ? [shortfall.text] : []));
  return short.map((text) => `${text}（${poolText(found)}）`);
}

/** Where the random number is to come from. */
type AskedSources = Omit<FreezeDraw, 'task'>;

type Parts = {
  readonly asked: AskedSources;
  readonly task: TaskForDraw;
  readonly pack: Pack;
  readonly found: CandidateCounts;
  readonly from: DrawnFrom;
  readonly inspectors: readonly DirectoryInspector[];
  readonly recusals: readonly { readonly certificate_no: string; readonly object_key: string }[];
  /** Objects of recusals that stand in the list. */
  readonly present: ReadonlySet<string>;
  readonly directory: DirectoryEntry;
  readonly listKey: Uint8Array;
};

/** Terms that no number of the list bears upon. */
function fixedTerms(task: TaskForDraw, pack: Pack): Pick<FreezeTerms, 'profile' | 'seats' | 'tags' | 'weights'> {
  const seats = teamSeats(pack, task.support ?? []);
  return {
    profile: theRule(pack, 'draw').value.profile ?? 'std',
    seats,
    tags: [...new Set(seats.flatMap(({ needs }) => needs))].sort(),
    weights: weightTable(pack),
  };
}

async function freezeTerms(ctx: Context, parts: Parts): Promise<FreezeTerms> {
  const { task, pack, found, from, directory, listKey } = parts;
  const settings = theRule(pack, 'draw').value;
  const fixed = fixedTerms(task, pack);
  const people = inspectorRows(ctx, parts);
  requireSupporters(task, people);
  const earlier = await selectDrawsOfTask(ctx.tx, task.id);
  return {
    ...fixed,
    agency: task.agency,
    task: task.code,
    period: task.period,
    seq: earlier.length + 1,
    ...(task.plan_log_index !== null && {
      plan: hex(leafHash((await selectLogEntry(ctx.tx, task.plan_log_index)).entry)),
    }),
    directory: hex(leafHash(canonicalBytes(directory))),
    cycle: found.cycle,
    listKey,
    keyHolder: `${task.agency} 纪检监督人员`,
    inspectors: people,
    recusals: recusalRows(parts),
    strata: from.strata,
    minChoice: settings.minChoice,
    fallback: settings.fallback,
    ...sourcesOf(parts.asked, {
      settings,
      now: secondsOf(ctx.at),
      witnessed: theRule(pack, 'witness').value.required,
    }),
    witnesses: witnessPolicyHash(hashOf(fixed.profile), await policyInForce(ctx.tx, task.agency)),
    revealBy: addDays(task.window_to, settings.revealByDays),
    ...(earlier.length > 0 && {
      supersedes: earlier.map(({ fingerprint }) => hex(fingerprint)),
      reason: '前次抽取已作废或中止',
    }),
  };
}

/** Every person of the directory has a row, also who cannot be drawn: being left out quietly would be seen. */
function inspectorRows(ctx: Context, { inspectors, task, pack, found }: Parts): readonly InspectorRow[] {
  const most = Math.max(task.n, found.required);
  const ask = { pack, wishes: task.support ?? [], date: ctx.today };
  return inspectors.map(({ certificateNo, disabled, facts, load }) => {
    const out = seatOut(facts, ask);
    const reason = disabled ? 'disabled' : (out ?? outsideSpecialty(facts, task.scope));
    return {
      id: certificateNo,
      name: facts.name,
      tags: seatTags(facts, ask),
      load,
      cap: most,
      state: reason === '' ? 'in' : 'out',
      reason,
    };
  });
}

/** A wish that nobody of the directory fulfils would only show as empty seats. */
function requireSupporters({ support }: TaskForDraw, people: readonly InspectorRow[]): void {
  const missing = support?.find(({ kind }) => !people.some(({ state, tags }) => state === 'in' && tags.includes(kind)));
  if (missing) throw new Problem('draw.noSupporter', { wish: supportText(missing) });
}

/** The specialties asked of inspectors; supporters have a trade of their own. */
function outsideSpecialty(person: InspectorFacts, scope: TaskScope | null): string {
  const asked = scope?.specialties ?? [];
  return supports(person) || asked.length === 0 || asked.some((one) => specialtiesOf(person).includes(one))
    ? ''
    : 'outside-filter';
}

function recusalRows({ recusals, inspectors, present }: Parts): readonly RecusalRow[] {
  const people = new Set(inspectors.map(({ certificateNo }) => certificateNo));
  return recusals
    .filter((row) => people.has(row.certificate_no) && present.has(row.object_key))
    .map((row) => ({ objectId: row.object_key, inspectorId: row.certificate_no, reason: 'declared' }));
}

function weightTable(pack: Pack): FreezeTerms['weights'] {
  const { value, clause } = theRule(pack, 'credit');
  const table = Object.entries(value.weights).map(([grade, weight]) => ({ id: grade.toLowerCase(), weight }));
  const isPlain = table.every(({ weight }) => weight === 1);
  return {
    clause: clause.section,
    table: isPlain ? [] : [...table, { id: 'none', weight: 1 }].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

type Directories = {
  readonly territory: Territory;
  readonly objects: DirectoryEntry['objects'];
  readonly inspectors: readonly DirectoryInspector[];
};

function directoryEntry(ctx: Context, { territory, objects, inspectors }: Directories): DirectoryEntry {
  const agency = territory.agency.code;
  const macs = inspectors.map(({ rowHash }) => ctx.keys.mac(`directory/${agency}`, rowHash));
  return {
    type: 'directory-version',
    at: ctx.at,
    agency,
    ...(territory.codes.length > 1 && { territory: [...territory.codes].sort() }),
    objects,
    inspectors: { root: hex(merkleRoot(macs)), size: inspectors.length },
  };
}
