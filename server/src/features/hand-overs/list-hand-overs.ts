import type { HandOverQuery, HandOverView } from '@sunlot/contract/hand-overs.ts';
import type { Context } from '../../context.ts';
import { matterPurpose } from '../../hand-overs/hand-over-record.ts';
import { type Page, page } from '../../http/pages.ts';
import { may } from '../../rights.ts';
import { selectHandOvers } from './sql.ts';

/** The hand-overs of an agency, in the order in which they were recorded. */
export async function listHandOvers(ctx: Context, query: HandOverQuery): Promise<Page<HandOverView>> {
  may(ctx.actor, 'handOver.read', query.agency);
  const rows = await selectHandOvers(ctx.tx, query.agency);
  const views = rows.map(
    (row): HandOverView => ({
      id: row.id,
      object: { key: row.object_key, name: row.object_name ?? row.object_key },
      from: { certificateNo: row.from_certificate, name: row.from_name ?? row.from_certificate },
      to: { certificateNo: row.to_certificate, name: row.to_name ?? row.to_certificate },
      foundOn: row.found_on,
      handedOn: row.handed_on,
      matter: Buffer.from(ctx.keys.open(row.sealed_matter, matterPurpose(row.id))).toString('utf8'),
    }),
  );
  return page(views, query, ({ id }) => id);
}
