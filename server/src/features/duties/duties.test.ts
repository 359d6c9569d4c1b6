import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { importItems } from '../items/import-items.ts';
import { publishItems } from '../items/publish-items.ts';
import { importDuties } from './import-duties.ts';
import { showCoverage } from './show-coverage.ts';

const HEADER = '来源,职责编号,职责事项,适用随机抽查,对应事项';
const DUTIES = [
  ...Array.from({ length: 19 }, (_, i) => `权责清单,QZ-${i + 1},监督检查职责${i + 1},是,${i % 2 === 0 ? '1' : '废水'}`),
  '互联网+监管,HL-20,噪声监督检查,是,9',
  '三定方案,,统筹协调,否,',
];
const ITEMS = `序号,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据
1,监督检查,废水,重点排污单位,重点检查事项,现场检查,生态环境部门,《水污染防治法》第三十条`;

describeDatabases('duties and the list', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
  });
  afterAll(() => office.close());

  const input = (...lines: readonly string[]) => ({
    agency: office.agency,
    file: '职责.csv',
    bytes: utf8([HEADER, ...lines].join('\n')),
  });
  const importing = (...lines: readonly string[]) =>
    write(office.deps, office.worker, (ctx) => importDuties(ctx, input(...lines)));
  const coverage = () => read(office.deps, office.worker, (ctx) => showCoverage(ctx, { agency: office.agency }));

  it('are imported by the office alone, a list without them has no coverage', async () => {
    await expect(write(office.deps, office.head, (ctx) => importDuties(ctx, input(...DUTIES)))).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(coverage()).rejects.toMatchObject({ code: 'items.noDuties' });
  });

  it('come back with what is wrong about a row', async () => {
    const { result, rejected } = await importing('别的来源,1,某职责,是,', '三定方案,2,某职责,,', ...DUTIES, DUTIES[0]!);
    expect(result).toMatchObject({ read: 24, added: 21, rejected: 3 });
    expect(rejected.map(({ rowNumber, findings }) => [rowNumber, findings[0]?.column])).toEqual([
      [2, 'source'],
      [3, 'suitable'],
      [25, 'dutyName'],
    ]);
  });

  it('of twenty that suit, nineteen on the list: 95 %, and the gap by name', async () => {
    expect(await coverage()).toMatchObject({ listVersion: 0, suitable: 20, covered: 0, percent: '0.00%' });
    await write(office.deps, office.worker, (ctx) =>
      importItems(ctx, { agency: office.agency, file: '清单.csv', bytes: utf8(ITEMS) }),
    );
    const publication = { agency: office.agency, channel: '门户网站', url: 'https://example.gov.cn/items' };
    await write(office.deps, office.head, (ctx) => publishItems(ctx, publication));
    expect(await coverage()).toEqual({
      ...{ agency: office.agency, listVersion: 1, duties: 21, suitable: 20, covered: 19, percent: '95.00%' },
      gaps: [{ source: 'internetSupervision', dutyNo: 'HL-20', name: '噪声监督检查', item: '9' }],
    });
  });

  it('are replaced by the next file; the same file changes nothing', async () => {
    expect((await importing(...DUTIES)).result).toMatchObject({ added: 0, updated: 0, same: 21 });
    expect((await importing(...DUTIES.slice(18))).result).toMatchObject({ read: 3, added: 0, updated: 3 });
    expect(await coverage()).toMatchObject({ duties: 3, suitable: 2, covered: 1, percent: '50.00%' });
    expect(await office.ask(`select from log_entry where type = 'duties.import'`)).toHaveLength(3);
  });
});
