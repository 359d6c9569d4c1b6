import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { CITY, EAST, openTree, type Tree, WEST } from '../agencies/test-tree.ts';
import { addUser } from '../users/add-user.ts';
import { adjustItems } from './adjust-items.ts';
import { approveItems } from './approve-items.ts';
import { compareItems } from './compare-items.ts';
import { importItems } from './import-items.ts';
import { publishItems } from './publish-items.ts';
import { showItems } from './show-items.ts';

const HEADER = '序号,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据,监管事项';
const row = (serial: string, name: string, { method = '现场检查', matter = '' } = {}) =>
  `${serial},监督检查,${name},重点排污单位,重点检查事项,${method},生态环境部门,《环境保护法》第二十四条,${matter}`;
const WATER = row('1', '废水');
const AIR = row('2', '废气');
const SOIL = row('3', '土壤');
const publication = { channel: '门户网站', url: 'https://example.gov.cn/items' };
const ground = { ground: 'practice', document: '本局决定', effectiveOn: '2026-12-01' } as const;

describeDatabases('the upkeep of an item list', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    // The scheme says 只增不减 (AMB-24).
    tree = await openTree(target);
    await tree.does('console', addUser, { login: 'east-web', agency: EAST, roles: ['publisher'] });
    await importing('city', CITY, WATER, AIR, SOIL);
    await tree.does('city-head', publishItems, { agency: CITY, ...publication });
  });
  afterAll(() => tree.close());

  const importing = (place: string, agency: string, ...lines: readonly string[]) =>
    tree.does(`${place}-office`, importItems, {
      agency,
      file: '清单.csv',
      bytes: utf8([HEADER, ...lines].join('\n')),
    });
  const publish = (login = 'east-head') => tree.does(login, publishItems, { agency: EAST, ...publication });
  const compare = (state: 'draft' | 'published') => tree.looks('east-office', compareItems, { agency: EAST, state });
  const shown = (state: 'draft' | 'published') => tree.looks('east-office', showItems, { agency: EAST, state });

  it('is nobody else’s', async () => {
    await importing('east', EAST, row('7', '废水'), row('8', '废气', { method: '书面检查' }), row('9', '噪声'));
    await expect(tree.looks('west-office', compareItems, { agency: EAST, state: 'draft' })).rejects.toMatchObject({
      code: 'request.notFound',
    });
    for (const login of ['city-office', 'east-witness', 'east-head']) {
      await expect(tree.does(login, adjustItems, { agency: EAST, ...ground })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
    }
    await expect(tree.does('east-office', approveItems, { agency: EAST })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(tree.looks('city-office', compareItems, { agency: CITY, state: 'published' })).rejects.toMatchObject({
      code: 'items.noParentList',
    });
  });

  it('shows what the superior list has and the own one has not, whatever the numbers', async () => {
    expect(await compare('draft')).toMatchObject({
      ...{ parent: CITY, parentVersion: 1, version: 1 },
      missing: [{ serial: '3', name: '土壤', repealed: false }],
      added: [{ serial: '9', name: '噪声' }],
      changed: [{ serial: '8', parentSerial: '2', fields: ['methods'] }],
      findings: [{ code: 'MISSING_PARENT_ITEM', severity: 'error', section: '四（一）' }],
    });
  });

  it('is not published without an item of the superior list, and is with it', async () => {
    await expect(publish()).rejects.toMatchObject({
      code: 'items.parentItemKept',
      message: expect.stringContaining('3 土壤'),
    });
    await importing('east', EAST, WATER, AIR, SOIL, row('9', '噪声'));
    expect(await compare('draft')).toMatchObject({ missing: [], findings: [] });
    expect(await publish()).toMatchObject({ state: 'published', approvedBy: 'east-head', adjustments: [] });
    expect(await compare('published')).toMatchObject({ publishedUnder: 1 });
  });

  it('is adjusted on a recorded ground; what was handed down ends with its law only', async () => {
    await expect(tree.does('east-office', adjustItems, { agency: EAST, ...ground })).rejects.toMatchObject({
      code: 'items.noDraft',
    });
    await importing('east', EAST, WATER, AIR, row('10', '固废'));
    await expect(publish()).rejects.toMatchObject({
      code: 'items.adjustmentMissing',
      message: expect.stringContaining('新增 10、取消原 3、取消原 9'),
    });
    const adjust = (more: object) => tree.does('east-office', adjustItems, { agency: EAST, ...ground, ...more });
    await expect(adjust({})).rejects.toMatchObject({ code: 'items.parentItemKept' });
    await expect(adjust({ items: ['1'] })).rejects.toMatchObject({ code: 'items.notChanged' });
    expect((await shown('published')).unpublishedSince).toBeUndefined();
    await adjust({ items: ['9', '10'] });
    await expect(publish()).rejects.toMatchObject({ code: 'items.adjustmentMissing' });
    const draft = await adjust({ ground: 'repealed', document: '某条例废止' });
    expect(draft.adjustments).toEqual([
      {
        ...{ ground: 'practice', document: '本局决定', effectiveOn: '2026-12-01', recordedOn: '2026-11-20' },
        ...{ added: ['10'], changed: [], ended: [{ serial: '9', category: '监督检查', name: '噪声' }] },
      },
      {
        ...{ ground: 'repealed', document: '某条例废止', effectiveOn: '2026-12-01', recordedOn: '2026-11-20' },
        ...{ added: [], changed: [], ended: [{ serial: '3', category: '监督检查', name: '土壤' }] },
      },
    ]);
    await expect(adjust({})).rejects.toMatchObject({ code: 'items.nothingToAdjust' });
  });

  it('is adjusted and unpublished until the publication, which anybody but a leader makes after an approval', async () => {
    expect(await shown('published')).toMatchObject({ version: 1, unpublishedSince: '2026-11-20' });
    await expect(publish('east-web')).rejects.toMatchObject({ code: 'items.notApproved' });
    expect(await tree.does('east-head', approveItems, { agency: EAST })).toMatchObject({ approvedBy: 'east-head' });
    await importing('east', EAST, WATER, AIR, row('10', '固体废物'));
    await expect(publish('east-web')).rejects.toMatchObject({ code: 'items.notApproved' });
    await importing('east', EAST, WATER, AIR, row('10', '固废'));
    await tree.does('east-head', approveItems, { agency: EAST });
    const published = await publish('east-web');
    expect(published).toMatchObject({ version: 2, approvedBy: 'east-head', channel: '门户网站' });
    expect(published.unpublishedSince).toBeUndefined();
    expect(published.adjustments).toHaveLength(2);
    expect(await compare('published')).toMatchObject({ missing: [{ serial: '3', repealed: true }], findings: [] });
    expect(
      await tree.ask(`select type from log_entry where tree = 'audit' and type in ('items.adjust', 'items.approve')`),
    ).toHaveLength(4);
  });

  it('is not approved by who imported it, neither in so many words nor by publishing', async () => {
    await tree.does('console', addUser, {
      login: 'east-both',
      agency: EAST,
      roles: ['generalOffice', 'deputyInCharge'],
    });
    await tree.does('east-both', importItems, {
      agency: EAST,
      file: '清单.csv',
      bytes: utf8([HEADER, WATER, AIR, row('11', '固废')].join('\n')),
    });
    await expect(tree.does('east-both', approveItems, { agency: EAST })).rejects.toMatchObject({
      code: 'items.sameDrafter',
    });
    await expect(publish('east-both')).rejects.toMatchObject({ code: 'items.notApproved' });
    expect(await publish()).toMatchObject({ version: 3, approvedBy: 'east-head', adjustments: [] });
  });

  it('keeps an adjustment as it was recorded', async () => {
    await expect(tree.ask(`update item_adjustment set ground = 'repealed'`)).rejects.toThrow();
    await expect(tree.ask('delete from item_adjustment')).rejects.toThrow();
  });

  it('names a matter of the scheme; another is kept and remarked', async () => {
    const { warnings } = await importing(
      'west',
      WEST,
      row('1', '废水', { matter: '污染防治设施运行情况' }),
      row('2', '废气', { matter: '无此事项' }),
    );
    expect(warnings).toMatchObject([{ rowNumber: 3, findings: [{ column: 'matter', code: 'outsidePack' }] }]);
    const list = await tree.looks('west-office', showItems, { agency: WEST, state: 'draft' });
    expect(list.items.map(({ matter }) => matter)).toEqual(['污染防治设施运行情况', '无此事项']);
  });
});

describeDatabases('a list under a scheme that lets items end', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      const { ambiguities } = pack as unknown as { ambiguities: { id: string; switches: { default: string }[] }[] };
      ambiguities.find(({ id }) => id === 'AMB-24')!.switches[0]!.default = 'free';
    });
    await tree.publishItems(CITY);
  });
  afterAll(() => tree.close());

  it('is published without an item of the superior list, which is shown as a warning', async () => {
    await tree.does('east-office', importItems, {
      agency: EAST,
      file: '清单.csv',
      bytes: utf8([HEADER, WATER].join('\n')),
    });
    await tree.does('east-head', publishItems, { agency: EAST, ...publication });
    const view = await tree.looks('east-office', compareItems, { agency: EAST, state: 'published' });
    expect(view.findings).toMatchObject([{ code: 'MISSING_PARENT_ITEM', severity: 'warning' }]);
  });
});
