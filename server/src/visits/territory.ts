import type { Level } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';

/** An agency as the tree has it. */
export type PlacedAgency = {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
};

/** Where an agency stands: itself, what is below it, and the whole tree it belongs to. */
export type Territory = {
  readonly agency: PlacedAgency;
  /** The agency and everything below it. */
  readonly codes: readonly string[];
  /** Every agency under the same top. */
  readonly tree: readonly PlacedAgency[];
};

/** The place of an agency; undefined where there is none with the code. */
export async function territoryOf({ tx }: Pick<Context, 'tx'>, code: string): Promise<Territory | undefined> {
  const rows = await tx.selectFrom('agency').select(['code', 'name', 'level', 'parent']).orderBy('code').execute();
  const all = rows.map((row): PlacedAgency => ({ ...row, level: row.level as Level }));
  const agency = all.find((one) => one.code === code);
  if (!agency) return undefined;
  return { agency, codes: below(all, agency).map((one) => one.code), tree: below(all, topOf(all, agency)) };
}

function topOf(all: readonly PlacedAgency[], agency: PlacedAgency): PlacedAgency {
  const parent = all.find(({ code }) => code === agency.parent);
  return parent ? topOf(all, parent) : agency;
}

function below(all: readonly PlacedAgency[], agency: PlacedAgency): readonly PlacedAgency[] {
  return [agency, ...all.filter(({ parent }) => parent === agency.code).flatMap((one) => below(all, one))];
}

/** The agency above; null where there is none. */
export async function parentOf(tx: Context['tx'], code: string): Promise<string | null> {
  const row = await tx.selectFrom('agency').select('parent').where('code', '=', code).executeTakeFirst();
  return row?.parent ?? null;
}
