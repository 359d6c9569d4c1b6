import type { LateInterests } from '@sunlot/contract/draws.ts';
import type { Context } from '../../context.ts';
import { may } from '../../rights.ts';
import { selectLateInterests } from './sql.ts';

/**
 * Interests are asked for again before people go: the seats of an agency, not visited yet, whose person has declared one since
 * the draw. It names drawn objects, so it is for those who may know them, and the look leaves an audit row. Who declares is
 * not told whether the object was drawn.
 */
export async function listLateInterests(ctx: Context, { agency }: { readonly agency: string }): Promise<LateInterests> {
  may(ctx.actor, 'draw.names', agency);
  const rows = await selectLateInterests(ctx.tx, { agency });
  await ctx.audit({ action: 'draw.lateInterests', agency, after: { found: rows.length } });
  return {
    agency,
    seats: rows.map((row) => ({
      draw: row.draw_id,
      task: row.code,
      rank: row.rank,
      object: { key: row.object_key, name: row.object_name },
      seat: row.seat,
      certificateNo: row.certificate_no,
      name: row.name,
      declaredAt: row.declared_at,
    })),
  };
}
