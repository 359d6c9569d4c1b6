import type { StewardedList, StewardView } from '@sunlot/contract/stewards.ts';
import { completenessOf, missingFields } from '@sunlot/core/policy/completeness.ts';
import { inspectorOut } from '@sunlot/core/policy/inspector-state.ts';
import type { Context } from '../../context.ts';
import { personLacks } from '../../inspectors/person-lacks.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { type StewardRow, selectFacts, selectItems, selectPeople, selectStewards } from './sql.ts';

type Row = StewardView['defects'][number];

const MOST_SHOWN = 200;

/** The three lists of an agency, each with who keeps it and with the rows that are not complete. */
export async function showStewards(
  ctx: Context,
  { agency }: { readonly agency: string },
): Promise<{ readonly items: readonly StewardView[] }> {
  may(ctx.actor, 'objects.read', agency);
  const stewards = await selectStewards(ctx.tx, agency);
  const rowsOf: Readonly<Record<StewardedList, () => Promise<readonly Row[]>>> = {
    items: () => itemRows(ctx, agency),
    objects: () => objectRows(ctx, agency),
    inspectors: () => inspectorRows(ctx, agency),
  };
  const items: StewardView[] = [];
  for (const list of ['items', 'objects', 'inspectors'] as const) {
    const steward = stewards.find((one) => one.list === list);
    items.push(stewardView(list, { steward, rows: await rowsOf[list]() }));
  }
  return { items };
}

function stewardView(
  list: StewardedList,
  { steward, rows }: { readonly steward: StewardRow | undefined; readonly rows: readonly Row[] },
): StewardView {
  const defects = rows.filter(({ lacks }) => lacks.length > 0);
  const { complete, total, hundredths } = completenessOf(rows.length - defects.length, rows.length);
  return {
    list,
    ...(steward && { steward: { login: steward.login, name: steward.name, since: steward.set_at } }),
    complete,
    total,
    completeness: hundredths,
    defects: defects.slice(0, MOST_SHOWN),
  };
}

async function objectRows(ctx: Context, agency: string): Promise<readonly Row[]> {
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  return (await selectFacts(ctx.tx, agency)).map((facts) => ({
    key: facts.id,
    name: facts.name,
    lacks: missingFields(pack, facts).map(({ text }) => text),
  }));
}

/** Of the published list: an item without authority or legal basis may not be used. */
async function itemRows(ctx: Context, agency: string): Promise<readonly Row[]> {
  return (await selectItems(ctx.tx, agency)).map(({ serial, name, missing }) => ({
    key: serial,
    name,
    lacks: missing.map((field) => ITEM_FIELDS[field] ?? field),
  }));
}

const ITEM_FIELDS: Readonly<Record<string, string>> = { authority: '检查主体', legalBasis: '检查依据' };

/** A certificate that is missing or has run out, and fields that the scheme requires. */
async function inspectorRows(ctx: Context, agency: string): Promise<readonly Row[]> {
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  return (await selectPeople(ctx.tx, agency)).map((person) => {
    const { facts } = person;
    const lack = CERTIFICATE[inspectorOut(pack, facts, ctx.today) ?? ''];
    const lacks = personLacks({ keys: ctx.keys, pack }, person);
    return { key: facts.id, name: facts.name, lacks: [...(lack === undefined ? [] : [lack]), ...lacks] };
  });
}

const CERTIFICATE: Readonly<Record<string, string>> = {
  'no-certificate': '执法证有效期',
  'certificate-expired': '有效的执法证（已过期）',
};
