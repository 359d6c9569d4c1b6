import { fromUtf8, utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import type { DrawnSession } from '@sunlot/core/draw/run.ts';
import type { CandidateCounts } from '@sunlot/core/policy/candidate-list.ts';
import { type GradeCount, tellable, withDrawn } from '@sunlot/core/policy/grade-counts.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { isOffSite } from '@sunlot/core/policy/served.ts';
import type { Context } from '../../context.ts';
import { gradesPurpose, openGrades } from '../../draws/listed-grades.ts';
import { rowsBehind } from '../../draws/sealed-rows.ts';
import type { DrawRow } from './sql.ts';

/** The credit-risk grades of a draw: sealed with the list, a byte a row; told as counts. */

type Sealing = Pick<Context, 'keys'>;
type Graded = Pick<DrawRow, 'id' | 'sealed_grades' | 'sealed_grade_counts' | 'told_grades'>;

/** Takes the grade of each row of a list in the order in which they are frozen. */
export type GradeColumn = { readonly add: (grade: string) => void; readonly bytes: () => Uint8Array };

/** More grades than a byte can tell apart have none. */
const MOST_GRADES = 255;
const LF = 10;

/** `most`: at least as many as there are rows. */
export function gradeColumn(most: number): GradeColumn {
  const names = ['-'];
  const column = new Uint8Array(most);
  let size = 0;
  return {
    add(grade) {
      let at = names.indexOf(grade);
      if (at < 0 && names.length < MOST_GRADES) at = names.push(grade) - 1;
      column[size++] = Math.max(0, at);
    },
    bytes: () => Buffer.concat([canonicalBytes(names), Uint8Array.of(LF), column.subarray(0, size)]),
  };
}

type Frozen = { readonly counts: readonly GradeCount[]; readonly column: GradeColumn };

/** The grades of a list that is frozen now, and what may be told of them. */
export function frozenGrades(ctx: Sealing, draw: string, { counts: found, column }: Frozen) {
  const counts = found.map(({ grade, base, pool }) => ({ grade, base, pool }));
  return {
    sealed_grades: ctx.keys.seal(column.bytes(), gradesPurpose(draw)),
    ...countsOf(ctx, draw, counts),
  };
}

/** All counts of a draw, its result included once it has one. Undefined for a list that an earlier version froze. */
export function gradesOf({ keys }: Sealing, draw: Graded): readonly GradeCount[] | undefined {
  if (draw.sealed_grade_counts === null) return undefined;
  return JSON.parse(fromUtf8(keys.open(draw.sealed_grade_counts, countsPurpose(draw.id)))!) as readonly GradeCount[];
}

type Result = { readonly session: DrawnSession; readonly lines: readonly number[] };

/** The counts with those of the result, by the grades of the freeze. */
export async function drawnGrades(
  ctx: Pick<Context, 'tx' | 'keys'>,
  draw: Graded,
  { session, lines }: Result,
): Promise<Partial<ReturnType<typeof countsOf>>> {
  const counts = gradesOf(ctx, draw);
  if (!counts || draw.sealed_grades === null) return {};
  const gradeOf = openGrades(ctx, draw.id, draw.sealed_grades);
  const drawn = new Set(session.drawn.map(({ object }) => object.text));
  const rows = (await rowsBehind(ctx, draw.id, lines)).filter(({ text }) => drawn.has(text));
  const grades = rows.map(({ no }) => gradeOf(no));
  return countsOf(ctx, draw.id, withDrawn(counts, grades));
}

/** With the reveal everybody sees who was drawn, and so how many of each grade; unless rows stay closed. */
export function toldOfReveal(ctx: Sealing, draw: Graded, isWhole: boolean): { readonly told_grades?: string } {
  const counts = isWhole ? gradesOf(ctx, draw) : undefined;
  return counts ? { told_grades: JSON.stringify(counts) } : {};
}

const countsPurpose = (draw: string) => `draw/${draw}/grades/counts`;

function countsOf({ keys }: Sealing, draw: string, counts: readonly GradeCount[]) {
  const told = tellable(counts);
  return {
    sealed_grade_counts: keys.seal(utf8(JSON.stringify(counts)), countsPurpose(draw)),
    told_grades: told === undefined ? null : JSON.stringify(told),
  };
}

/**
 * Where a share of all visits is to be drawn by credit grade, who has no grade counts for nothing there: said before anybody is drawn, while
 * the directory can still be completed. Not how many: a grade is public, and a count could speak of single objects.
 */
export function ungradedTexts(
  pack: Pack,
  found: Pick<CandidateCounts, 'class' | 'level' | 'grades'>,
): readonly string[] {
  const rule = findRule(pack, 'creditShare', found);
  const isLacking = found.grades.some(({ grade, pool }) => grade === '-' && pool > 0);
  if (!rule || !isLacking || isOffSite(pack, found)) return [];
  return [
    `可抽的单位里有没有信用风险等级的，抽中也不计入按信用分级抽取的比例（${rule.clause.section}）：先在名录里补齐`,
  ];
}
