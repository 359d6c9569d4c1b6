import { randomBytes } from 'node:crypto';
import type { FreezeDraw } from '@sunlot/contract/sources.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { addDays, periodDays } from '@sunlot/core/basics/dates.ts';
import { secondsOf } from '@sunlot/core/basics/instants.ts';
import type { FreezeInput } from '@sunlot/core/draw/freeze-input.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from '@sunlot/core/draw/rows.ts';
import { witnessPolicyHash } from '@sunlot/core/draw/witness-policy.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { leafHash, merkleRoot } from '@sunlot/core/hash/merkle.ts';
import { type Candidates, candidates } from '@sunlot/core/policy/candidates.ts';
import { directoryNotReviewed } from '@sunlot/core/policy/directory-review.ts';
import type { InspectorFacts, Level, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { supports } from '@sunlot/core/policy/group.ts';
import { matchesFilter, withinFilter } from '@sunlot/core/policy/object-filter.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { isPrinciple, reasonGiven } from '@sunlot/core/policy/principle.ts';
import { kindRule, scopedCandidates } from '@sunlot/core/policy/scoped-draw.ts';
import { seatOut, seatTags, teamSeats } from '@sunlot/core/policy/support.ts';
import type { Context } from '../../context.ts';
import type { TaskScope } from '../../db/task-scope.ts';
import { supportText } from '../../inspectors/supporter-text.ts';
import { policyInForce } from '../../log/witness-policies.ts';
import { lastReview } from '../../objects/last-review.ts';
import { ruleJustifications } from '../../own-numbers/load-own-numbers.ts';
import { packWithOwnRatios } from '../../own-numbers/pack-with-own-ratios.ts';
import { Problem } from '../../problem.ts';
import { openOf } from '../../tasks/stated.ts';
import { taskTypeOf, visitLedger } from '../../visits/ledger.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { type DrawnFrom, drawnFrom } from './draw-strata.ts';
import { sourcesOf } from './sources.ts';
import {
  type DirectoryInspector,
  type DirectoryObject,
  selectDrawsOfTask,
  selectInspectors,
  selectLogEntry,
  selectObjects,
  selectRecusals,
  type TaskForDraw,
} from './sql.ts';
import { withNumberNow } from './supplement-now.ts';

/** Everything a freeze or a rehearsal of a task is made of, as it stands now. */
export type DrawInputs = {
  readonly task: TaskForDraw;
  readonly pack: Pack;
  readonly found: Candidates;
  readonly input: FreezeInput;
  readonly warnings: readonly string[];
  readonly objects: readonly DirectoryObject[];
  readonly inspectors: readonly DirectoryInspector[];
  readonly directory: DirectoryEntry;
};

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

/** Reads the directories and judges every row by the pack. Refuses where nothing can be drawn. */
export async function drawInputs(ctx: Context, stored: TaskForDraw, asked: AskedSources = {}): Promise<DrawInputs> {
  const { agency } = stored;
  const pack = await packWithOwnRatios(ctx, { agency, on: periodDays(stored.period).from });
  const territory = (await territoryOf(ctx, agency))!;
  const objects = await selectObjects(ctx, territory);
  const inspectors = await selectInspectors(ctx.tx, { agency, year: stored.year });
  const visits = await visitLedger(ctx, territory, { to: ctx.today });
  const { scope } = stored;
  const facts = objects.map((one) => one.facts);
  const list = scope?.stated ? statedList(pack, { task: stored, scope, facts, visits, today: ctx.today }) : undefined;
  const whole =
    list ??
    candidates(pack, {
      class: stored.class,
      level: stored.level as Level,
      period: stored.period,
      date: ctx.today,
      objects: facts,
      visits,
      ...(stored.skip_done && { replacing: taskTypeOf(stored.kind) }),
      items: stored.items,
      officers: officersOf(pack, peopleOf(inspectors), { year: stored.year, asOf: ctx.today }).length,
    });
  const found = whole && (list ?? narrowed(whole, { objects, scope }));
  if (!found || found.pool === 0)
    throw new Problem('draw.poolEmpty', {
      why: found
        ? poolText(found)
        : '本地方案没有规定这一类怎样抽查；比例由本单位自定的，先执行 sunlot agency set-ratio',
    });
  const task = await withNumberNow(ctx, { task: stored, pack, found });
  const directory = directoryEntry(ctx, { territory, objects, inspectors });
  const recusals = await selectRecusals(ctx.tx, agency);
  const excuse = await approvedExcuse(ctx, { task, pack, found });
  const from = drawnFrom({ task, pack, found, visits, excuse });
  const input = await freezeInput(ctx, { task, pack, found, from, inspectors, recusals, directory, asked });
  const warnings = [...from.warnings, ...(await reviewWarning(ctx, { agency, pack }))];
  return { task, pack, found, input, warnings, objects, inspectors, directory };
}

/** Directories that nobody reviewed in the period are drawn from all the same; the answer and the record of the draw say so. */
async function reviewWarning(ctx: Context, { agency, pack }: { readonly agency: string; readonly pack: Pack }) {
  const finding = directoryNotReviewed(pack, { date: ctx.today, lastReview: await lastReview(ctx, agency) });
  if (!finding) return [];
  const { period, clause } = finding;
  return [`${period} 还没有核对名录（${clause.section}「${clause.quote}」）：核对后执行 sunlot object review`];
}

type Asked = {
  readonly task: TaskForDraw;
  readonly scope: TaskScope;
  readonly facts: readonly ObjectFacts[];
  readonly visits: readonly VisitFact[];
  readonly today: string;
};

/**
 * A scope of its own is pool and base in one, so it has to be stated, and how many of it (R-098).
 * @throws Problem task.notStated
 */
/** Only what the plan already says: a reason recorded for the rule lets the approved number stand, and makes none smaller. */
async function approvedExcuse(
  ctx: Context,
  { task, pack, found }: Pick<DrawInputs, 'task' | 'pack' | 'found'>,
): Promise<string | undefined> {
  const rule = pack.rules.find(({ id }) => id === found.rule);
  if (!rule || task.n >= found.minimum || !isPrinciple(pack, rule)) return undefined;
  const { agency, year, period } = task;
  const given = reasonGiven(await ruleJustifications(ctx, { agency, year }), { rule: rule.id, period });
  return given && `${rule.clause.section}原则上应抽 ${found.minimum} 家，计划抽 ${task.n} 家，已书面说明并经批准`;
}

function statedList(pack: Pack, { task, scope, facts, visits, today }: Asked): Candidates {
  const open = openOf(scope);
  const taskType = taskTypeOf(task.kind);
  const number = scope.stated?.number;
  if (open.length > 0 || !number) {
    const { section } = kindRule(pack, taskType).clause;
    throw new Problem('task.notStated', { task: task.code, missing: open.join('和'), section });
  }
  return scopedCandidates(pack, {
    class: task.class,
    taskType,
    level: task.level as Level,
    period: task.period,
    date: today,
    objects: facts.filter((object) => matchesFilter(object, scope.terms)),
    visits,
    items: task.items,
    number,
    skip: task.skip_done,
  });
}

/** Inside the filter of a targeted task; the base stays that of the whole class. */
function narrowed(
  found: Candidates,
  { objects, scope }: { readonly objects: readonly DirectoryObject[]; readonly scope: TaskScope | null },
): Candidates {
  if (scope === null) return found;
  return withinFilter(found, { objects: objects.map(({ facts }) => facts), terms: scope.terms });
}

function peopleOf(inspectors: readonly DirectoryInspector[]) {
  return inspectors.filter(({ disabled }) => !disabled).map(({ facts }) => facts);
}

function poolText({ base, excluded }: Candidates): string {
  const reasons = excluded.map(({ reason, count }) => `${reason} ${count} 家`).join('，');
  return `基数 ${base} 家${reasons ? `；不可抽：${reasons}` : ''}`;
}

/** Where the random number is to come from. */
type AskedSources = Omit<FreezeDraw, 'task'>;

type Parts = {
  readonly asked: AskedSources;
  readonly task: TaskForDraw;
  readonly pack: Pack;
  readonly found: Candidates;
  readonly from: DrawnFrom;
  readonly inspectors: readonly DirectoryInspector[];
  readonly recusals: readonly { readonly certificate_no: string; readonly object_key: string }[];
  readonly directory: DirectoryEntry;
};

async function freezeInput(ctx: Context, parts: Parts): Promise<FreezeInput> {
  const { task, pack, found, from, directory } = parts;
  const settings = theRule(pack, 'draw').value;
  const profile = settings.profile ?? 'std';
  const seats = teamSeats(pack, task.support ?? []);
  const people = inspectorRows(ctx, parts);
  requireSupporters(task, people);
  const { objects, strata } = from;
  const earlier = await selectDrawsOfTask(ctx.tx, task.id);
  return {
    profile,
    agency: task.agency,
    task: task.code,
    period: task.period,
    seq: earlier.length + 1,
    ...(task.plan_log_index !== null && {
      plan: hex(leafHash((await selectLogEntry(ctx.tx, task.plan_log_index)).entry)),
    }),
    directory: hex(leafHash(canonicalBytes(directory))),
    cycle: found.cycle,
    listKey: randomBytes(32),
    keyHolder: `${task.agency} 纪检监督人员`,
    objects,
    inspectors: people,
    recusals: recusalRows(parts, objects),
    strata,
    seats,
    tags: [...new Set(seats.flatMap(({ needs }) => needs))].sort(),
    weights: weightTable(pack),
    minChoice: settings.minChoice,
    fallback: settings.fallback,
    ...sourcesOf(parts.asked, {
      settings,
      now: secondsOf(ctx.at),
      witnessed: theRule(pack, 'witness').value.required,
    }),
    witnesses: witnessPolicyHash(hashOf(profile), await policyInForce(ctx.tx, task.agency)),
    revealBy: addDays(task.window_to, settings.revealByDays),
    ...(earlier.length > 0 && {
      supersedes: earlier.map(({ fingerprint }) => hex(fingerprint)),
      reason: '前次抽取已作废或中止',
    }),
  };
}

/** Every person of the directory has a row, also who cannot be drawn: being left out quietly would be seen. */
function inspectorRows(ctx: Context, { inspectors, task, found }: Parts): readonly InspectorRow[] {
  const most = Math.max(task.n, found.required);
  const wishes = task.support ?? [];
  return inspectors.map(({ certificateNo, disabled, facts, load }) => {
    const out = seatOut(facts, { wishes, date: ctx.today });
    const reason = disabled ? 'disabled' : (out ?? outsideSpecialty(facts, task.scope));
    return {
      id: certificateNo,
      name: facts.name,
      tags: seatTags(facts, wishes),
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
  const { specialties = [] } = person;
  const asked = scope?.specialties ?? [];
  return supports(person) || asked.length === 0 || asked.some((one) => specialties.includes(one))
    ? ''
    : 'outside-filter';
}

function recusalRows({ recusals, inspectors }: Parts, objects: readonly ObjectRow[]): readonly RecusalRow[] {
  const people = new Set(inspectors.map(({ certificateNo }) => certificateNo));
  const keys = new Set(objects.map(({ id }) => id));
  return recusals
    .filter((row) => people.has(row.certificate_no) && keys.has(row.object_key))
    .map((row) => ({ objectId: row.object_key, inspectorId: row.certificate_no, reason: 'declared' }));
}

function weightTable(pack: Pack): FreezeInput['weights'] {
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
  readonly objects: readonly DirectoryObject[];
  readonly inspectors: readonly DirectoryInspector[];
};

function directoryEntry(ctx: Context, { territory, objects, inspectors }: Directories): DirectoryEntry {
  const agency = territory.agency.code;
  const rootOf = (rows: readonly { readonly rowHash: Uint8Array }[]) => ({
    root: hex(merkleRoot(rows.map(({ rowHash }) => ctx.keys.mac(`directory/${agency}`, rowHash)))),
    size: rows.length,
  });
  return {
    type: 'directory-version',
    at: ctx.at,
    agency,
    ...(territory.codes.length > 1 && { territory: [...territory.codes].sort() }),
    objects: rootOf(objects),
    inspectors: rootOf(inspectors),
  };
}
