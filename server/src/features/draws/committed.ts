import type { Context } from '../../context.ts';
import { type DrawCommitment, drawCommitment } from '../../log/cosignatures.ts';
import { Problem } from '../../problem.ts';
import { storedManifest } from './draw-view.ts';
import { type DrawRow, updateDraw } from './sql.ts';

/** How far the manifest of a draw is witnessed. */
export function committed({ tx }: Pick<Context, 'tx'>, draw: DrawRow): Promise<DrawCommitment> {
  const { witnesses, profile } = storedManifest(draw);
  return drawCommitment(tx, { ...draw, witnesses, profile });
}

/**
 * No source opens before the commitment stands; from then on it is the same checkpoint that carries it. The answer is the
 * moment since when it stands.
 * @throws Problem draw.notCommitted, which says who has not cosigned
 */
export async function requireCommitted(ctx: Context, draw: DrawRow): Promise<string> {
  const { size, policy, commitment } = await committed(ctx, draw);
  const { time, cosigned, missing } = commitment;
  if (time === undefined) {
    const needsOutside =
      policy.witnesses.some(({ outside }) => outside) && !cosigned.some(({ witness }) => witness.outside);
    throw new Problem('draw.notCommitted', {
      ...{ draw: draw.id, quorum: policy.quorum, n: cosigned.length },
      missing: missing.map(({ name }) => name).join('、'),
      outside: needsOutside ? '其中须有一名在本单位指挥关系以外' : '不限由谁',
    });
  }
  await updateDraw(ctx.tx, draw.id, { committed_size: size });
  return time;
}
