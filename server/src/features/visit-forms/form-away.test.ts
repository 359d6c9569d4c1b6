import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { endAbsence, recordAbsence } from '../availability/record-absence.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { submitForm } from './submit-form.ts';
import { blankForm, filled, openSent } from './test-visits.ts';

describeDatabases('the form of a visit, from somebody who is away that day', (target) => {
  let county: County;
  const submits = async (by: string) =>
    county.does('zonghe', submitForm, { ...filled(await blankForm(county, '1')), by });
  const stored = () => county.deps.database.ownerQuery('select from visit_form');
  beforeAll(async () => {
    county = await openSent(target);
  });
  afterAll(() => county.close());

  it('is refused, and nothing is stored; it is taken from the other of the team', async () => {
    const [first, second] = (await blankForm(county, '1')).team;
    const away = { agency: COUNTY, certificate: first!.certificateNo, from: '2026-11-20', reason: '示例借调' };
    const { id: absence } = await county.does('zonghe', recordAbsence, away);
    await expect(submits(first!.certificateNo)).rejects.toMatchObject({
      code: 'form.away',
      details: { by: first!.certificateNo, rank: 1, on: '2026-11-20' },
    });
    expect(await stored()).toEqual([]);
    expect(await submits(second!.certificateNo)).toMatchObject({ submission: { version: 1 } });
    // Called off: recorded in error.
    await county.does('zonghe', endAbsence, { agency: COUNTY, absence });
    const form = { ...filled(await blankForm(county, '2')) };
    expect(await county.does('zonghe', submitForm, form)).toMatchObject({ submission: { version: 1 } });
  });

  it('is refused from who had left the directory before, and taken of the day on which they left', async () => {
    const form = filled(await blankForm(county, '3'));
    const leaves = (at: string) =>
      county.deps.database.ownerQuery(`update inspector set disabled_at = '${at}' where certificate_no = '${form.by}'`);
    await leaves('2026-11-19T09:00:00+08:00');
    await expect(county.does('zonghe', submitForm, form)).rejects.toMatchObject({ code: 'form.away' });
    await leaves('2026-11-20T09:00:00+08:00');
    expect(await county.does('zonghe', submitForm, form)).toMatchObject({ submission: { version: 1 } });
  });
});
