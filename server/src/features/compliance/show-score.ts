import type { ScoreQuery, ScoreView } from '@sunlot/contract/figures.ts';
import { evaluation, pointsText } from '@sunlot/core/policy/evaluation.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { classNameOf, figureBook } from './figure-book.ts';
import { rowViews } from './open-figure.ts';

/** 评估: a year or a quarter of an authority in points, by the weights of its pack; each line with what it lost and the rows it comes from. */
export async function showScore(ctx: Context, { agency, year, quarter, names }: ScoreQuery): Promise<ScoreView> {
  may(ctx.actor, 'figures.open', agency);
  const book = await figureBook(ctx, { agency, year, quarter });
  const { period } = book.heading;
  if (book.report.verdict.verdict === 'notJudged') {
    const from = book.input.versions!.map(({ effectiveFrom }) => effectiveFrom).sort()[0]!;
    throw new Problem('verdict.noScheme', { period, from });
  }
  const found = evaluation(book.pack, book.report);
  if (!found) {
    throw new Problem('request.invalid', {
      what: `${book.pack.name}第 ${book.pack.version} 版没有评估的分值；要评估，由管理员采用写明 evaluation 规则的政策包版本`,
    });
  }
  const { rule, clause, full, tenths, lines } = found;
  if (lines.some(({ rows }) => rows.some(({ person }) => person !== undefined)))
    may(ctx.actor, 'appraisal.read', agency);
  const views: ScoreView['lines'] = [];
  for (const { rows, tenths: own, missed, ...line } of lines) {
    const items = await rowViews(ctx, book, rows);
    views.push({
      ...line,
      score: pointsText(own),
      lost: pointsText(line.kind === 'deduction' ? -own + 0 : line.points * 10 - own),
      ...(missed && { missed: missed.map((one) => ({ ...one, className: classNameOf(book, one.class) })) }),
      ...{ rows: rows.length, items: items.slice(0, names) },
    });
  }
  return {
    ...book.heading,
    cutOff: book.cutOff,
    full,
    score: pointsText(tenths),
    clause: { rule, ...clause },
    lines: views,
  };
}
