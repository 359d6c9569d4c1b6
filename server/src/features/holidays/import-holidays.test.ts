import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicationDue } from '@sunlot/core/policy/publication.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consoleActor } from '../../accounts/actor.ts';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { readYaml } from '../../holidays/read-yaml.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { PACKS_FOLDER } from '../../packs/packs-folder.ts';
import { importHolidays } from './import-holidays.ts';

describeDatabases('a year’s table of holidays', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
  });
  afterAll(() => office.close());

  const due = (resultDetermined: string) =>
    read(office.deps, office.worker, async (ctx) => {
      const pack = await packInForce(ctx, { agency: office.agency, on: '2026-11-20' });
      return publicationDue(pack, { resultDetermined }, await readCalendar(ctx));
    });
  const importing = (content: unknown, actor = consoleActor()) =>
    write(office.deps, actor, (ctx) => importHolidays(ctx, { content }));
  const shipped = () =>
    readYaml('2027.yaml', readFileSync(join(PACKS_FOLDER, 'holidays', '2027.yaml'), 'utf8')) as {
      off: string[];
      work: string[];
    };
  const notice = {
    title: '国务院办公厅关于2027年部分节假日安排的通知',
    number: '国办发明电〔2026〕9号',
    issued: '2026-11-10',
  };

  it('that is estimated makes deadlines provisional; the notice makes them certain, and moves them', async () => {
    const before = await due('2027-04-20');
    expect(before).toMatchObject({ provisional: true });
    const { off, work } = shipped();
    const announced = { year: 2027, status: 'announced', notice, off: [...off, before!.date], work };
    await importing(announced);
    const after = await due('2027-04-20');
    expect(after).toMatchObject({ provisional: false });
    expect(after!.date > before!.date).toBe(true);
    expect(await due('2026-11-20')).toMatchObject({ provisional: false });
  });

  it('is replaced by a later notice, with both in the audit log', async () => {
    const { off, work } = shipped();
    await importing({
      year: 2027,
      status: 'announced',
      notice: { ...notice, number: '国办发明电〔2027〕1号' },
      off,
      work,
    });
    const [row] = await office.ask<{ notice: string }>('select notice from holiday_calendar where year = 2027');
    expect(row!.notice).toBe('国务院办公厅关于2027年部分节假日安排的通知 国办发明电〔2027〕1号');
    const log = await office.ask(`select index from log_entry where tree = 'audit' and type = 'holiday.import'`);
    expect(log).toHaveLength(2);
  });

  it('tells days that are over and change; the same table again changes none', async () => {
    const table = readYaml('2026.yaml', readFileSync(join(PACKS_FOLDER, 'holidays', '2026.yaml'), 'utf8')) as {
      off: string[];
    };
    expect(await importing(table)).not.toHaveProperty('changedPast');
    // It is the 20th of November 2026.
    const other = { ...table, off: [...table.off.filter((day) => day !== '2026-10-07'), '2026-08-10', '2026-12-24'] };
    expect((await importing(other)).changedPast).toEqual(['2026-08-10', '2026-10-07']);
    expect((await importing(table)).changedPast).toEqual(['2026-08-10', '2026-10-07']);
  });

  it('that was announced is not replaced by an estimate', async () => {
    await expect(importing({ ...shipped(), year: 2027, status: 'estimated', note: '推算' })).rejects.toMatchObject({
      code: 'holiday.invalid',
      message: expect.stringContaining('2027 年的安排已经公布（国务院办公厅关于2027年部分节假日安排的通知'),
    });
  });

  it('is refused without its source, with a day that is none, or from who may not', async () => {
    const { off, work } = shipped();
    await expect(importing({ year: 2027, status: 'announced', off, work })).rejects.toMatchObject({
      code: 'holiday.invalid',
      message: expect.stringMatching(/须写明通知。$/),
    });
    await expect(
      importing({ year: 2027, status: 'announced', notice, off: [...off, '2027-02-30'], work }),
    ).rejects.toMatchObject({ code: 'holiday.invalid' });
    await expect(importing({ year: 2027, status: 'estimated', off, work }, office.worker)).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
  });
});
