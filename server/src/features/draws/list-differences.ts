import type { DrawDifferences, ListDifferences } from '@sunlot/contract/list-differences.ts';
import { compareText, hex } from '@sunlot/core/basics/bytes.ts';
import type { Reveal } from '@sunlot/core/draw/certificate.ts';
import { type RowDifference, rowDifferences } from '@sunlot/core/draw/row-differences.ts';
import { type ObjectRow, parseObjectRow } from '@sunlot/core/draw/rows.ts';
import type { Context } from '../../context.ts';
import { closedLines, idsOfLines } from '../../draws/opened-rows.ts';
import { readPublicList } from '../../draws/public-list.ts';
import { textsById } from '../../draws/sealed-rows.ts';
import { Problem } from '../../problem.ts';
import { isAllowed } from '../../rights.ts';
import { storedManifest } from './draw-view.ts';
import { type DrawRow, selectDraw, selectDrawsByFingerprint } from './sql.ts';

/** What changed since the sessions that this one follows, also before the reveal: for those who may see names. Leaves an audit row. */
export async function listDifferences(ctx: Context, { draw: id }: { readonly draw: string }): Promise<DrawDifferences> {
  const draw = await selectDraw(ctx.tx, id);
  if (!draw) throw new Problem('draw.unknown', { draw: id });
  if (!isAllowed(ctx.actor, 'draw.names', draw.agency)) throw new Problem('draw.namesClosed', { who: ctx.actor.login });
  await ctx.audit({ action: 'draw.differences', agency: draw.agency, subject: draw.id });
  return { draw: id, differences: await differencesOf(ctx, draw) };
}

/** The same for everybody; nothing before the reveal. The caller runs with the rights to open lists. */
export async function openDifferences(ctx: Context, id: string): Promise<ListDifferences[]> {
  const draw = await selectDraw(ctx.tx, id);
  return draw && draw.revealed_at !== null ? differencesOf(ctx, draw) : [];
}

/** One entry a predecessor, in the order of the manifest. An object withheld at the reveal is only counted. */
async function differencesOf(ctx: Context, draw: DrawRow): Promise<ListDifferences[]> {
  const { agency, supersedes = [] } = storedManifest(draw);
  if (supersedes.length === 0) return [];
  const named = await selectDrawsByFingerprint(ctx.tx, {
    agency,
    fingerprints: supersedes.map((each) => Buffer.from(each, 'hex')),
  });
  const closed = await withheldIds(ctx, draw);
  const byFingerprint = new Map(named.map((each) => [hex(each.fingerprint), each]));
  const found: ListDifferences[] = [];
  for (const fingerprint of supersedes) {
    const before = byFingerprint.get(fingerprint);
    if (!before) continue;
    const rows = await changesOf(ctx, before.id, draw.id);
    const shown = rows.filter(({ id }) => !closed.has(id));
    const { task, seq } = storedManifest(before);
    found.push({
      before: { draw: before.id, task, seq, fingerprint },
      rows: shown.map(({ fields, ...row }) => ({ ...row, fields: [...fields] })),
      withheld: rows.length - shown.length,
    });
  }
  return found;
}

/** Ids of the objects whose rows stay closed although the list is open. */
async function withheldIds(ctx: Context, draw: DrawRow): Promise<ReadonlySet<string>> {
  const { withheld } = JSON.parse(draw.reveal ?? '{"withheld":[]}') as Pick<Reveal, 'withheld'>;
  if (withheld.length === 0) return new Set();
  const { table } = await readPublicList(ctx, draw);
  return idsOfLines(ctx, draw.id, closedLines(table, { withheld }));
}

/** Both lists side by side, in the order of the ids: only rows that differ are kept. */
async function changesOf(ctx: Context, before: string, after: string): Promise<readonly RowDifference[]> {
  const changed = { before: [] as ObjectRow[], after: [] as ObjectRow[] };
  const [earlier, later] = [textsById(ctx, before), textsById(ctx, after)];
  let [left, right] = [await earlier.next(), await later.next()];
  while (!left.done || !right.done) {
    const [a, b] = [left.done ? undefined : left.value, right.done ? undefined : right.value];
    const order = a === undefined ? 1 : b === undefined ? -1 : compareText(idOf(a), idOf(b));
    if (a !== b && order <= 0) changed.before.push(rowOf(a!));
    if (a !== b && order >= 0) changed.after.push(rowOf(b!));
    if (order <= 0) left = await earlier.next();
    if (order >= 0) right = await later.next();
  }
  return rowDifferences(changed.before, changed.after);
}

function idOf(text: string): string {
  return text.split('\t', 2)[1]!;
}

function rowOf(text: string): ObjectRow {
  const row = parseObjectRow(text);
  if (!row.ok) throw new Error(`a stored row does not parse (${row.error.field})`);
  return row.value;
}
