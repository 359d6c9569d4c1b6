import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { recordAbsence } from '../features/availability/record-absence.ts';
import { recuseInspector } from '../features/availability/recuse-inspector.ts';
import { dispatchTask } from '../features/dispatch/dispatch-task.ts';
import { COUNTY, type County } from '../features/draws/test-county.ts';
import { submitForm } from '../features/visit-forms/submit-form.ts';
import { blankForm, filled, openDrawn, openSent, TASK } from '../features/visit-forms/test-visits.ts';
import { importVisits } from '../features/visits/import-visits.ts';
import { recordResult } from './record-result.ts';

const CLEAN = '未发现问题';

/** Who was away or recused on the day is said by whatever names who inspected, in one and the same sentence; the record is kept. */
describeDatabases('inspectors who were away or recused on the day', (target) => {
  let county: County;
  const team = async (rank: number) => blankForm(county, String(rank));
  const submits = async (rank: number) => county.does('zonghe', submitForm, filled(await team(rank)));
  const records = (rank: number) =>
    county.does('zonghe', recordResult, { task: TASK, object: String(rank), wordings: [CLEAN] });
  const imports = async (date: string, object: string, people: readonly string[]) => {
    const header = '检查日期,统一社会信用代码,抽取方式,针对性依据,文书编号,检查方式,检查人员,检查结果';
    const row = `${date},${object},针对性,投诉举报,投诉〔2026〕1号,现场,${people.join('；')},${CLEAN}`;
    const input = { agency: COUNTY, file: 'x.csv', bytes: utf8(`${header}\n${row}`) };
    const { result, warnings } = await county.does('zonghe', importVisits, input);
    const said = warnings.flatMap(({ findings }) =>
      findings.filter(({ code }) => ['away', 'recused', 'certificateExpired'].includes(code)),
    );
    return { added: result.added, said: said.map(({ message }) => message) };
  };
  const leaves = (certificate: string, from: string, to: string) =>
    county.does('zonghe', recordAbsence, { agency: COUNTY, certificate, from, to, reason: '示例休假' } as never);

  beforeAll(async () => {
    county = await openSent(target);
  });
  afterAll(() => county.close());

  it('are pointed out by form, result and import alike; who was there and free is not', async () => {
    const { team: people, object } = await team(1);
    const [inspector, other] = people.map(({ certificateNo }) => certificateNo) as [string, string];
    await leaves(other, '2026-11-20', '2026-11-20');
    await county.does('zonghe', recuseInspector, {
      agency: COUNTY,
      certificate: inspector,
      object: object.key,
      reason: '示例亲属',
    } as never);
    const form = await submits(1);
    expect(form.warnings).toEqual([
      expect.stringContaining(`证号 ${inspector} 自 2026-11-20 起对这个对象回避`),
      expect.stringContaining(`证号 ${other} 在 2026-11-20 不在岗`),
    ]);
    const recorded = await records(1);
    expect(recorded.state).toBe('added');
    expect(recorded.warnings).toEqual(expect.arrayContaining(form.warnings!));
    expect(await imports('2026-11-20', object.key, [inspector, other])).toEqual({ added: 1, said: form.warnings });
    // The day before: nobody was away, and the interest was not declared yet.
    expect(await imports('2026-11-19', object.key, [inspector, other])).toEqual({ added: 1, said: [] });
  });

  it('are whose certificate had run out by then, and not on its last day', async () => {
    const { team: people, object } = await team(3);
    const person = people[0]!.certificateNo;
    const endsOn = (day: string) =>
      county.deps.database.ownerQuery(
        `update inspector set facts = facts || '{"certificateValidTo": "${day}"}' where certificate_no = '${person}'`,
      );
    await endsOn('2026-11-17');
    expect((await imports('2026-11-17', object.key, [person])).said).toEqual([]);
    expect((await imports('2026-11-18', object.key, [person])).said).toEqual([
      expect.stringContaining(`证号 ${person} 的执法证有效期至 2026-11-17，2026-11-18 检查时已过期`),
    ]);
    await endsOn('2029-06-30');
  });

  it('are who had left the directory by then, and not on the day on which they left', async () => {
    const { team: people, object } = await team(2);
    const left = people[0]!.certificateNo;
    await county.deps.database.ownerQuery(
      `update inspector set disabled_at = '2026-11-18T09:00:00+08:00' where certificate_no = '${left}'`,
    );
    expect((await imports('2026-11-18', object.key, [left])).said).toEqual([]);
    expect((await imports('2026-11-19', object.key, [left])).said).toEqual([
      expect.stringContaining(`证号 ${left} 在 2026-11-19 不在岗`),
    ]);
  });
});

describeDatabases('the same person before the dispatch', (target) => {
  let county: County;
  beforeAll(async () => {
    county = await openDrawn(target);
  });
  afterAll(() => county.close());

  it('is away there as well', async () => {
    const [seat] = await county.deps.database.ownerQuery<{ certificate: string; rank: number }>(
      `select certificate_no as certificate, rank from standing_seat join inspector on inspector.id = inspector_id order by rank limit 1`,
    );
    await county.does('zonghe', recordAbsence, {
      ...{ agency: COUNTY, certificate: seat!.certificate, from: '2026-11-20', to: '2026-11-25', reason: '示例休假' },
    } as never);
    const { away } = await county.does('zonghe', dispatchTask, { task: TASK });
    expect(away).toContainEqual(
      expect.objectContaining({ rank: seat!.rank, reason: 'off-duty', from: '2026-11-20', to: '2026-11-25' }),
    );
  });
});
