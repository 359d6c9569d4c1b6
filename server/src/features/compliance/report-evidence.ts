import { createHash } from 'node:crypto';
import { EVIDENCE_LIMITS, type EvidenceFile, type EvidenceView } from '@sunlot/contract/period-reports.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { evidenceKind } from './evidence-kind.ts';
import { insertEvidence, selectEvidence, selectEvidenceContent } from './evidence-sql.ts';

/** 佐证材料: the files that prove the typical cases of a summary, kept encrypted and given back byte for byte. */

export type EvidenceInput = { readonly case: number; readonly file: string; readonly bytes: Uint8Array };

type Report = { readonly id: string; readonly agency: string; readonly cases: number };

const MEGABYTE = 1_048_576;

/** Attaches files to the cases of a handing-in; where one cannot be attached none is. @throws Problem reportEvidence.… */
export async function attachEvidence(ctx: Context, report: Report, files: readonly EvidenceInput[]): Promise<void> {
  const kept = await selectEvidence(ctx, report.id);
  let megabytes = kept.reduce((sum, { bytes }) => sum + bytes, 0) / MEGABYTE;
  for (const { case: caseNo, file: path, bytes } of files) {
    const file = nameOf(path);
    requireSize(file, bytes);
    if (caseNo > report.cases) throw new Problem('reportEvidence.noCase', { file, case: caseNo, cases: report.cases });
    const kind = evidenceKind(file, bytes);
    megabytes += bytes.length / MEGABYTE;
    if (kept.length >= EVIDENCE_LIMITS.files || megabytes > EVIDENCE_LIMITS.megabytes) {
      const { files: most, megabytes: size } = EVIDENCE_LIMITS;
      throw new Problem('reportEvidence.tooMany', { file, most, megabytes: size });
    }
    const sum = createHash('sha256').update(bytes).digest('hex');
    const own = kept.filter((one) => one.case_no === caseNo);
    if (own.some((one) => one.sum === sum)) throw new Problem('reportEvidence.twice', { file, case: caseNo });
    const id = ctx.newId('pre');
    const place = { report: report.id, case_no: caseNo, no: own.length + 1 };
    const row = { id, ...place, kind, bytes: bytes.length, sum };
    const sealed_name = ctx.keys.seal(utf8(file), purposeOf(id, 'name'));
    await insertEvidence(ctx, {
      ...{ ...row, agency: report.agency, sealed_name },
      sealed_content: ctx.keys.seal(bytes, purposeOf(id, 'content')),
      ...{ by_user: ctx.actor.id, by_name: ctx.actor.name, at: ctx.at },
    });
    await ctx.audit({ action: 'report.attach', agency: report.agency, subject: id, after: { ...place, kind, sum } });
    kept.push({ ...row, sealed_name });
  }
}

/** The files of a handing-in by the number of their case, without their content. */
export async function evidenceOf(
  ctx: Context,
  report: { readonly id: string } | undefined,
): Promise<(caseNo: number) => EvidenceView[]> {
  const rows = report === undefined ? [] : await selectEvidence(ctx, report.id);
  return (caseNo) =>
    rows
      .filter((row) => row.case_no === caseNo)
      .map(({ id, kind, bytes, sum, sealed_name }) => ({
        ...{ id, kind, bytes, sum },
        name: textOf(ctx.keys.open(sealed_name, purposeOf(id, 'name'))),
      }));
}

type OpenedFile = Pick<EvidenceView, 'name' | 'kind' | 'sum'> & { readonly bytes: Uint8Array };

/** A file as it was attached; the look is logged. @throws Problem request.notFound */
export async function openEvidence(ctx: Context, { agency, evidence }: EvidenceFile): Promise<OpenedFile> {
  may(ctx.actor, 'figures.open', agency);
  const row = await selectEvidenceContent(ctx, { agency, id: evidence });
  if (!row) throw new Problem('request.notFound', { what: `佐证材料 ${evidence}` });
  await ctx.audit({ action: 'report.openEvidence', agency, subject: evidence });
  const { kind, sum } = row;
  return {
    ...{ kind, sum },
    name: textOf(ctx.keys.open(row.sealed_name, purposeOf(evidence, 'name'))),
    bytes: ctx.keys.open(row.sealed_content, purposeOf(evidence, 'content')),
  };
}

function purposeOf(id: string, part: 'name' | 'content'): string {
  return `period-report-evidence/${id}/${part}`;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** The last part of a path, fit for a file name on every system. */
function nameOf(path: string): string {
  const file = path.split(/[/\\]/).at(-1)!.normalize('NFC');
  const isFit = file.trim() === file && /^[^\p{Cc}\p{Cf}<>:"|?*]{1,120}$/u.test(file) && !/^\.+/.test(file);
  if (!isFit) throw new Problem('reportEvidence.name', { file });
  return file;
}

function requireSize(file: string, { length }: Uint8Array): void {
  if (length === 0) throw new Problem('reportEvidence.empty', { file });
  const most = EVIDENCE_LIMITS.fileMegabytes;
  const size = Math.ceil((length * 10) / MEGABYTE) / 10;
  if (length > most * MEGABYTE) throw new Problem('reportEvidence.tooLarge', { file, size, most });
}
