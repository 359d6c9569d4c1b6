import type { VisitFormView } from '@sunlot/contract/items.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import { type Classification, classify } from '@sunlot/core/policy/classify.ts';
import type { ClassId, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { expandItems, type ItemExpansion } from '@sunlot/core/policy/items.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { visitForm } from '@sunlot/core/policy/visit-form.ts';
import type { Context } from '../context.ts';
import type { StoredItem } from './listed-items.ts';

type Asked = { readonly facts: ObjectFacts; readonly items: readonly StoredItem[]; readonly class?: ClassId };
type Concerned = {
  readonly class: ClassId;
  readonly items: readonly StoredItem[];
  readonly found: ItemExpansion;
};

/** Items of a list that concern an object by its class of today, or by `class` where another one is asked for, and by its traits. */
export function concernedItems({ today }: Pick<Context, 'today'>, pack: Pack, asked: Asked): Concerned {
  const { class: own, beside }: Classification = classify(pack, { object: asked.facts, date: today });
  const cls = asked.class ?? own;
  const found = expandItems(pack, { object: asked.facts, date: today, class: cls, beside, items: asked.items });
  return { class: cls, items: asked.items.filter(({ serialNo }) => found.serials.includes(serialNo)), found };
}

type Sheet = {
  readonly agency: string;
  readonly object: VisitFormView['object'];
  readonly facts: ObjectFacts;
  readonly items: readonly StoredItem[];
  /** Version of the list that the items are of. */
  readonly version: number;
};

/** The form of a visit with its 表号, by which a form that comes back is known again. */
export function formWithEdition(pack: Pack, { agency, object, facts, items, version }: Sheet): VisitFormView {
  const { permitMatters = [] } = facts;
  const { blocks, clause } = visitForm(pack, { permitMatters, items });
  const held = blocks.map((block) => ({ ...block, rows: block.rows.map((row) => ({ ...row })) }));
  const digest = hex(sha256(canonicalBytes({ object: object.key, version, blocks: held }))).slice(0, 12);
  return { agency, object, edition: `${version}-${digest}`, section: clause.section, blocks: held };
}
