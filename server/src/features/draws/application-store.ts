import {
  type AskReplacement,
  applicationStates,
  type ReplacementApplicationView,
} from '@sunlot/contract/replacements.ts';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Context } from '../../context.ts';
import type { Schema } from '../../db/schema.ts';
import { Problem } from '../../problem.ts';
import type { DrawRow } from './sql.ts';

type Tx = Transaction<Schema>;

export type ApplicationRow = Selectable<Schema['replacement_application']> & {
  readonly requester: string;
  readonly decider: string | null;
};

/** The applications of a draw, the latest first. */
export function selectApplications(tx: Tx, drawId: string): Promise<ApplicationRow[]> {
  return tx
    .selectFrom('replacement_application as one')
    .innerJoin('app_user as requester', 'requester.id', 'one.requested_by')
    .leftJoin('app_user as decider', 'decider.id', 'one.decided_by')
    .selectAll('one')
    .select(['requester.login as requester', 'decider.login as decider'])
    .where('one.draw_id', '=', drawId)
    .orderBy('one.no', 'desc')
    .execute();
}

export async function insertApplication(tx: Tx, row: Insertable<Schema['replacement_application']>): Promise<void> {
  await tx.insertInto('replacement_application').values(row).execute();
}

type Decision = Pick<ApplicationRow, 'outcome' | 'sealed_note' | 'decided_by' | 'decided_at' | 'replacement_no'>;

export async function updateApplication(
  tx: Tx,
  { draw_id, no }: Pick<ApplicationRow, 'draw_id' | 'no'>,
  decision: Decision,
): Promise<void> {
  await tx
    .updateTable('replacement_application')
    .set(decision)
    .where('draw_id', '=', draw_id)
    .where('no', '=', no)
    .execute();
}

/**
 * While an application waits nothing else is asked for: what it stands on must not change under it.
 * @throws Problem draw.applicationOpen
 */
export async function requireNoApplication(tx: Tx, drawId: string): Promise<void> {
  const open = (await selectApplications(tx, drawId)).find(({ outcome }) => outcome === null);
  if (open) throw new Problem('draw.applicationOpen', { draw: drawId, no: open.no });
}

/** The application that waits under a number. @throws Problem */
export async function openApplication(tx: Tx, draw: DrawRow, no: number): Promise<ApplicationRow> {
  const row = (await selectApplications(tx, draw.id)).find((one) => one.no === no);
  if (!row) throw new Problem('draw.applicationUnknown', { draw: draw.id, no });
  if (row.outcome === null) return row;
  throw new Problem('draw.applicationDecided', { draw: draw.id, no, state: applicationStates[row.outcome] });
}

/** What an application says and what became of it are bound to its place. */
function purpose({ draw_id, no }: Pick<ApplicationRow, 'draw_id' | 'no'>, what: 'terms' | 'note'): string {
  return `draw/${draw_id}/application/${no}/${what}`;
}

export type ApplicationTerms = Pick<AskReplacement, 'reason' | 'detail' | 'document' | 'evidence'>;

export function sealTerms(
  { keys }: Pick<Context, 'keys'>,
  at: Pick<ApplicationRow, 'draw_id' | 'no'>,
  { reason, detail, document, evidence }: ApplicationTerms,
): Uint8Array {
  return keys.seal(Buffer.from(JSON.stringify({ reason, detail, document, evidence })), purpose(at, 'terms'));
}

export function openTerms({ keys }: Pick<Context, 'keys'>, row: ApplicationRow): ApplicationTerms {
  return JSON.parse(
    Buffer.from(keys.open(row.sealed_terms, purpose(row, 'terms'))).toString('utf8'),
  ) as ApplicationTerms;
}

export function sealNote({ keys }: Pick<Context, 'keys'>, row: ApplicationRow, note: string): Uint8Array {
  return keys.seal(Buffer.from(note), purpose(row, 'note'));
}

export function applicationView(ctx: Context, draw: DrawRow, row: ApplicationRow): ReplacementApplicationView {
  return {
    ...{ draw: row.draw_id, no: row.no, rank: row.rank, ...openTerms(ctx, row) },
    ...(row.seat !== null && { seat: row.seat }),
    state: row.outcome ?? (draw.state === 'drawn' ? 'pending' : 'lapsed'),
    ...{ requestedBy: row.requester, requestedAt: row.requested_at },
    ...(row.decider !== null && { decidedBy: row.decider }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.sealed_note !== null && {
      note: Buffer.from(ctx.keys.open(row.sealed_note, purpose(row, 'note'))).toString('utf8'),
    }),
    ...(row.replacement_no !== null && { replacement: row.replacement_no }),
  };
}
