import { DrawView, type ExclusionView, type StratumView } from '@sunlot/contract/draws.ts';
import { exclusionText } from '@sunlot/contract/reasons.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import type { CertificateParts, ToldParts } from '@sunlot/core/draw/certificate.ts';
import { entropyClass } from '@sunlot/core/draw/entropy.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import type { FreezeWarning } from '@sunlot/core/draw/warnings.ts';
import { fingerprintWords } from '@sunlot/core/draw/words.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { isRecordOnly } from '@sunlot/core/policy/paperwork.ts';
import type { Context } from '../../context.ts';
import { wholeStrata } from '../../draws/whole-strata.ts';
import { seatName } from '../../packs/seat-name.ts';
import { stratumName } from '../../packs/stratum-of.ts';
import { sourceView } from './sources.ts';
import type { DrawRow } from './sql.ts';

/** What stands in a stored draw, parsed. The texts were written by this program and are covered by their hashes. */
export function storedManifest(row: Pick<DrawRow, 'manifest'>): Manifest {
  return JSON.parse(row.manifest) as Manifest;
}

export function storedCertificate(row: Pick<DrawRow, 'certificate'>): (CertificateParts & ToldParts) | undefined {
  return row.certificate === null ? undefined : (JSON.parse(row.certificate) as CertificateParts & ToldParts);
}

/** Strata and exclusions as people read them. */
export function strataView(
  manifest: Manifest,
  pack: Pack,
): { readonly strata: StratumView[]; readonly excluded: ExclusionView[] } {
  return {
    strata: manifest.strata.map(({ id, base, required, n, reserve, clause, tiers }) => ({
      id,
      name: stratumName(pack, id),
      base,
      required,
      n,
      reserve,
      clause,
      pool: poolOf(tiers),
      ...(isRecordOnly(pack, { fullTake: n > 0 && poolOf(tiers) === n }) && { recordOnly: true }),
    })),
    excluded: manifest.strata.flatMap(({ id, excluded }) =>
      excluded.map(({ state, reason, count }) => ({
        stratum: id,
        state,
        reason,
        count,
        reasonName: exclusionText(reason),
      })),
    ),
  };
}

function poolOf(tiers: Manifest['strata'][number]['tiers']): number {
  return tiers.reduce((sum, { pool }) => sum + pool, 0);
}

/** A warning of the freeze in words. Objects are counted, never named: the words may be read aloud. */
export function warningTexts(pack: Pack, warnings: readonly FreezeWarning[]): readonly string[] {
  const texts = warnings.flatMap((warning) => {
    if (warning.kind === 'fullTake')
      return isRecordOnly(pack, { fullTake: true })
        ? [`全取·非随机：可抽的 ${warning.n} 家全部抽取，只作记录；检查人员照常随机抽取`]
        : [`全取：可抽的 ${warning.n} 家全部抽取，次序由抽签决定`];
    if (warning.kind === 'smallClass') return [smallText(pack, warning)];
    return [];
  });
  for (const { seat, objects, people } of warnings.filter((warning) => warning.kind === 'fewPeople')) {
    texts.push(`${objects} 家的“${seatName(pack, seat)}”席位可选人员不足 3 人（最少 ${people} 人）`);
  }
  return texts;
}

/** Of whom it speaks: the class, the tier and, where grades have weights of their own, the grades that share one. */
function smallText(
  pack: Pack,
  { stratum, tier, weight, size }: Extract<FreezeWarning, { kind: 'smallClass' }>,
): string {
  const { weights } = theRule(pack, 'credit').value;
  const grades = Object.keys(weights).filter((grade) => weights[grade] === weight);
  const isOneWeight = new Set([...Object.values(weights), 1]).size === 1;
  // Who has no grade weighs 1.
  const named = [...grades, ...(weight === 1 ? ['未分级'] : [])].join('、');
  const who = isOneWeight ? '' : `、信用等级${named}（权重 ${weight}）的`;
  return `“${stratumName(pack, stratum)}”第 ${tier} 轮次${who}只有 ${size} 家可抽，名称较易被猜到`;
}

export function phaseOf(state: string): DrawView['phase'] {
  if (state === 'void' || state === 'abandoned') return 'PX';
  return state === 'revealed' ? 'P4' : state === 'drawn' ? 'P2' : 'P1';
}

/** `closed`: values of the sources that ran, where there is no certificate yet. */
type Named = {
  readonly code: string;
  readonly pack: Pack;
  readonly closed?: readonly { readonly value: string }[];
};

/** The public side of a draw, for anybody. */
export async function drawView(
  ctx: Pick<Context, 'tx'>,
  row: DrawRow,
  { code, pack, closed = [] }: Named,
): Promise<DrawView> {
  const manifest = storedManifest(row);
  const certificate = storedCertificate(row);
  const drawn = certificate ? await wholeStrata(ctx, row, certificate) : [];
  return DrawView.parse({
    draw: row.id,
    agency: row.agency,
    task: row.task_id,
    code,
    seq: row.seq,
    period: row.period,
    state: row.state,
    phase: phaseOf(row.state),
    fingerprint: hex(row.fingerprint),
    words: fingerprintWords(row.fingerprint),
    ...strataView(manifest, pack),
    ...(row.told_grades && { grades: row.told_grades }),
    warnings: row.warnings,
    frozenAt: row.frozen_at,
    entropyClass: entropyClass(manifest.entropy),
    sources: manifest.entropy.map((source, i) => sourceView(source, (certificate?.entropy ?? closed)[i]?.value)),
    ...(certificate && {
      source: certificate.entropy.map(({ value }) => value).join(' '),
      seed: certificate.seed,
      winners: drawn.flatMap(({ id, tiers }) =>
        tiers.flatMap(({ tier, winners }) =>
          winners.map(({ rank, leaf, t }) => ({ rank, stratum: id, tier, leaf, ticket: t })),
        ),
      ),
      reserve: drawn.flatMap(({ id, reserve }) => reserve.map(({ tier, leaf }) => ({ stratum: id, tier, leaf }))),
      drawnAt: row.drawn_at,
    }),
    ...(row.revealed_at !== null && { revealedAt: row.revealed_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at, endReason: row.end_reason }),
  });
}
