import type { DrawDifferences, ListDifferences } from '@sunlot/contract/list-differences.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import type { Reveal } from '@sunlot/core/draw/certificate.ts';
import { rowDifferences } from '@sunlot/core/draw/row-differences.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { isAllowed } from '../../rights.ts';
import { storedManifest } from './draw-view.ts';
import { type DrawRow, selectDraw, selectDrawsByFingerprint } from './sql.ts';
import { openVault } from './vault.ts';

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
  const after = openVault(ctx, draw).rows.objects;
  const { withheld } = JSON.parse(draw.reveal ?? '{"withheld":[]}') as Pick<Reveal, 'withheld'>;
  const leaves = new Set(withheld.map(({ leaf }) => leaf));
  const closed = new Set(after.filter(({ leaf }) => leaves.has(leaf)).map(({ row }) => row.id));
  const byFingerprint = new Map(named.map((each) => [hex(each.fingerprint), each]));
  return supersedes.flatMap((fingerprint) => {
    const before = byFingerprint.get(fingerprint);
    if (!before) return [];
    const rows = rowDifferences(
      openVault(ctx, before).rows.objects.map(({ row }) => row),
      after.map(({ row }) => row),
    );
    const shown = rows.filter(({ id }) => !closed.has(id));
    const { task, seq } = storedManifest(before);
    return [
      {
        before: { draw: before.id, task, seq, fingerprint },
        rows: shown.map(({ fields, ...row }) => ({ ...row, fields: [...fields] })),
        withheld: rows.length - shown.length,
      },
    ];
  });
}
