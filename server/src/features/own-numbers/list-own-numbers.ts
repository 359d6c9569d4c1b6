import type { OwnNumbersView } from '@sunlot/contract/own-numbers.ts';
import type { Context } from '../../context.ts';
import { may } from '../../rights.ts';
import { ownNumbersView } from './own-numbers-view.ts';

/** What an agency has decided itself: its ratios, figures of outside offices, approved reasons. */
export function listOwnNumbers(ctx: Context, { agency }: { readonly agency: string }): Promise<OwnNumbersView> {
  may(ctx.actor, 'ownNumbers.read', agency);
  return ownNumbersView(ctx, agency);
}
