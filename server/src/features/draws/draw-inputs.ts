import { randomBytes } from 'node:crypto';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { addDays, periodDays } from '@sunlot/core/basics/dates.ts';
import type { FreezeInput } from '@sunlot/core/draw/freeze-input.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from '@sunlot/core/draw/rows.ts';
import { NO_WITNESSES, witnessPolicyHash } from '@sunlot/core/draw/witness-policy.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { leafHash, merkleRoot } from '@sunlot/core/hash/merkle.ts';
import { type Candidates, candidates } from '@sunlot/core/policy/candidates.ts';
import type { InspectorFacts, Level } from '@sunlot/core/policy/facts.ts';
import { inspectorOut } from '@sunlot/core/policy/inspector-state.ts';
import { withinFilter } from '@sunlot/core/policy/object-filter.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import type { TaskScope } from '../../db/task-scope.ts';
import { packWithOwnRatios } from '../../own-numbers/pack-with-own-ratios.ts';
import { Problem } from '../../problem.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { type DrawnFrom, drawnFrom } from './draw-strata.ts';
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

/** Twenty ten-sided dice: 66 bits. */
const DICE = { k: 'dice', count: 20, faces: 10 } as const;

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
export async function drawInputs(ctx: Context, task: TaskForDraw): Promise<DrawInputs> {
  const { agency } = task;
  const pack = await packWithOwnRatios(ctx, { agency, on: periodDays(task.period).from });
  const territory = (await territoryOf(ctx, agency))!;
  const objects = await selectObjects(ctx.tx, territory);
  const inspectors = await selectInspectors(ctx.tx, { agency, year: task.year });
  const visits = await visitLedger(ctx, territory, { to: ctx.today });
  const { scope } = task;
  const whole = candidates(pack, {
    class: task.class,
    level: task.level as Level,
    period: task.period,
    date: ctx.today,
    objects: objects.map(({ facts }) => facts),
    visits,
    items: task.items,
    officers: officersOf(pack, peopleOf(inspectors), { year: task.year, asOf: ctx.today }).length,
  });
  const found = whole && narrowed(whole, { objects, scope });
  if (!found || found.pool === 0)
    throw new Problem('draw.poolEmpty', {
      why: found
        ? poolText(found)
        : '本地方案没有规定这一类怎样抽查；比例由本单位自定的，先执行 sunlot agency set-ratio',
    });
  const directory = directoryEntry(ctx, { territory, objects, inspectors });
  const recusals = await selectRecusals(ctx.tx, agency);
  const from = drawnFrom({ task, pack, found, visits });
  const input = await freezeInput(ctx, { task, pack, found, from, inspectors, recusals, directory });
  return { task, pack, found, input, warnings: from.warnings, objects, inspectors, directory };
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

type Parts = {
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
  const { seats } = theRule(pack, 'group').value;
  const profile = settings.profile ?? 'std';
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
    inspectors: inspectorRows(ctx, parts),
    recusals: recusalRows(parts, objects),
    strata,
    seats: seats.map(({ id, needs, object }) => ({
      id,
      needs: [...needs].sort(),
      ...(object && { object: true as const }),
    })),
    tags: [...new Set(seats.flatMap(({ needs }) => needs))].sort(),
    weights: weightTable(pack),
    minChoice: settings.minChoice,
    fallback: settings.fallback,
    replacement: settings.replacement,
    entropy: [DICE],
    lead: settings.leadSeconds,
    witnesses: witnessPolicyHash(hashOf(profile), NO_WITNESSES),
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
  return inspectors.map(({ certificateNo, disabled, facts, load }) => {
    const reason = disabled ? 'disabled' : (inspectorOut(facts, ctx.today) ?? outsideSpecialty(facts, task.scope));
    return {
      id: certificateNo,
      name: facts.name,
      tags: facts.mayLead ? ['leader'] : [],
      load,
      cap: most,
      state: reason === '' ? 'in' : 'out',
      reason,
    };
  });
}

function outsideSpecialty({ specialties = [] }: InspectorFacts, scope: TaskScope | null): string {
  const asked = scope?.specialties ?? [];
  return asked.length === 0 || asked.some((one) => specialties.includes(one)) ? '' : 'outside-filter';
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
