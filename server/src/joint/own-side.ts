import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';
import { type PlacedAgency, territoryOf } from '../visits/territory.ts';
import { agencyCalled } from './tree-names.ts';

/** How lists and schemes speak of the environment authority, to whom a partner department is another one. */
export type OwnSide = {
  /**
   * Names of the agency itself: its own, with or without what it belongs to (绛县分局, 运城市生态环境局绛县分局), and the lead department of the scheme's own joint
   * items, which is the bureau that the scheme is written for.
   */
  readonly isOwn: (department: string) => boolean;
  /** The agency of the same tree that a department is. */
  readonly inTree: (department: string) => PlacedAgency | undefined;
};

export async function ownSide(
  ctx: Pick<Context, 'tx'>,
  { agency, pack }: { readonly agency: string; readonly pack?: Pack },
): Promise<OwnSide> {
  const { agency: own, tree } = (await territoryOf(ctx, agency))!;
  const inTree = (department: string) => agencyCalled(tree, department);
  const leads = (pack && findRule(pack, 'jointItems')?.value.list.map(({ leadDepartment }) => leadDepartment)) ?? [];
  return {
    isOwn: (department) => agencyCalled([own, ...tree], department)?.code === own.code || leads.includes(department),
    inTree,
  };
}
