import type { DirectoryQuery, InspectorView } from '@sunlot/contract/directories.ts';
import { exclusionText } from '@sunlot/contract/reasons.ts';
import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { supports } from '@sunlot/core/policy/group.ts';
import { inspectorOut } from '@sunlot/core/policy/inspector-state.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { keysetPage, type Page } from '../../http/pages.ts';
import { absencesOf, withAbsences } from '../../inspectors/absences.ts';
import { personLacks } from '../../inspectors/person-lacks.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { type ListedInspector, selectInspectionCounts, selectInspectorPage } from './sql.ts';

/** The inspector directory by pinyin: who can be drawn today, and how often each was drawn this year. */
export async function listInspectors(ctx: Context, query: DirectoryQuery): Promise<Page<InspectorView>> {
  may(ctx.actor, 'inspectors.read', query.agency);
  const year = yearOf(ctx.today);
  const page = await keysetPage(query, (from) => selectInspectorPage(ctx.tx, { ...query, ...from, year }));
  const absences = await absencesOf(ctx, query.agency);
  const pack = await packInForce(ctx, { agency: query.agency, on: ctx.today });
  const numbers = page.items.map(({ certificate_no }) => certificate_no);
  const counts = await selectInspectionCounts(ctx.tx, { numbers, year });
  return {
    ...page,
    items: page.items.map((row) => {
      const facts = withAbsences(row.facts as InspectorFacts, absences);
      const lacks = personLacks({ keys: ctx.keys, pack }, { id: row.id, facts, sealed: row.sealed_personal });
      return {
        ...inspectorView(row, { facts, pack, today: ctx.today, lacks }),
        inspectionsThisYear: counts.get(row.certificate_no) ?? 0,
      };
    }),
  };
}

type Judged = {
  readonly facts: InspectorFacts;
  readonly pack: Pack;
  readonly today: string;
  readonly lacks: readonly string[];
};

function inspectorView(row: ListedInspector, { facts, pack, today, lacks }: Judged) {
  const position = facts.position ?? facts.title;
  const out = row.disabled_at === null ? inspectorOut(pack, facts, today) : 'disabled';
  return {
    id: row.id,
    certificateNo: row.certificate_no,
    name: row.name,
    department: row.department,
    staffKind: facts.staffKind,
    ...(row.certificate_valid_to !== null && { certificateValidTo: row.certificate_valid_to }),
    ...(facts.supporterKind !== undefined && { supporterKind: facts.supporterKind }),
    ...(supports(facts) && { mandate: mandateOf(facts) }),
    mayLead: facts.mayLead,
    specialties: [...(facts.specialties ?? [])],
    businessCategory: [...(facts.businessCategory ?? [])],
    professionCategory: [...(facts.professionCategory ?? [])],
    ...(facts.post !== undefined && { post: facts.post }),
    ...(position !== undefined && { position }),
    lacks: [...lacks],
    ...(out !== undefined && { out: exclusionText(out) }),
    seatsThisYear: row.seats ?? 0,
  };
}

/** The span of a mandate is kept as that on duty: outside it nobody is asked for. */
function mandateOf({ mandateDocument, onDuty }: InspectorFacts): NonNullable<InspectorView['mandate']> {
  const [span] = onDuty ?? [];
  return {
    ...(mandateDocument !== undefined && { document: mandateDocument }),
    ...(span && { from: span.from, ...(span.to !== undefined && { to: span.to }) }),
  };
}
