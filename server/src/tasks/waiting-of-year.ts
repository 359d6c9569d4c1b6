import type { ClassId, Level, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { stillToGo, type Waiting, waitingBeforeLast } from '@sunlot/core/policy/waiting.ts';
import type { Context } from '../context.ts';
import { objectsOf } from '../visits/directory.ts';
import type { Territory } from '../visits/territory.ts';

type Place = { readonly class: ClassId; readonly level: string; readonly period: string };
type Known = { readonly pack: Pack; readonly visits: readonly VisitFact[] };

/** Whom tasks of earlier periods drew and nobody has inspected, told with the last draw of a year that is to be covered; by the directory of today. */
export async function waitingOfYear(
  ctx: Pick<Context, 'tx' | 'today'>,
  territory: Territory,
  { pack, visits, class: cls, level, period }: Known & Place,
): Promise<Waiting | undefined> {
  const known = { visits, level: level as Level, agency: territory.agency.code };
  const waiting = waitingBeforeLast(pack, known, { class: cls, period });
  if (waiting.length === 0) return undefined;
  const keys = [...new Set(waiting.map(({ objectId }) => objectId))];
  const objects = await objectsOf(ctx, territory, { keys });
  return stillToGo(waiting, { objectOf: new Map(objects.map(({ facts }) => [facts.id, facts])), asOf: ctx.today });
}

/** A draw counts as drawn whom the verdict counts once somebody went there. */
export function waitingTexts(waiting: Waiting | undefined): readonly string[] {
  if (waiting === undefined) return [];
  return [
    `本年最后一次抽取：此前 ${waiting.visits} 家已抽取尚未检查，按已抽取计，查完才计入判定：仍按原任务（${waiting.tasks.join('、')}）查完录入`,
  ];
}
