import { parse, stringify } from 'yaml';
import type { TestTarget } from '../../db/test-database.ts';
import { recuseInspector } from '../availability/recuse-inspector.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { replaceDraw } from '../draws/replace-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, DICE, openCounty } from '../draws/test-county.ts';
import { ITEMS } from '../visit-forms/test-visits.ts';
import { showDispatch } from './show-dispatch.ts';
import { TASK } from './test-drawn.ts';

/** The same scheme, with a sentence of its own for how many go (as 营口, 三（五）). */
export function namesTheGroup(text: string): string {
  const tree = parse(text) as { rules: { id: string; origin?: string }[] };
  tree.rules.find(({ id }) => id === 'jiangxian/group/all/all')!.origin = 'scheme';
  return stringify(tree);
}

/** A county with three people of whom two are drawn for each of two units: whoever is replaced twice leaves a vacant seat. */
export async function openFew(target: TestTarget, edit = (text: string) => text) {
  const county = await openCounty(target, { keyObjects: 4, people: 3, edit });
  await county.addTask('2026Q4', 2);
  await county.deps.database.ownerQuery(ITEMS);
  const place = { task: TASK };
  const drawn = async () => {
    const { draw } = await county.does('zonghe', freezeDraw, place);
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    return draw;
  };
  const draw = await drawn();
  const visits = async () => (await county.looks('zonghe', showDispatch, place)).visits;
  const at = async (rank: number) => (await visits()).find((one) => one.rank === rank)!;
  let papers = 0;
  const replaces = (rank: number, seat: string) => {
    papers += 1;
    const asked = { draw, rank, seat, reason: 'recusal' as const, document: `回避申请${papers}号` };
    return county.does('zonghe', replaceDraw, {
      ...{ ...asked, evidence: String(papers).padStart(64, '0'), approver: 'lingdao' },
    });
  };
  const declares = (certificate: string, object: string) =>
    county.does('zonghe', recuseInspector, { agency: COUNTY, certificate, object, reason: '近亲属任职' });
  /** Until nobody is left for the seat. */
  const empties = async (rank: number, seat: string) => {
    for (let i = 0; i < 2; i++) await replaces(rank, seat);
  };
  return { county, draw, drawn, visits, at, replaces, declares, empties };
}
