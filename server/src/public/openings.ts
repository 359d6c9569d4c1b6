import type { GivenOpening, OpeningVerdict } from '@sunlot/contract/own-openings.ts';
import { fromHex, hex } from '@sunlot/core/basics/bytes.ts';
import type { CertificateParts, ToldParts } from '@sunlot/core/draw/certificate.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import type { DrawNow } from '@sunlot/core/draw/opening-now.ts';
import { readOwnOpening } from '@sunlot/core/draw/read-own-opening.ts';
import type { Context } from '../context.ts';
import { wholeStrata } from '../draws/whole-strata.ts';
import { verifierKeyText, verifySignature } from '../log/checkpoint.ts';
import { openingIn } from '../openings/opening-code.ts';
import { verdictOf } from '../openings/opening-verdict.ts';
import { type PublicDrawRow, selectLoggedValues, selectPublicDrawByFingerprint } from './sql.ts';

/**
 * An opening that somebody holds, against what this server has published. Everything is worked out from the text and from public
 * rows: who does not hold the salt of a row learns nothing, since without it no text gets past its own proofs. Nothing is kept.
 */
export async function checkGivenOpening(ctx: Context, { text }: GivenOpening): Promise<OpeningVerdict> {
  const logKey = verifierKeyText(ctx.keys.logPublicKey, 'public');
  const own = readOwnOpening(openingIn(text), { logKey, verifySignature });
  if (!own.ok) return { ok: false, fault: own.error };
  const row = await selectPublicDrawByFingerprint(ctx.tx, fromHex(own.value.fingerprint)!);
  const verdict = verdictOf(own.value, row && (await publicNow(ctx, row)));
  return row ? { ...verdict, draw: row.id } : verdict;
}

/** The draw as everybody may see it; undefined before its result. */
async function publicNow(ctx: Context, row: PublicDrawRow): Promise<DrawNow | undefined> {
  if (row.certificate === null) return undefined;
  const { agency, task, seq } = JSON.parse(row.manifest) as Manifest;
  const { answers } = await selectLoggedValues(ctx.tx, row.id);
  const strata = await wholeStrata(ctx, row, JSON.parse(row.certificate) as CertificateParts & ToldParts);
  return {
    draw: `${agency}/${task}/${seq}`,
    fingerprint: hex(row.fingerprint),
    winners: strata.flatMap(({ tiers }) => tiers.flatMap(({ winners }) => winners)),
    places: answers.flatMap(({ places }) => places),
    isEnded: row.ended_at !== null,
  };
}
