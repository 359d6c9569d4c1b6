import { hex } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../context.ts';
import { appendEntry, treeRoot, treeSize } from './append.ts';

/** Writes size and root of the audit tree into the public tree, so that nobody can shorten or rewrite it unseen. */
export async function anchorAudit({ tx, at }: Pick<Context, 'tx' | 'at'>): Promise<void> {
  const size = await treeSize(tx, 'audit');
  const root = hex(await treeRoot(tx, 'audit', size));
  await appendEntry(tx, {
    tree: 'public',
    type: 'audit-root',
    agency: undefined,
    subject: undefined,
    at,
    entry: { type: 'audit-root', at, size, root },
  });
}
