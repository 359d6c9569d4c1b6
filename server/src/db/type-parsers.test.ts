import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestDatabase } from './test-database.ts';

describeDatabases('values out of the database', (target) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await target.open();
  });
  afterAll(() => database.close());

  async function read(expression: string): Promise<unknown> {
    return (await database.pool.query<{ value: unknown }>(`select ${expression} as value`)).rows[0]!.value;
  }

  it.each([
    ['9007199254740991::int8', 9007199254740991],
    ['-1::int8', -1],
    ['count(*)', 1],
    [`date '2024-02-29'`, '2024-02-29'],
    ['1234567890123456789.50::numeric', '1234567890123456789.50'],
    [`timestamptz '2026-11-20 09:00:00+08'`, '2026-11-20T01:00:00.000Z'],
    [`timestamptz '2026-11-20 09:00:00.5+05:30'`, '2026-11-20T03:30:00.500Z'],
    [`timestamptz '1900-01-01 00:00:00+08:05:43'`, '1899-12-31T15:54:17.000Z'],
    ['null::int8', null],
    [`'{1,NULL,3}'::int8[]`, [1, null, 3]],
    [`'{}'::int8[]`, []],
    [`array[date '2026-01-01', null]`, ['2026-01-01', null]],
    [`array[1.10::numeric]`, ['1.10']],
    [`array[timestamptz '2026-11-20 09:00:00+08']`, ['2026-11-20T01:00:00.000Z']],
    [`array['a,b', '阳光']::text[]`, ['a,b', '阳光']],
    ['7::int4', 7],
    ['true', true],
  ])('%s', async (expression, expected) => {
    expect(await read(expression)).toEqual(expected);
  });

  it('refuses an int8 that a number cannot hold', async () => {
    await expect(read('9007199254740992::int8')).rejects.toThrow(RangeError);
    expect(await read('9007199254740992::int8::text')).toBe('9007199254740992');
  });

  it('gives back the moment that was put in', async () => {
    const at = '2026-11-20T01:02:03.456Z';
    const { rows } = await database.pool.query('select $1::timestamptz as at', [at]);
    expect(rows).toEqual([{ at }]);
  });
});
