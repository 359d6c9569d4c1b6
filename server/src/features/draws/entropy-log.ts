import type { SourceRecord } from '@sunlot/core/draw/certificate.ts';
import { type EntropyEntry, entryLeaf } from '@sunlot/core/draw/log-entries.ts';
import type { Context } from '../../context.ts';
import { type DrawRow, selectEntries, selectLogEntry } from './sql.ts';

/** A source that is closed: its record as the certificate has it, and the place and time of its log entry. */
export type ClosedSource = { readonly record: SourceRecord; readonly index: number; readonly at: string };

/** The closed sources of a draw in the order in which they ran. */
export async function closedSources(
  ctx: Pick<Context, 'tx'>,
  draw: Pick<DrawRow, 'id'>,
): Promise<readonly ClosedSource[]> {
  const entries = (await selectEntries(ctx.tx, draw.id)).filter(
    ({ part, log_index }) => part === 'operator' && log_index !== null,
  );
  const closed: ClosedSource[] = [];
  for (const { log_index: index } of entries) {
    const logged = await selectLogEntry(ctx.tx, index!);
    const entry = JSON.parse(Buffer.from(logged.entry).toString('utf8')) as EntropyEntry;
    closed.push({ record: { k: entry.k, value: entry.value, entry: entryLeaf(entry) }, index: index!, at: entry.at });
  }
  return closed;
}
