import { ClauseView } from '@sunlot/contract/plans.ts';
import type { PublicAdmission, PublicItemList, PublicPlan } from '@sunlot/contract/public-views.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { versionOfPeriod } from '@sunlot/core/policy/judging-pack.ts';
import { type AnyRule, findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { isOffSite } from '@sunlot/core/policy/served.ts';
import type { Context } from '../context.ts';
import { packInForce, packOfPlan, packVersions } from '../packs/pack-store.ts';
import { ruleWords } from '../packs/rule-words.ts';
import { entryClassName } from '../plans/entry-class-name.ts';
import { estimatesOf } from '../plans/estimates.ts';
import { plannedNumber } from '../plans/planned-number.ts';
import { schemeDocument } from '../plans/scheme-document.ts';
import { Problem } from '../problem.ts';
import {
  selectListItems,
  selectPlanEntries,
  selectPlanMade,
  selectPublicAgencies,
  selectPublishedList,
  selectPublishedPlan,
} from './sql.ts';

type AgencyCode = { readonly agency: string };

export async function publicAgencies(
  ctx: Context,
): Promise<{ readonly items: readonly { readonly code: string; readonly name: string; readonly pack: string }[] }> {
  const rows = await selectPublicAgencies(ctx.tx);
  return { items: rows.map(({ code, name, pack }) => ({ code, name, pack })) };
}

/** The item list in force. */
export async function publicItems(ctx: Context, { agency }: AgencyCode): Promise<PublicItemList> {
  const list = await selectPublishedList(ctx.tx, agency);
  if (!list) throw new Problem('request.notFound', { what: '已公布的抽查事项清单' });
  const items = await selectListItems(ctx.tx, list.id);
  return {
    agency,
    version: list.version,
    publishedAt: list.published_at!,
    channel: list.channel!,
    url: list.url!,
    items: items.map((item) => ({
      serial: item.serial,
      category: item.category,
      name: item.name,
      objectKind: item.object_kind,
      grade: item.grade === 'key' ? 'key' : 'general',
      methods: item.methods,
      authority: item.authority,
      legalBasis: item.legal_basis,
      content: item.content,
    })),
  };
}

const DIRECTORIES = {
  inspectors: '检查人员名录库',
  auxiliaries: '辅助检查人员名录库',
  experts: '随机抽查专家库',
} as const;

/** Whom the directories of people take in, by the scheme in force today. Who stands in them is not said here. */
export async function publicAdmission(ctx: Context, { agency }: AgencyCode): Promise<PublicAdmission> {
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const { title, number } = pack.source;
  return {
    agency,
    pack: pack.name,
    packVersion: pack.version,
    source: { title, ...(number !== undefined && { number }) },
    on: ctx.today,
    principles: [
      ...principle('inspectors', pack, findRule(pack, 'admission')),
      ...principle('auxiliaries', pack, findRule(pack, 'auxiliaries')),
      ...principle('experts', pack, findRule(pack, 'experts')),
    ],
  };
}

type Principle = PublicAdmission['principles'][number];

function principle(directory: Principle['directory'], pack: Pack, rule: AnyRule | undefined): readonly Principle[] {
  if (rule === undefined) return [];
  const { strictness, clause } = rule;
  const takesIn = ruleWords(pack, rule);
  return [
    { directory, name: DIRECTORIES[directory], takesIn, strictness, section: clause.section, quote: clause.quote },
  ];
}

/** The published plan of a year, its fields under the scheme's own words. */
export async function publicPlan(
  ctx: Context,
  { agency, year }: AgencyCode & { readonly year: number },
): Promise<PublicPlan> {
  const plan = await selectPublishedPlan(ctx.tx, { agency, year });
  if (!plan) throw new Problem('request.notFound', { what: `已公开的 ${year} 年抽查计划` });
  const pack = await packOfPlan(ctx, plan);
  const stored = await selectPlanEntries(ctx.tx, plan.id);
  const entries = stored.map((row) => ({ ...row, n: plannedNumber(row) }));
  const scheme = await schemeDocument(ctx.tx, { agency, year });
  const versions = await packVersions(ctx, agency);
  const isAway = ({ class: cls, level, period }: (typeof entries)[number]) =>
    isOffSite(versionOfPeriod(pack, versions, period), { class: cls, level: level as Level });
  const drawn = entries.filter((row) => !isAway(row));
  // A class that a version leaves out within the year keeps its name.
  const nameOf = (entry: (typeof entries)[number]) => {
    const under = versionOfPeriod(pack, versions, entry.period);
    return entryClassName(under.classes.some(({ id }) => id === entry.class) ? under : pack, entry);
  };
  const named = entries.map((entry) => ({
    ...entry,
    className: nameOf(entry),
  }));
  const estimates = estimatesOf(pack, named, await selectPlanMade(ctx.tx, { agency, year }));
  return {
    agency,
    year,
    version: plan.version,
    pack: pack.name,
    packVersion: pack.version,
    ...(plan.issued_on !== null && { issuedOn: plan.issued_on }),
    publishedAt: plan.published_at!,
    channel: plan.channel!,
    url: plan.url!,
    ...(scheme && { scheme }),
    entries: named.map((entry) => ({
      id: entry.entry,
      class: entry.class,
      className: entry.className,
      level: entry.level,
      period: entry.period,
      base: entry.base,
      required: entry.required,
      n: entry.n,
      clause: ClauseView.parse(entry.clause),
      fields: labelled(pack, entry.fields),
    })),
    ...(estimates.length > 0 && { estimates: [...estimates] }),
    totalDraws: drawn.length,
    totalVisits: visitsOf(drawn),
    offSiteChecks: visitsOf(entries) - visitsOf(drawn),
  };
}

function visitsOf(entries: readonly { readonly n: number }[]): number {
  return entries.reduce((sum, { n }) => sum + n, 0);
}

function labelled(pack: Pack, fields: Readonly<Record<string, string>>): { label: string; text: string }[] {
  const labels = findRule(pack, 'planFields')?.value.fields ?? [];
  return labels.flatMap(({ id, label }) => (fields[id] === undefined ? [] : [{ label, text: fields[id] }]));
}
