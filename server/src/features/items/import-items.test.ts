import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { importItems } from './import-items.ts';
import { publishItems } from './publish-items.ts';

const HEADER = '序号,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据,备注';
const FIRST =
  '1,重点排污单位监督检查,落实情况,重点排污单位,重点检查事项,现场检查,县级以上生态环境部门,1.《环境保护法》第二十四条；2.《水污染防治法》第三十条,';
const WASTE =
  '5,危险废物日常监管,经营单位检查,危险废物经营许可证单位,重点检查事项,现场检查书面检查,县级以上生态环境部门,《固体废物污染环境防治法》第二十六条,';
const STORAGE = ',,贮存及转移情况,危险废物产生单位,重点检查事项,现场检查书面检查,,,';
const ADDED =
  '6,在建工程建设项目监督检查,三同时落实情况,在建工程建设项目,一般检查事项,现场检查,县级以上生态环境部门,《建设项目环境保护管理条例》第二十条,增补：附件未列';

describeDatabases('importing items', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
  });
  afterAll(() => office.close());

  const importing = async (...lines: readonly string[]) => {
    const bytes = new TextEncoder().encode([HEADER, ...lines].join('\n'));
    return (
      await write(office.deps, office.worker, (ctx) =>
        importItems(ctx, { agency: office.agency, file: '清单.csv', bytes }),
      )
    ).result;
  };
  const lists = () => office.ask('select version, state from item_list order by version');
  const items = () =>
    office.ask(`select i.serial, i.methods, i.missing, i.origin from inspection_item i join item_list l on l.id = i.list_id
                where l.state = 'draft' order by i.position`);

  it('makes a draft, with what is incomplete or added flagged', async () => {
    expect(await importing(FIRST, WASTE, STORAGE, ADDED)).toMatchObject({ read: 4, added: 4, same: 0, rejected: 0 });
    expect(await lists()).toEqual([{ version: 1, state: 'draft' }]);
    expect(await items()).toEqual([
      { serial: '1', methods: ['现场检查'], missing: [], origin: 'list' },
      { serial: '5a', methods: ['现场检查', '书面检查'], missing: [], origin: 'list' },
      { serial: '5b', methods: ['现场检查', '书面检查'], missing: ['authority', 'legalBasis'], origin: 'list' },
      { serial: '6', methods: ['现场检查'], missing: [], origin: 'derived' },
    ]);
  });

  it('of the same list again changes nothing, before and after it is published', async () => {
    expect(await importing(FIRST, WASTE, STORAGE, ADDED)).toMatchObject({ added: 0, updated: 0, same: 4 });
    const publication = { agency: office.agency, channel: '门户网站', url: 'https://example.gov.cn/items' };
    await write(office.deps, office.head, (ctx) => publishItems(ctx, publication));
    expect(await importing(FIRST, WASTE, STORAGE, ADDED)).toMatchObject({ same: 4 });
    expect(await lists()).toEqual([{ version: 1, state: 'published' }]);
  });

  it('of a changed list makes the next version’s draft, which a further file replaces', async () => {
    const changed = FIRST.replace('落实情况', '污染防治措施落实情况');
    expect(await importing(changed, WASTE, STORAGE, ADDED)).toMatchObject({ added: 0, updated: 1, same: 3 });
    expect(await lists()).toEqual([
      { version: 1, state: 'published' },
      { version: 2, state: 'draft' },
    ]);
    const { length } = await office.ask('select from directory_version');
    expect(await importing(changed)).toMatchObject({ read: 1, added: 0, updated: 0, same: 1 });
    expect(await items()).toHaveLength(1);
    expect(await office.ask('select from directory_version')).toHaveLength(length + 1);
    expect(await lists()).toHaveLength(2);
  });
});
