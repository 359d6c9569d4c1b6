import { fromHex } from '@sunlot/core/basics/bytes.ts';
import type { CertificateParts, ToldParts } from '@sunlot/core/draw/certificate.ts';
import { isInline } from '@sunlot/core/draw/told-winners.ts';
import { type DrawnStratum, drawTable } from '@sunlot/core/draw/winners.ts';
import type { Context } from '../context.ts';
import { lanesFor } from '../lanes.ts';
import { readPublicList } from './public-list.ts';

type StoredDraw = { readonly id: string; readonly manifest: string };

/**
 * Every winner and 候补 of a stored draw. Where its certificate has them by root, they follow from the public list and the seed, both
 * of which everybody has: no vault is opened and nothing is stored twice. 2,500 winners of 30,000 rows take 0.08 s.
 */
export async function wholeStrata(
  ctx: Pick<Context, 'tx'>,
  row: StoredDraw,
  certificate: CertificateParts & ToldParts,
): Promise<readonly DrawnStratum[]> {
  if (isInline(certificate)) return certificate.strata;
  const { manifest } = certificate;
  const { table } = await readPublicList(ctx, row);
  const makeLanes = lanesFor(table.size);
  return drawTable({ manifest, seed: fromHex(certificate.seed)!, table, makeLanes }).strata;
}
