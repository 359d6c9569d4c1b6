import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { leadDrawn } from '@sunlot/core/policy/lead-draw.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { jointChoice } from '../../joint/joint-tasks.ts';
import { Problem } from '../../problem.ts';
import { objectsOf } from '../../visits/directory.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { withEarlierRows } from '../../visits/past-objects.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import {
  classFault,
  type FoundRow,
  lateDrawWarning,
  leadWarning,
  rowFault,
  rowWarnings,
} from '../../workbooks/judge-draw-result.ts';
import type { ResultRow } from '../../workbooks/read-draw-result.ts';
import { type JointItemRow, type JointTaskRow, selectItems, selectNamed, selectObjectIds } from './sql.ts';

export type Asked = {
  readonly task: JointTaskRow;
  readonly pack: Pack;
  readonly rows: readonly ResultRow[];
  /** Who drew, and when. */
  readonly lead: string;
  readonly date: string;
  readonly isOwn: (name: string) => boolean;
};

/** As many as a refusal names one by one. */
const MOST_NAMED = 5;

/**
 * What the directory has for the rows of a lead department's result: ids in their order, and what is to be looked at again. Refused where
 * nobody knows which unit a row means, and where a class that the task draws from does not hold it: it would count for
 * that class. Beside filter or joint items, or with another name, a unit is taken in and pointed out: from which list the
 * department draws is for the rules across departments to say.
 * @throws Problem elsewhere.rows, elsewhere.notOfClass
 */
export async function drawnRows(
  ctx: Context,
  asked: Asked,
): Promise<{ readonly ids: readonly string[]; readonly warnings: readonly string[] }> {
  const { task, pack, rows, lead, date, isOwn } = asked;
  const territory = (await territoryOf(ctx, task.agency))!;
  const chosen = await chosenItems(ctx, task);
  const kinds = [...new Set(chosen.flatMap(({ object_kind: words }) => words.split(/[；;、，,]/)))].filter(
    (word) => word !== '',
  );
  const found = await foundRows(ctx, { ...asked, territory, kinds });
  refuse(
    found.flatMap((row) => rowFault(row) ?? []),
    (what) => new Problem('elsewhere.rows', { what }),
  );
  refuse(
    found.flatMap((row) => classFault(row) ?? []),
    (what) => {
      const { name, clause } = pack.classes.find(({ id }) => id === task.class)!;
      return new Problem('elsewhere.notOfClass', { task: task.code, class: name, section: clause.section, what, lead });
    },
  );
  const ids = await selectObjectIds(ctx.tx, { territory, keys: rows.map(({ key }) => key) });
  const leads = [...new Set(chosen.map(({ lead_department: name }) => name))];
  return {
    ids: rows.map(({ key }) => ids.get(key)!),
    warnings: [
      ...lateDrawWarning(pack, lead, { ...task, date }),
      ...leadWarning(lead, { leads, isOwn }),
      ...found.flatMap((row) => rowWarnings(row, { filter: task.scope?.filter ?? '', kinds })),
    ],
  };
}

async function chosenItems(ctx: Context, { id }: JointTaskRow): Promise<readonly JointItemRow[]> {
  const { listId, items } = (await jointChoice(ctx, id))!;
  return (await selectItems(ctx.tx, listId)).filter(({ serial }) => items.includes(serial));
}

type Looking = Asked & { readonly territory: Territory; readonly kinds: readonly string[] };

async function foundRows(ctx: Context, { task, pack, rows, date, territory, kinds }: Looking): Promise<FoundRow[]> {
  const keys = [...new Set(rows.map(({ key }) => key))];
  const objects = await withEarlierRows(ctx, territory, { objects: await objectsOf(ctx, territory, { keys }), keys });
  const byKey = new Map(objects.map(({ facts }) => [facts.id, facts]));
  const visits = groupBy(await recordedVisits(ctx, territory, { to: ctx.today, keys }), ({ objectId }) => objectId);
  const named = await selectNamed(ctx.tx, { codes: territory.codes, names: rows.flatMap(({ name }) => name ?? []) });
  const ofTask = { terms: task.scope?.terms ?? [], ...(!isScopedKind(task.class) && { class: task.class }) };
  return rows.map((row, i): FoundRow => {
    const object = byKey.get(row.key);
    const isRepeated = rows.findIndex(({ key }) => key === row.key) < i;
    if (!object) return { ...row, isRepeated };
    const standing = leadDrawn(pack, {
      ...{ object, visits: visits.get(row.key) ?? [], days: [date, ctx.today], task: ofTask, kinds },
    });
    const className = pack.classes.find(({ id }) => id === standing.class)!.name;
    const isNamed = row.name === undefined || row.name === object.name;
    const namesake = isNamed
      ? undefined
      : named.find(({ key, name }) => name === row.name && ownerOf(key) !== ownerOf(row.key));
    const known = { name: object.name, className, standing };
    return { ...row, isRepeated, known, ...(namesake && { namesake: namesake.key }) };
  });
}

/** The credit code of a key: projects of one owner may be written with its name. */
function ownerOf(key: string): string {
  return key.split('/')[0]!;
}

function refuse(faults: readonly string[], problem: (what: string) => Problem): void {
  if (faults.length === 0) return;
  const more = faults.length > MOST_NAMED ? `等 ${faults.length} 处` : '';
  throw problem(`${faults.slice(0, MOST_NAMED).join('；')}${more}`);
}
