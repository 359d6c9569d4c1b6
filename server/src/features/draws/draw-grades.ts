import type { GradeCountView } from '@sunlot/contract/draws.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Candidates } from '@sunlot/core/policy/candidates.ts';
import { type GradeCount, poolGrades, tellable, withDrawn } from '@sunlot/core/policy/grade-counts.ts';
import type { Context } from '../../context.ts';
import type { DrawRow } from './sql.ts';

/** The credit-risk grades of a draw: sealed with the list, told as counts. */

type Sealing = Pick<Context, 'keys'>;
type Sealed = { readonly counts: readonly GradeCount[]; readonly pool: Readonly<Record<string, string>> };

const purposeOf = (drawId: string) => `draw/${drawId}/grades`;

/** The grades of a list that is frozen now, and what may be told of them. */
export function frozenGrades(
  { keys }: Sealing,
  drawId: string,
  { rows, grades }: Pick<Candidates, 'rows' | 'grades'>,
): { readonly sealed_grades: Uint8Array; readonly told_grades: string | null } {
  const counts = grades.map(({ grade, base, pool }) => ({ grade, base, pool }));
  const text = canonicalJson({ counts, pool: { ...poolGrades(rows) } });
  return { sealed_grades: keys.seal(utf8(text), purposeOf(drawId)), told_grades: told(tellable(counts)) };
}

/** All counts of a draw, its result included once it has one. Undefined for a list that an earlier version froze. */
export function gradesOf(
  { keys }: Sealing,
  { id, sealed_grades: sealed }: Pick<DrawRow, 'id' | 'sealed_grades'>,
  drawn: readonly string[] | undefined,
): readonly GradeCount[] | undefined {
  if (sealed === null) return undefined;
  const { counts, pool } = JSON.parse(Buffer.from(keys.open(sealed, purposeOf(id))).toString('utf8')) as Sealed;
  return drawn ? withDrawn(counts, { grades: pool, drawn }) : counts;
}

/** What may be told of a result while its names are closed. */
export function toldOfResult(
  ctx: Sealing,
  draw: Pick<DrawRow, 'id' | 'sealed_grades'>,
  drawn: readonly string[],
): string | null {
  const counts = gradesOf(ctx, draw, drawn);
  return told(counts && tellable(counts));
}

/** With the reveal everybody sees who was drawn, and so how many of each grade; unless rows stay closed. */
export function toldOfReveal(
  ctx: Sealing,
  draw: Pick<DrawRow, 'id' | 'sealed_grades' | 'told_grades'>,
  { drawn, isWhole }: { readonly drawn: readonly string[]; readonly isWhole: boolean },
): string | null {
  const counts = isWhole ? gradesOf(ctx, draw, drawn) : draw.told_grades;
  return told(counts ?? undefined);
}

function told(counts: readonly GradeCountView[] | undefined): string | null {
  return counts === undefined ? null : JSON.stringify(counts);
}
