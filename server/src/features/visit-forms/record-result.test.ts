import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { recordResult } from '../../results/record-result.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { submitForm } from './submit-form.ts';
import { blankForm, filled, openSent, TASK } from './test-visits.ts';

const CLEAN = '未发现问题';
const ORDERED = '发现问题已责令整改';
const FILED = '发现问题已立案调查';

/** The result of a visit by its form: one entry by the office, bound by what the form found. */
describeDatabases('the result of a visit by its form', (target) => {
  let county: County;
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const record = (rank: number, wordings: string[], more: object = {}) =>
    county.does('zonghe', recordResult, { task: TASK, object: String(rank), wordings, ...more });
  const visits = () =>
    ask<{ facts: Record<string, unknown>; sealed_remarks: Uint8Array | null }>('select * from visit');
  const done = async () => {
    const { tables } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    return tables.find(({ class: cls, topic, period }) => cls === 'key' && topic === 'ratio' && period === '2026Q4')
      ?.actual;
  };

  beforeAll(async () => {
    county = await openSent(target);
    await county.does('console', addUser, { login: 'mishu', agency: COUNTY, roles: ['generalOffice'] });
    for (const rank of [1, 3]) await county.does('zonghe', submitForm, filled(await blankForm(county, String(rank))));
    const bad = filled(await blankForm(county, '2'), { '1.2': { answer: 'fail', note: '雨水口有废水' } });
    await county.does('zonghe', submitForm, bad);
  });
  afterAll(() => county.close());

  describe('is refused, and nothing is written', () => {
    it('from who may not record visits, and to a visit without a form', async () => {
      for (const login of ['mishu', 'jijian', 'jiancha'])
        await expect(
          county.does(login, recordResult, { task: TASK, object: '1', wordings: [CLEAN] }),
        ).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(record(4, [CLEAN])).rejects.toMatchObject({ code: 'result.noForm' });
      await expect(record(99, [CLEAN])).rejects.toMatchObject({ code: 'dispatch.notAmong' });
    });

    it('in words that are not the scheme’s, or that say otherwise than the form', async () => {
      await expect(record(1, ['一切正常'])).rejects.toMatchObject({
        code: 'result.wordingUnknown',
        details: { wordings: expect.stringContaining(CLEAN) },
      });
      await expect(record(2, [CLEAN])).rejects.toMatchObject({
        code: 'result.againstForm',
        details: { rank: 2, version: 1, found: '有 1 行不合格（1.2）', wordings: expect.stringContaining(ORDERED) },
      });
      await expect(record(1, [ORDERED], { rectifyBy: '2026-12-20' })).rejects.toMatchObject({
        code: 'result.againstForm',
        details: { found: '没有不合格的行' },
      });
    });

    it('without what the wording needs, or with days that cannot be', async () => {
      await expect(record(2, [ORDERED])).rejects.toMatchObject({
        code: 'result.needs',
        details: { option: '--rectify-by' },
      });
      await expect(record(2, [FILED])).rejects.toMatchObject({ code: 'result.needs', details: { option: '--case' } });
      await expect(record(1, [CLEAN], { determinedOn: '2026-11-19' })).rejects.toMatchObject({
        code: 'result.refused',
        details: { why: expect.stringContaining('早于检查日期') },
      });
      expect(await visits()).toEqual([]);
    });
  });

  it('on a ground on which the scheme publishes nothing has no day of publication, unless only a part is left out', async () => {
    const secret = { withheldGround: '商业秘密', approvedBy: '负责人甲' };
    const published = { publishedOn: '2026-11-20' };
    await expect(record(3, [CLEAN], { ...secret, ...published })).rejects.toMatchObject({
      code: 'result.secret',
      details: { rank: 3, ground: '商业秘密', section: '四（七）' },
    });
    await expect(record(3, [CLEAN], { ...secret, ...published, withheldGround: '不想公开' })).rejects.toMatchObject({
      code: 'result.refused',
      details: { why: expect.stringContaining('国家秘密') },
    });
    expect(await visits()).toEqual([]);
    expect(await record(3, [CLEAN], { ...secret, ...published, withheldPart: true })).toMatchObject({ warnings: [] });
    const [{ facts, sealed_remarks: sealed }] = (await visits()) as [Awaited<ReturnType<typeof visits>>[0]];
    expect(facts).toMatchObject({
      ...published,
      withheldGround: '商业秘密',
      withheldPart: true,
      withheldApproved: true,
    });
    expect(JSON.stringify(facts)).not.toContain('负责人甲');
    expect(sealed).not.toBeNull();
    await ask('delete from visit');
  });

  it('withheld on record is not typed again on another ground, and takes who approved it where that is lacking', async () => {
    const ground = { withheldGround: '商业秘密' };
    const first = await record(3, [CLEAN], ground);
    expect(first).toMatchObject({ state: 'added', warnings: [expect.stringContaining('请加上批准人（--approver）')] });
    expect(first.warnings.join()).not.toContain('导入');
    for (const other of [
      { withheldGround: '个人隐私' },
      { withheldGround: '不想公开' },
      { ...ground, withheldPart: true },
      { ...ground, withheldPart: true, approvedBy: '负责人甲' },
    ])
      await expect(record(3, [CLEAN], other)).rejects.toMatchObject({
        code: 'result.already',
        details: { rank: 3, results: `${CLEAN}，不予公开依据：商业秘密` },
      });
    expect(await record(3, [CLEAN], ground)).toMatchObject({ state: 'same' });
    const [before] = await visits();
    expect(before!.facts).not.toHaveProperty('withheldApproved');
    const approved = { ...ground, withheldGround: '涉及商业秘密', approvedBy: '负责人甲' };
    expect(await record(3, [CLEAN], approved)).toMatchObject({ state: 'approved', warnings: [] });
    const [after] = await visits();
    expect(after!.facts).toEqual({ ...before!.facts, withheldApproved: true });
    expect(JSON.stringify(after!.facts)).not.toContain('负责人甲');
    // Said once more it is on record.
    expect(await record(3, [CLEAN], approved)).toMatchObject({ state: 'same' });
    await ask('delete from visit');
    // Typed at once it is one and the same row.
    await record(3, [CLEAN], { ...ground, approvedBy: '负责人甲' });
    const [atOnce] = (await visits()) as unknown as { row_hash: Uint8Array }[];
    expect(Buffer.from(atOnce!.row_hash)).toEqual(Buffer.from((after as unknown as { row_hash: Uint8Array }).row_hash));
    await ask('delete from visit');
  });

  it('on record without a ground is not withheld by typing it again', async () => {
    await record(3, [CLEAN]);
    await expect(record(3, [CLEAN], { withheldGround: '商业秘密', approvedBy: '负责人甲' })).rejects.toMatchObject({
      code: 'result.already',
      details: { results: `${CLEAN}，没有不予公开依据` },
    });
    expect(await record(3, [CLEAN])).toMatchObject({ state: 'same', warnings: [] });
    await ask('delete from visit');
  });

  it('that is another one than the same visit has under another number is taken, and pointed out', async () => {
    const { object } = await blankForm(county, '3');
    const header = '检查日期,统一社会信用代码,任务编号,抽取方式,针对性依据,文书编号,检查方式,检查结果';
    const imports = (result: string) => {
      const bytes = utf8(`${header}\n2026-11-20,${object.key},专项-7,针对性,complaint,投诉8号,现场,${result}`);
      return county.does('zonghe', importVisits, { agency: COUNTY, file: 'x.csv', bytes });
    };
    expect((await imports('不配合检查情节严重')).rejected).toEqual([]);
    const { state, warnings } = await record(3, [CLEAN]);
    expect(state).toBe('added');
    expect(warnings.filter((text) => text.includes('专项-7 名下登记的结果是“不配合检查情节严重”'))).toHaveLength(1);
    // Control: corrected there, nothing is said of it any more.
    const again = await imports(CLEAN);
    expect(again.result).toMatchObject({ updated: 1 });
    expect(JSON.stringify(again.warnings)).not.toContain('resultsDisagree');
    await ask('delete from visit');
  });

  it('has day, people and items of the form, and counts like an imported visit', async () => {
    expect(await done()).toBe(0);
    const form = await blankForm(county, '1');
    expect(await record(1, [CLEAN])).toMatchObject({
      ...{ state: 'added', results: [CLEAN], date: '2026-11-20', determinedOn: '2026-11-20', items: ['1'] },
      ...{ form: { version: 1, failed: 0 }, inspectors: form.team.map(({ certificateNo }) => certificateNo) },
    });
    const [visit] = await visits();
    expect(visit!.facts).toMatchObject({
      ...{ objectId: form.object.key, class: 'key', selection: 'random', method: 'onSite', items: ['1'] },
      ...{ results: [CLEAN], resultDeterminedOn: '2026-11-20', taskId: '2026q4-key' },
    });
    expect(await done()).toBe(1);
  });

  it('is recorded once: said again, imported as it stands, or imported with its day of publication', async () => {
    expect(await record(1, [CLEAN])).toMatchObject({ state: 'same', warnings: [] });
    expect(await record(1, [CLEAN], { approvedBy: '示例局长' })).toMatchObject({
      state: 'same',
      warnings: [expect.stringContaining('批准人等没有再记')],
    });
    await expect(record(1, ['不配合检查情节严重'])).rejects.toMatchObject({ code: 'result.already' });
    const { object, team } = await blankForm(county, '1');
    const people = team.map(({ certificateNo }) => certificateNo).join('；');
    const imported = async (published: string) => {
      const header =
        '检查日期,统一社会信用代码,任务编号,抽取方式,抽查事项,检查方式,检查人员,检查结果,结果认定日期,公示日期';
      const row = `2026-11-20,${object.key},2026q4-key,随机,1,现场,${people},${CLEAN},2026-11-20,${published}`;
      const bytes = utf8(`${header}\n${row}`);
      return (await county.does('zonghe', importVisits, { agency: COUNTY, file: 'x.csv', bytes })).result;
    };
    expect(await imported('')).toMatchObject({ same: 1, added: 0, updated: 0 });
    expect(await imported('2026-11-20')).toMatchObject({ same: 0, added: 0, updated: 1 });
    expect(await visits()).toHaveLength(1);
    expect(await record(1, [CLEAN])).toMatchObject({ state: 'same' });
    expect(await done()).toBe(1);
  });

  it('of a form that found something says so; the case number is encrypted, the record logged', async () => {
    await record(2, [FILED], { caseNumber: '示环立〔2026〕7号' });
    const found = (await visits()).find(({ facts }) => (facts as { results: string[] }).results.includes(FILED))!;
    expect(JSON.stringify(found.facts)).not.toContain('7号');
    expect(Buffer.from(found.sealed_remarks!).includes('7号')).toBe(false);
    const logged = await ask<{ n: number }>(`select count(*)::int as n from log_entry where type = 'result.record'`);
    expect(logged).toEqual([{ n: 14 }]);
  });
});
