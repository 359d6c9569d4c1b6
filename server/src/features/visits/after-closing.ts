import { versionOfVisit } from '@sunlot/core/policy/visit-version.ts';
import { wasClean } from '@sunlot/core/policy/visits.ts';
import type { Context } from '../../context.ts';
import type { Kept } from '../../imports/run-import.ts';
import { packVersions } from '../../packs/pack-store.ts';
import { type Addition, addToVisit, openVisit, withAddition } from '../../visits/add-to-visit.ts';
import type { StoredVisit } from '../../visits/ledger.ts';
import { visitHash } from '../../visits/visit-hash.ts';
import { APPROVER_OF_WITHHOLDING } from '../../visits/withholding-approval.ts';
import type { RowError } from '../../workbooks/error-workbook.ts';
import type { VisitRow } from '../../workbooks/judge-visits.ts';
import { rectifiedNotTaken } from '../../workbooks/read-rectified.ts';

/** A row of a visit that is on record under a task, or in a year, that is closed. */
type Ended = { readonly row: Kept<VisitRow>; readonly id: string; readonly agency: string; readonly task: string };

type Taken = { readonly isTaken: boolean; readonly remarks: readonly RowError[] };

/**
 * Takes from a row of a closed task or year what came of its visit since and is lacking: that the result became public or is withheld, and
 * that what was found was put right, each a fact of its own day. The visit itself stays as it is, and so do figures and verdicts that are closed.
 */
export async function takeLater(ctx: Context, ended: Ended, { dryRun }: { readonly dryRun: boolean }): Promise<Taken> {
  const { row, id, agency, task } = ended;
  const text = await openVisit(ctx, id);
  const { facts } = text;
  const { rectifiedOn } = row.value.facts;
  const isIdle = rectifiedOn !== undefined && facts.rectifiedOn === undefined && (await isClean(ctx, agency, facts));
  const addition = laterThan({ ...facts, isIdle }, row.value);
  const odd = [...earlyFinding(facts, row.value.facts), ...(isIdle ? [rectifiedNotTaken(facts, rectifiedOn)] : [])];
  const told = (message: string) => ({ column: 'task', code: 'taskClosed' as const, message });
  if (Object.keys(addition.facts).length === 0) {
    return { isTaken: false, remarks: [{ rowNumber: row.rowNumber, findings: [...odd, told(closedText(task))] }] };
  }
  if (!dryRun) {
    await addToVisit(ctx, id, addition);
    await ctx.audit({ action: 'visit.afterClosing', agency, subject: id, after: { task, ...daysOf(addition) } });
  }
  const isWhole = Buffer.from(visitHash(ctx, withAddition(text, addition))).equals(row.hash);
  const findings = [...odd, ...(isWhole ? [] : [told(takenText(task, addition.facts))])];
  return { isTaken: true, remarks: findings.length === 0 ? [] : [{ rowNumber: row.rowNumber, findings }] };
}

/** What a row says that came after its visit, as far as the record lacks it: nothing on record is changed. */
function laterThan(stored: StoredVisit & { readonly isIdle: boolean }, { facts, remarks }: VisitRow): Addition {
  const { publishedOn, rectifiedOn, withheldGround, withheldPart, withheldApproved } = facts;
  const isPublished = stored.publishedOn === undefined && publishedOn !== undefined && !isEarly(stored, publishedOn);
  const isGround =
    withheldGround !== undefined && [stored.withheldGround, stored.publishedOn].every((one) => one === undefined);
  const isSameGround = withheldGround === stored.withheldGround && withheldPart === stored.withheldPart;
  const isApproved = withheldApproved === true && (isGround || (isSameGround && !stored.withheldApproved));
  const approver = remarks[APPROVER_OF_WITHHOLDING];
  return {
    facts: {
      ...(isPublished && { publishedOn }),
      ...(stored.rectifiedOn === undefined && rectifiedOn !== undefined && !stored.isIdle && { rectifiedOn }),
      ...(isGround && { withheldGround, ...(withheldPart && { withheldPart }) }),
      ...(isApproved && { withheldApproved }),
    },
    ...(isApproved && approver !== undefined && { remarks: { [APPROVER_OF_WITHHOLDING]: approver } }),
  };
}

/** Is there nothing that could be put right, since nothing was found? */
async function isClean(ctx: Context, agency: string, stored: StoredVisit): Promise<boolean> {
  const versions = await packVersions(ctx, agency);
  return wasClean(versionOfVisit(versions[0]!, versions, stored), stored);
}

/** No result is public before the day on which it was found: a row may leave that day out. */
function isEarly({ resultDeterminedOn = '' }: StoredVisit, publishedOn: string): boolean {
  return publishedOn < resultDeterminedOn;
}

function earlyFinding(stored: StoredVisit, { publishedOn = '' }: VisitRow['facts']) {
  if (publishedOn === '' || stored.publishedOn !== undefined || !isEarly(stored, publishedOn)) return [];
  const message = `公示日期 ${publishedOn} 早于已登记的结果认定日期 ${stored.resultDeterminedOn}，没有登记，请核对。`;
  return [{ column: 'publishedOn', code: 'datesDisagree' as const, message }];
}

/** What the log says was added; who approved is sealed. */
function daysOf({ facts: { publishedOn, rectifiedOn, withheldGround, withheldPart, withheldApproved } }: Addition) {
  return { publishedOn, rectifiedOn, withheldGround, withheldPart, withheldApproved };
}

const COLUMNS = {
  publishedOn: '公示日期',
  rectifiedOn: '整改完成日期',
  withheldGround: '不予公开依据',
  withheldApproved: '批准人',
};

function takenText(task: string, facts: Partial<StoredVisit>): string {
  const columns = Object.entries(COLUMNS).flatMap(([key, header]) => (key in facts ? [header] : []));
  return `任务 ${task} 已经办结（或当年的计划已经办结）：${columns.join('、')}已登记；这一行其余与登记不同的内容没有改动。`;
}

/** Of a row that says nothing that is still taken. */
function closedText(task: string): string {
  return `任务 ${task} 已经办结（或当年的计划已经办结），检查的时间、人员、方式、结果等不再登记或更正，本行没有改动。办结以后才公示、才整改完成的，只在检查记录里补写公示日期、整改完成日期后导入；已登记的日期不再更正。`;
}
