import { ItemPushes, type ItemPushView, type RecordPush } from '@sunlot/contract/items.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { exchangeRows, ITEM_HEADERS } from './exchange-rows.ts';
import { insertPush, selectPublishedList, selectPushes } from './sql.ts';

/**
 * Records that the published list was sent to a platform, or what came back. The hash is of the exported rows, the same
 * whichever file they were sent in.
 */
export async function recordPush(
  ctx: Context,
  { agency, platform, status, receipt }: RecordPush & { readonly agency: string },
): Promise<ItemPushView> {
  may(ctx.actor, 'items.push', agency);
  const list = await selectPublishedList(ctx.tx, agency);
  if (!list) throw new Problem('items.notPublished', { agency });
  const rows = await exchangeRows(ctx.tx, list.id);
  const content_hash = sha256(canonicalBytes([[...ITEM_HEADERS], ...rows.map((row) => [...row])]));
  const row = {
    ...{ id: ctx.newId('psh'), agency, list_id: list.id, platform, status, receipt },
    ...{ items: rows.length, content_hash, recorded_by: ctx.actor.id, recorded_at: ctx.at },
  };
  await insertPush(ctx.tx, row);
  const view = pushView((await selectPushes(ctx.tx, agency))[0]!);
  await ctx.audit({ action: 'items.push', agency, subject: row.id, after: view });
  return view;
}

/** What was sent where, the newest first. */
export async function listPushes(
  ctx: Context,
  { agency }: { readonly agency: string },
): Promise<z.infer<typeof ItemPushes>> {
  may(ctx.actor, 'items.read', agency);
  return ItemPushes.parse({ items: (await selectPushes(ctx.tx, agency)).map(pushView) });
}

type Pushed = {
  readonly id: string;
  readonly version: number;
  readonly platform: string;
  readonly status: string;
  readonly receipt: string;
  readonly items: number;
  readonly content_hash: Uint8Array;
  readonly recorded_at: string;
};

function pushView(row: Pushed): ItemPushView {
  const { version, platform, receipt, items } = row;
  return {
    ...{ push: row.id, version, platform, receipt, items, at: row.recorded_at },
    status: row.status as ItemPushView['status'],
    contentHash: hex(row.content_hash),
  };
}
