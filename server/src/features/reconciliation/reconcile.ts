import { basename } from 'node:path';
import type { Reconcile, ReconciliationView, RegisterRow } from '@sunlot/contract/reconciliation.ts';
import { certificateRegister, permitRegister } from '@sunlot/contract/register-columns.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { territoryOf } from '../../visits/territory.ts';
import { readCertificateNo, readCreditCode } from '../../workbooks/read-identifiers.ts';
import { readTable } from '../../workbooks/read-table.ts';
import { createRowReader } from '../../workbooks/row-reader.ts';
import type { TableRow } from '../../workbooks/table.ts';
import { type Listed, selectInspectors, selectObjects } from './sql.ts';

/**
 * Puts a register of others beside a directory: who is in one and not in the other, by name. Objects are looked for in the whole
 * territory, because a county's units may stand in the directory of the city. Nothing is stored.
 */
export async function reconcile(ctx: Context, { agency, directory, rows }: Reconcile): Promise<ReconciliationView> {
  may(ctx.actor, `${directory}.read`, agency);
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const listed =
    directory === 'objects' ? await selectObjects(ctx.tx, territory.codes) : await selectInspectors(ctx.tx, agency);
  return compare(directory, { rows, listed });
}

type Compared = { readonly rows: readonly RegisterRow[]; readonly listed: readonly Listed[] };

function compare(directory: Reconcile['directory'], { rows, listed }: Compared): ReconciliationView {
  const keys = new Set(listed.map(({ key }) => key));
  const names = new Set(listed.map(({ name }) => name));
  const missing = rows.filter(({ key, name }) => (key === undefined ? !names.has(name) : !keys.has(key)));
  const known = new Set(rows.map(({ key }) => key));
  const unkeyed = new Set(rows.filter(({ key }) => key === undefined).map(({ name }) => name));
  return {
    directory,
    read: rows.length,
    found: rows.length - missing.length,
    missing: missing.map(({ key, name }) => ({ ...(key !== undefined && { key }), name })),
    extra: listed
      .filter(({ key, name, registered }) => registered && !known.has(key) && !unkeyed.has(name))
      .map(({ key, name }) => ({ key, name })),
    unread: [],
  };
}

type FromFile = Omit<Reconcile, 'rows'> & { readonly file: string; readonly bytes: Uint8Array };

/** The same from a workbook; rows whose code cannot be read are said, and compared with nothing. */
export async function reconcileFile(ctx: Context, { file, bytes, ...asked }: FromFile): Promise<ReconciliationView> {
  may(ctx.actor, `${asked.directory}.read`, asked.agency);
  const name = basename(file);
  const vocabulary = asked.directory === 'objects' ? permitRegister : certificateRegister;
  const table = await readTable(bytes, name, { vocabulary });
  if (!table.ok) throw new Problem('import.unreadable', { file: name, why: table.error.message });
  const judged = table.value.rows.map((row) => readRow(row, asked.directory));
  const unread = judged.flatMap((one) => ('message' in one ? [one] : []));
  const rows = judged.flatMap((one) => ('message' in one ? [] : [one]));
  return { ...(await reconcile(ctx, { ...asked, rows })), read: judged.length, unread };
}

function readRow(
  row: TableRow,
  directory: Reconcile['directory'],
): RegisterRow | { readonly row: number; readonly message: string } {
  const reader = createRowReader(row, directory === 'objects' ? permitRegister : certificateRegister);
  const name = reader.required('name');
  const key = directory === 'objects' ? readCreditCode(reader, 'key') : readCertificateNo(reader, 'key');
  if (name === undefined || reader.errors.length > 0)
    return { row: row.rowNumber, message: reader.errors.map(({ message }) => message).join('；') };
  return { name, ...(key !== undefined && { key }) };
}
