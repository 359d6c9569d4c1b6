import { describe, expect, test } from 'vitest';
import { loadPack } from '../pack-files.ts';
import { missingIn, rowNames, type SchemeRow } from './part-b.ts';
import { JIANGXIAN_ROWS } from './part-b-jiangxian.ts';
import { XINXIAN_ROWS } from './part-b-xinxian.ts';
import { XIONGAN_ROWS } from './part-b-xiongan.ts';
import { YILIANG_ROWS } from './part-b-yiliang.ts';
import { YINGKOU_ROWS } from './part-b-yingkou.ts';

/** Every row of the table of each scheme is in its pack, as binding as the scheme says. */

const TABLES: readonly { readonly pack: string; readonly rows: readonly SchemeRow[]; readonly count: number }[] = [
  { pack: 'jiangxian', rows: JIANGXIAN_ROWS, count: 24 },
  { pack: 'yingkou', rows: YINGKOU_ROWS, count: 29 },
  { pack: 'xiongan', rows: XIONGAN_ROWS, count: 25 },
  { pack: 'yiliang', rows: YILIANG_ROWS, count: 33 },
  { pack: 'xinxian', rows: XINXIAN_ROWS, count: 17 },
];

describe.each(TABLES)('$pack', ({ pack: name, rows, count }) => {
  const pack = loadPack(name);

  test(`all ${count} rows of its table are kept`, () => {
    expect(rowNames(rows)).toHaveLength(count);
    expect(missingIn(pack, rows)).toEqual([]);
  });

  test('control: a row that is left out is missed', () => {
    for (const name of rowNames(rows)) {
      expect(rowNames(rows.filter(({ row }) => row !== name))).toHaveLength(count - 1);
    }
  });

  test('control: a rule that is gone, or bound otherwise, is noticed by every row that names it', () => {
    const rule = pack.rules.find(({ topic }) => topic === 'publication')!;
    const naming = rows.filter(({ refs }) => refs.includes(rule.id)).length;
    expect(naming).toBeGreaterThan(0);
    const { rules } = pack;
    expect(missingIn({ ...pack, rules: rules.filter((one) => one !== rule) }, rows)).toHaveLength(naming);
    const softer = rules.map((one) => (one === rule ? ({ ...one, strictness: 'soft' } as typeof one) : one));
    expect(missingIn({ ...pack, rules: softer }, rows)).toHaveLength(naming);
  });

  test('control: classes, levels and ambiguities that are gone; an entry that names nothing; another pack', () => {
    const bare = { ...pack, classes: [], levels: [], ambiguities: [] };
    const named = rows.flatMap(({ refs }) => refs).filter((ref) => !ref.includes('/'));
    expect(missingIn(bare, rows)).toHaveLength(named.length);
    const [first] = rows;
    expect(missingIn(pack, [{ ...first!, refs: [] }])).toHaveLength(1);
    expect(missingIn(pack, [{ ...first!, pack: 'elsewhere' }])).toHaveLength(1);
  });
});
