import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { importHandedDown } from '../handed-down/import-handed-down.ts';
import { importObjects } from '../objects/import-objects.ts';
import { approveOverride, endOverride } from './decide-override.ts';
import { showClass } from './list-overrides.ts';
import { proposeOverride } from './propose-override.ts';

/** Membership that moves between quarters: the worked case J-06 of 绛县, with its 159 objects. */
const BASES = {
  '2025-02-14': { key: 37, general: 113, special: 9 },
  '2025-05-14': { key: 39, general: 115, special: 5 },
  '2025-08-14': { key: 42, general: 117 },
  '2025-11-14': { key: 35, general: 112, special: 12 },
};
const codes = (n: number, from: number) => Array.from({ length: n }, (_, i) => inventedCode(from + i));
const KEY = codes(37, 7000);
/** Special in the first quarter: five that are key dischargers otherwise, four that are not. */
const [SPECIAL_KEY, SPECIAL_GENERAL] = [codes(5, 7100), codes(4, 7200)];
const START = '2024-12-20T01:00:00Z';

describeDatabases('the classes that an object had', (target) => {
  let county: County;
  let now = Date.parse(START);
  let general: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target, { at: START, keyObjects: 0 });
    general = (await ask<{ key: string }>('select key from inspection_object order by key')).map(({ key }) => key);
  });
  afterAll(() => county.close());

  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const goTo = (day: string) => {
    const then = Date.parse(`${day}T01:00:00Z`);
    county.wait((then - now) / 1000);
    now = then;
  };
  type Row = { readonly key: string; readonly listed: boolean; readonly penalties?: readonly string[] };
  const imports = (rows: readonly Row[]) => {
    const head = '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,状态,重点排污单位,行政处罚';
    const lines = rows.map(({ key, listed, penalties = [] }) =>
      [
        `假想${key}`,
        key,
        '示范路',
        '某某',
        COUNTY,
        '登记管理',
        '正常',
        listed ? '是' : '否',
        penalties.join('；'),
      ].join(),
    );
    const input = { agency: COUNTY, file: '名录.csv', bytes: utf8([head, ...lines].join('\n')) };
    return county.does('zonghe', importObjects, input);
  };
  const shows = (object: string) => county.looks('jijian', showClass, { agency: COUNTY, object });
  const history = async (object: string) =>
    (await shows(object)).intervals.map(({ class: cls, from, recorded }) => [cls, from, recorded]);
  const FIRST = ['2024-11-05'];
  const SECOND = ['2024-11-05', '2025-02-20'];

  it('are on record when an import changes what they are reckoned from', async () => {
    await imports([
      ...KEY.map((key) => ({ key, listed: true })),
      ...SPECIAL_KEY.map((key) => ({ key, listed: true, penalties: FIRST })),
      ...SPECIAL_GENERAL.map((key) => ({ key, listed: false, penalties: FIRST })),
    ]);
    // What came new is reckoned: its row has said nothing else yet.
    expect(await ask('select * from class_change')).toEqual([]);
    goTo('2025-02-25');
    await imports([
      { key: SPECIAL_KEY[0]!, listed: true, penalties: SECOND },
      { key: SPECIAL_GENERAL[0]!, listed: false, penalties: SECOND },
      ...KEY.slice(0, 2).map((key) => ({ key, listed: true, penalties: ['2025-02-20'] })),
      { key: general[0]!, listed: false, penalties: ['2025-02-20'] },
    ]);
    expect(
      await ask(
        `select from_day, before, after, cause, source is not null as named from class_change
         where object_key = '${SPECIAL_KEY[0]}' order by position`,
      ),
    ).toEqual([
      { from_day: '2024-01-01', before: null, after: 'key', cause: 'time', named: true },
      { from_day: '2025-01-01', before: 'key', after: 'special', cause: 'time', named: true },
      { from_day: '2025-02-25', before: 'special', after: 'special', cause: 'import', named: true },
    ]);
    await expect(ask('delete from class_change')).rejects.toThrow(/append-only/);
  });

  it('enter and leave with the quarter: an entry and an audit row each when its list is frozen', async () => {
    goTo('2025-04-10');
    const audited = async () =>
      (
        await ask<{ subject: string }>(`select subject from log_entry where tree = 'audit' and type = 'class.change'`)
      ).map(({ subject }) => subject);
    const before = await audited();
    const task = await county.addTask('2025Q2', 12);
    const { draw } = await county.does('zonghe', freezeDraw, { task });
    const frozen = await ask<{ object_key: string; before: string; after: string; exited_uninspected: boolean }>(
      `select object_key, before, after, exited_uninspected from class_change
       where source = '${draw}' and from_day = '2025-04-01'`,
    );
    const named = (cls: string) => frozen.filter(({ after }) => after === cls).map(({ object_key }) => object_key);
    expect(named('special').sort()).toEqual([...KEY.slice(0, 2), general[0]!].sort());
    expect(named('key').sort()).toEqual([...SPECIAL_KEY.slice(1)].sort());
    expect(named('general').sort()).toEqual([...SPECIAL_GENERAL.slice(1)].sort());
    // Nobody was inspected in the quarter: they leave all the same, and it shows (AMB-20).
    expect(frozen).toHaveLength(10);
    for (const one of frozen) expect(one.exited_uninspected).toBe(one.before === 'special');
    expect((await audited()).slice(before.length).sort()).toEqual(
      // Of those who leave, the entry at New Year comes on record as well.
      [...frozen, ...frozen.filter(({ before: was }) => was === 'special')].map((one) => one.object_key).sort(),
    );
    expect((await shows(SPECIAL_KEY[1]!)).intervals.map((one) => [one.class, one.from, one.exitedUninspected])).toEqual(
      [
        ['special', '2025-01-01', false],
        ['key', '2025-04-01', true],
      ],
    );
  });

  it('are not rewritten by a row that says otherwise: the bases of the year stay 37, 39, 42 and 35', async () => {
    goTo('2025-08-06');
    await imports([
      ...KEY.slice(2, 9).map((key) => ({ key, listed: true, penalties: ['2025-08-05'] })),
      ...general.slice(1, 6).map((key) => ({ key, listed: false, penalties: ['2025-08-05'] })),
    ]);
    goTo('2025-12-20');
    const all = [...KEY, ...SPECIAL_KEY, ...SPECIAL_GENERAL, ...general];
    expect(all).toHaveLength(159);
    await imports(all.map((key) => ({ key, listed: false })));
    const counts: Record<string, Record<string, number>> = {};
    for (const object of all) {
      const { intervals, class: cls, reasons } = await shows(object);
      expect([cls, reasons.map(({ fact }) => fact)]).toEqual(['general', ['不符合其他类别的条件']]);
      for (const day of Object.keys(BASES)) {
        const had = intervals.find(({ from, to }) => from <= day && day <= to)!;
        expect(had.recorded).toBe(true);
        counts[day] ??= {};
        counts[day][had.class] = (counts[day][had.class] ?? 0) + 1;
      }
    }
    expect(counts).toEqual(BASES);
    const [first, special] = (await shows(KEY[0]!)).intervals;
    expect(first).toMatchObject({ class: 'key', from: '2025-01-01', to: '2025-03-31' });
    expect(special).toMatchObject({ class: 'special', to: '2025-06-30', reasons: [{ date: '2025-02-20' }] });
    // Asked for a day that is over, the answer is what the record says of it; of today, what the row says.
    const answer = async (on: string) => {
      const view = await county.looks('zonghe', showClass, { agency: COUNTY, object: KEY[0]!, on });
      return [view.class, view.reasons.map(({ date }) => date)];
    };
    expect(await answer('2025-02-01')).toEqual(['key', first!.reasons.map(({ date }) => date)]);
    expect(await answer('2025-05-01')).toEqual(['special', ['2025-02-20']]);
    expect((await answer('2025-12-20'))[0]).toBe('general');
  });

  it('have an entry for a class set by hand, its end, and a list handed down', async () => {
    goTo('2026-03-02');
    const [object, listed] = [general[20]!, general[21]!];
    const asked = { agency: COUNTY, object, class: 'special', reason: '专题会议', to: '2026-12-31' };
    const { id } = await county.does('zonghe', proposeOverride, asked);
    await county.does('lingdao', approveOverride, { agency: COUNTY, override: id });
    goTo('2026-03-20');
    await county.does('lingdao', endOverride, { agency: COUNTY, override: id, reason: '已消除' });
    expect(await history(object)).toEqual([
      ['general', '2026-01-01', true],
      ['special', '2026-03-02', true],
      ['general', '2026-03-20', true],
    ]);
    const list = { agency: COUNTY, class: 'key', year: 2026, level: 'municipal' as const, document: '名录〔2026〕1号' };
    const name = `假想${listed}`;
    await county.does('zonghe', importHandedDown, { ...list, entries: [{ name, key: listed }] });
    // The list is of the year, and was not known in January.
    expect(await history(listed)).toEqual([
      ['general', '2026-01-01', true],
      ['key', '2026-03-20', true],
    ]);
    expect(
      await ask(
        `select cause, count(*)::int as n from class_change where from_day >= '2026-03-02' group by cause order by cause`,
      ),
    ).toEqual([
      { cause: 'handedDown', n: 1 },
      { cause: 'override', n: 2 },
    ]);
  });
});
