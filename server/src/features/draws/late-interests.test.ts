import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { listLateInterests } from './list-late-interests.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw } from './show-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

describeDatabases('an interest declared after the draw', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    const task = await county.addTask('2026Q4', 10);
    draw = (await county.does('zonghe', freezeDraw, { task })).draw;
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  });
  afterAll(() => county.close());

  const names = async () => (await county.does('zonghe', namedDraw, { draw })).names;
  const late = () => county.looks('zonghe', listLateInterests, { agency: COUNTY });
  /** Recorded as the directory of inspectors would: the person of a seat with the object of a rank. */
  const declare = (certificate: string, object: string) =>
    inTransaction(county.deps.database.db, SYSTEM, (tx) =>
      tx
        .insertInto('recusal')
        .values({
          ...{ agency: COUNTY, certificate_no: certificate, object_key: object },
          ...{ sealed_reason: Buffer.of(1), declared_at: '2026-11-20T03:00:00Z' },
        })
        .execute(),
    );

  it('is listed for those only who may know who was drawn', async () => {
    await expect(county.looks('jiancha', listLateInterests, { agency: COUNTY })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    expect(await late()).toEqual({ agency: COUNTY, seats: [] });
  });

  it('is flagged at the seat it concerns, and at no other of the person', async () => {
    const [first, second] = await names();
    const member = first!.team[1]!;
    await declare(member.certificateNo, first!.object.key);
    // An interest in an object for which the person does not go: nothing to flag.
    const stranger = first!.team.find(
      ({ certificateNo }) => !second!.team.some((one) => one.certificateNo === certificateNo),
    )!;
    await declare(stranger.certificateNo, second!.object.key);
    const flagged = (await names()).flatMap(({ rank, team }) =>
      team.filter(({ interestDeclaredAt }) => interestDeclaredAt !== undefined).map(({ seat }) => `${rank}/${seat}`),
    );
    expect(flagged).toEqual([`${first!.rank}/member`]);
    expect((await late()).seats).toMatchObject([
      { draw, task: '2026q4-key', rank: first!.rank, seat: 'member', certificateNo: member.certificateNo },
    ]);
  });

  it('is no matter any more once the visit is on record', async () => {
    const { rank, object } = (await late()).seats[0]!;
    expect(rank).toBe(1);
    await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
      tx.insertInto('visit').values(visit(object.key)).execute(),
    );
    expect((await late()).seats).toEqual([]);
  });
});

function visit(objectKey: string) {
  return {
    ...{ id: 'vis_1', agency: COUNTY, recorded_by: COUNTY, object_key: objectKey, date: '2026-11-20' },
    ...{ task_code: '2026q4-key', level: 'county', class: 'key', facts: '{}', row_hash: Buffer.alloc(32) },
    ...{ sealed_deviation: null, sealed_remarks: null },
    ...{ added_at: '2026-11-20T04:00:00Z', updated_at: '2026-11-20T04:00:00Z' },
  };
}
