import type { Context } from '../../context.ts';
import { insertList, type NewJointItem, replaceItems, selectLastVersion, selectList, setSource } from './sql.ts';

type Draft = { readonly agency: string; readonly source: 'pack' | 'file' };

/** Puts items into the draft, which is made as the next version where none stands. Answers its id. */
export async function storeDraft(
  ctx: Context,
  { agency, source }: Draft,
  items: readonly NewJointItem[],
): Promise<string> {
  const draft = await selectList(ctx.tx, { agency, state: 'draft' });
  const id = draft?.id ?? ctx.newId('jtl');
  if (draft) await setSource(ctx.tx, id, source);
  else
    await insertList(ctx.tx, {
      id,
      agency,
      version: (await selectLastVersion(ctx.tx, agency)) + 1,
      state: 'draft',
      source,
      created_by: ctx.actor.id,
      created_at: ctx.at,
    });
  await replaceItems(ctx.tx, id, items);
  return id;
}
