import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { steppedClock } from '../../clock.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { addUser } from '../users/add-user.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { submitPlan } from './submit-plan.ts';

/** A county whose scheme names no day. */
const OTHER = '210881';

describeDatabases('a plan that is still to be made', (target) => {
  let tree: Tree;
  const clock = steppedClock('2027-02-28T09:00:00+08:00');
  const on = (day: string) => clock.move(Date.parse(`${day}T09:00:00+08:00`) - clock.now());
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.does('console', addAgency, { code: OTHER, name: '假想县', level: 'county', pack: 'yingkou' });
    await tree.does('console', addUser, { login: 'other-office', agency: OTHER, roles: ['generalOffice'] });
    await tree.does('console', addUser, { login: 'nobody', agency: EAST, roles: ['partnerDepartment'] });
    await tree.furnish(EAST, [{ key: 'A', class: 'general' }], 4);
    await tree.publishItems(EAST);
  });
  afterAll(() => tree.close());

  const deps = () => ({ ...tree.deps, clock });
  const actorOf = (login: string) => actorByLogin(tree.deps.database.db, login, 'console');
  const looks = async (login: string, agency = EAST, year = 2027) =>
    read(deps(), await actorOf(login), (ctx) => showPlan(ctx, { agency, year }));
  const does = async <I, O>(useCase: UseCase<I, O>, input: I) =>
    write(deps(), await actorOf('east-office'), (ctx) => useCase(ctx, input));
  const refused = (login: string, agency?: string, year?: number) =>
    looks(login, agency, year).then(
      () => 'shown',
      (error: { code: string }) => error.code,
    );

  it('is told to who may see plans alone', async () => {
    on('2027-03-01');
    expect(await refused('nobody')).toBe('request.notPermitted');
  });

  it('is a to-do from 1 March on and late after 31 March, with the clause', async () => {
    on('2027-02-28');
    expect(await refused('east-office')).toBe('plan.unknown');
    on('2027-03-01');
    await expect(looks('east-office')).rejects.toMatchObject({
      code: 'plan.toMake',
      details: { from: '2027-03-01', due: '2027-03-31', clause: '四（一）', today: '2027-03-01' },
    });
    on('2027-03-31');
    expect(await refused('east-office')).toBe('plan.toMake');
    on('2027-04-01');
    expect(await refused('east-office')).toBe('plan.late');
    // Nobody is reminded of a year that is over, or has not begun.
    expect([await refused('east-office', EAST, 2025), await refused('east-office', EAST, 2028)]).toEqual([
      'plan.unknown',
      'plan.unknown',
    ]);
  });

  it('is a reminder from the day on where the scheme names none', async () => {
    on('2027-03-30');
    expect(await refused('other-office', OTHER)).toBe('plan.unknown');
    on('2027-03-31');
    expect(await refused('other-office', OTHER)).toBe('plan.advised');
    on('2027-04-01');
    expect(await refused('other-office', OTHER)).toBe('plan.advised');
  });

  it('stands on a draft until it is submitted', async () => {
    on('2027-03-15');
    const plan = { agency: EAST, year: 2027 };
    const draft = await does(proposePlan, plan);
    expect(draft.reminder).toMatchObject({ from: '2027-03-01', due: '2027-03-31', state: 'toDo', binding: true });
    await does(submitPlan, plan);
    expect(await looks('east-office')).not.toHaveProperty('reminder');
  });
});
