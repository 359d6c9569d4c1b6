import type { SubmitForm, SubmittedForm } from '@sunlot/contract/visit-forms.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { recordResult } from '../../results/record-result.ts';
import { showYearSheet } from '../appraisal/year-sheet.ts';
import { bindAccount } from '../availability/bind-account.ts';
import { answerVisit } from '../dispatch/answer-visit.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { FIRST, openThreefold, SECOND, seatTeams, THIRD } from '../dispatch/test-merged.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { importVisits } from '../visits/import-visits.ts';
import { listForms } from './list-forms.ts';
import { showForm } from './show-form.ts';
import { submitForm } from './submit-form.ts';
import { filled } from './test-visits.ts';

const TASKS = [FIRST, SECOND, THIRD] as const;
const [DAY, LATER] = ['2026-11-20', '2026-11-21'] as const;

type Teams = Parameters<typeof seatTeams>[2];
const CLEAR: Teams = [
  [0, 1],
  [2, 3],
  [4, 5],
];
const SHARED: Teams = [
  [0, 1],
  [0, 2],
  [4, 5],
];
const demo = (...numbers: readonly number[]) => numbers.map((n) => `DEMO-${n}`);

/** one of the teams that several tasks have drawn goes for all of them, and every number says who and when. */
describeDatabases('the forms of a merged visit', (target) => {
  let county: County;
  let keys: readonly string[];
  beforeAll(async () => {
    ({ county, keys } = await openThreefold(target));
    for (const [i, key] of keys.entries()) await seatTeams(county, key, i < 7 ? CLEAR : SHARED);
    for (const task of TASKS)
      for (const object of keys) {
        const isApart = object === keys[6] && task === THIRD;
        const answer = isApart ? { choice: 'separate' as const, reason: '另日去' } : { choice: 'merge' as const };
        await county.does('zonghe', answerVisit, { task, object, ...answer });
      }
    for (const task of TASKS) await county.does('zonghe', dispatchTask, { task });
  });
  afterAll(() => county.close());

  const blank = (task: string, object: string, login = 'zonghe') => county.looks(login, showForm, { task, object });
  const submit = async (task: string, object: string, more: Partial<SubmitForm>) =>
    county.does('zonghe', submitForm, { ...filled(await blank(task, object)), task, ...more });
  const refused = (made: Promise<unknown>) =>
    made.then(
      () => 'taken in',
      (error: unknown) => error,
    );
  const wentTo = ({ people = [] }: Pick<SubmittedForm, 'people'>) => people.map(({ certificateNo }) => certificateNo);

  it('take the team that went, whichever of the tasks drew it, and count it once', async () => {
    const key = keys[0]!;
    for (const task of TASKS) {
      const made = await submit(task, key, { by: 'DEMO-2' });
      expect(made.submission.by.certificateNo).toBe('DEMO-2');
      expect(wentTo(made)).toEqual(task === SECOND ? [] : demo(2, 3));
      const wordings = ['未发现问题'];
      const { inspectors } = await county.does('zonghe', recordResult, { task, object: key, wordings });
      expect(inspectors).toEqual(demo(2, 3));
    }
    expect(wentTo(await blank(FIRST, key))).toEqual(demo(2, 3));
    const { people } = await county.looks('zonghe', showYearSheet, { agency: COUNTY, year: 2026 });
    const busy = people.filter(({ inspections }) => inspections > 0);
    expect(busy.map(({ certificateNo, inspections }) => [certificateNo, inspections])).toEqual([
      ['DEMO-2', 1],
      ['DEMO-3', 1],
    ]);
  });

  it('are refused from people of none of the teams, naming those of all, and where the merge does not hold', async () => {
    const stranger = refused(submit(FIRST, keys[1]!, { by: 'DEMO-9' }));
    const team =
      'DEMO-0 示例检查员0、DEMO-1 示例检查员1；2026q3-key：DEMO-2 示例检查员2、DEMO-3 示例检查员3；2026q4-key：DEMO-4 示例检查员4、DEMO-5 示例检查员5';
    expect(await stranger).toMatchObject({ code: 'form.notInTeam', details: { by: 'DEMO-9', team } });
    // The third goes by itself there; control: the other two are one.
    const apart = keys[6]!;
    expect(await refused(submit(THIRD, apart, { by: 'DEMO-2' }))).toMatchObject({ code: 'form.notInTeam' });
    expect(await refused(submit(FIRST, apart, { by: 'DEMO-4' }))).toMatchObject({ code: 'form.notInTeam' });
    expect(wentTo(await submit(FIRST, apart, { by: 'DEMO-2' }))).toEqual(demo(2, 3));
    expect(wentTo(await submit(THIRD, apart, { by: 'DEMO-4' }))).toEqual([]);
  });

  it('agree with what is on record under another number in day and people', async () => {
    const key = keys[2]!;
    county.wait(3 * 86_400);
    await submit(SECOND, key, { by: 'DEMO-2', on: DAY });
    expect(await refused(submit(FIRST, key, { by: 'DEMO-0', on: DAY }))).toMatchObject({
      code: 'form.notAsMerged',
      details: { theirs: `2026q3-key ${DAY} DEMO-2、DEMO-3`, ours: `${DAY} DEMO-0、DEMO-1` },
    });
    expect(await refused(submit(FIRST, key, { by: 'DEMO-2', on: LATER }))).toMatchObject({
      code: 'form.notAsMerged',
      details: { ours: `${LATER} DEMO-2、DEMO-3` },
    });
    expect(await submit(FIRST, key, { by: 'DEMO-2', on: DAY })).not.toHaveProperty('warnings');
    // What was wrong under both is corrected one after the other.
    const moved = await submit(FIRST, key, { by: 'DEMO-2', on: LATER, reason: '日期写错' });
    expect(moved.warnings).toEqual([
      expect.stringContaining(`其他编号登记的是 2026q3-key ${DAY} DEMO-2、DEMO-3，这里是 ${LATER} DEMO-2、DEMO-3`),
    ]);
    const both = { by: 'DEMO-2', on: LATER, reason: '日期写错' };
    expect(await submit(SECOND, key, both)).not.toHaveProperty('warnings');
    expect(await refused(submit(SECOND, key, both))).toMatchObject({ code: 'form.unchanged' });
    expect(await refused(submit(FIRST, key, both))).toMatchObject({ code: 'form.unchanged' });
  });

  it('take who sits in two of the teams as of the team that is on record', async () => {
    const [key, next] = keys.slice(7) as [string, string];
    await submit(SECOND, key, { by: 'DEMO-0' });
    expect(wentTo(await submit(FIRST, key, { by: 'DEMO-0' }))).toEqual(demo(0, 2));
    // Control: with nothing on record it is the own team.
    expect(await submit(FIRST, next, { by: 'DEMO-0' })).not.toHaveProperty('people');
  });

  it('take who is on record as having gone, in place of those who were drawn', async () => {
    const [key, silent] = keys.slice(3) as [string, string];
    const header = '任务编号,检查日期,统一社会信用代码,对象类别,抽取方式,检查人员,检查结果,结果认定日期';
    const row = `2026q3-key,${DAY},${key},重点排污单位,随机,DEMO-8；DEMO-9,未发现问题,${DAY}`;
    const bytes = utf8([header, row].join('\n'));
    const { rejected } = await county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes });
    expect(rejected).toEqual([]);
    const by = async (person: string, object = key) => refused(submit(FIRST, object, { by: person, on: DAY }));
    expect(await by('DEMO-10')).toMatchObject({ code: 'form.notInTeam' });
    expect(await by('DEMO-0')).toMatchObject({ code: 'form.notAsMerged' });
    await submit(FIRST, key, { by: 'DEMO-9', on: DAY });
    expect(wentTo(await blank(FIRST, key))).toEqual(demo(8, 9));
    // Control: where nothing is on record under the others.
    expect(await by('DEMO-9', silent)).toMatchObject({ code: 'form.notInTeam' });
  });

  it('are open to the team that went, in its own name', async () => {
    const key = keys[5]!;
    await county.does('zonghe', bindAccount, { agency: COUNTY, certificate: 'DEMO-3', login: 'jiancha' });
    const { by: _, ...mine } = filled(await blank(FIRST, key, 'jiancha'));
    const made = await county.does('jiancha', submitForm, { ...mine, task: FIRST });
    expect(made.submission.by.certificateNo).toBe('DEMO-3');
    expect(wentTo(made)).toEqual(demo(2, 3));
    const seen = async (task: string) =>
      (await county.looks('jiancha', listForms, { task })).visits.map(({ object }) => object.key).sort();
    // Control: visits that are not one with any of the own.
    expect(await seen(FIRST)).toEqual(keys.slice(0, 7));
    expect(await seen(THIRD)).toEqual(keys.slice(0, 6));
    await expect(blank(THIRD, keys[6]!, 'jiancha')).rejects.toMatchObject({ code: 'form.notOwn' });
  });
});
