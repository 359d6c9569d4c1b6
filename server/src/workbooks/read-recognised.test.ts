import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { describe, expect, it } from 'vitest';
import type { KnownTask, VisitsContext } from './judge-visits.ts';
import { DRAWN_TASK, facts, judge, PLANT } from './test-visit-rows.ts';

const task: KnownTask = { ...DRAWN_TASK, drawn: new Map([[PLANT, '2025-04-01']]), itemsOf: () => ['1', '5a'] };
const under = (more: Partial<VisitsContext> = {}) => ({ taskOf: () => task, ...more });
const row = (items: string | undefined, more: Partial<VisitsContext> = {}) =>
  judge({ task: '2025q2-key', noRepeatGround: '假想县水利局 2025-04-02', items }, under(more));
const told = (one: ReturnType<typeof row>) =>
  one.warnings.filter(({ column }) => column === 'noRepeatGround').map(({ message }) => message);

/** a result is recognised for the items it is on. */
describe('a row with 不再重复检查依据 under a task of this platform', () => {
  it('that names some items of the visit recognises these, and says which are left', () => {
    const one = row('5a');
    expect(facts(one)).toMatchObject({ recognised: true, recognisedInPart: true, items: ['5a'] });
    expect(told(one)).toEqual([expect.stringContaining('还要检查事项 1：只互认这一行所写的事项 5a')]);
  });

  it.each([['1；5a'], [undefined]])('control: with the items %s it is on the whole visit', (items) => {
    const one = row(items);
    expect(facts(one)).toMatchObject({ recognised: true });
    expect(facts(one)).not.toHaveProperty('recognisedInPart');
    expect(told(one)).toEqual([]);
  });

  it('that names what earlier rows of the task left closes the visit', () => {
    const earlier = {
      items: ['1'],
      taskId: task.code,
      recognised: true,
      recognisedInPart: true,
    } as unknown as VisitFact;
    expect(facts(row('5a', { visitsOf: () => [earlier] }))).not.toHaveProperty('recognisedInPart');
    const ofOther = { ...earlier, taskId: 'x' };
    expect(facts(row('5a', { visitsOf: () => [ofOther] }))).toHaveProperty('recognisedInPart');
  });

  it('without a task of this platform is taken at its word', () => {
    expect(facts(row('5a', { taskOf: () => undefined }))).not.toHaveProperty('recognisedInPart');
  });
});
