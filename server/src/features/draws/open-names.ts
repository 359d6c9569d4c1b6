import type { Context } from '../../context.ts';
import { revealOf, sessionOf } from './draw-certificate.ts';
import { selectDraw } from './sql.ts';

/**
 * Names of the drawn rows and the 候补 by leaf, as the reveal has opened them for everybody: none before it, and none that is withheld.
 * The caller runs with the rights to open lists.
 */
export async function openNames(ctx: Context, id: string): Promise<ReadonlyMap<string, string>> {
  const draw = await selectDraw(ctx.tx, id);
  const reveal = draw && revealOf(draw);
  if (!reveal) return new Map();
  const replayed = (await sessionOf(ctx, draw))!;
  const withheld = new Set(reveal.withheld.map(({ leaf }) => leaf));
  return new Map(
    replayed.vault.rows.objects.flatMap(({ leaf, row }) => (withheld.has(leaf) ? [] : [[leaf, row.name] as const])),
  );
}
