import { objectVocabulary } from '@sunlot/contract/object-columns.ts';
import { expect, it } from 'vitest';
import { readTable, streamTable } from './read-table.ts';
import { makeSheet, objectHeader, objectRow, tableOf } from './workbook-fixture.ts';

const vocabulary = objectVocabulary;
const many = () => makeSheet([objectHeader, ...Array.from({ length: 2500 }, () => objectRow)]);

it('a list read in a thread of its own is what it is when read here', async () => {
  const bytes = many();
  const result = await readTable(bytes, '名录.xlsx', { vocabulary });
  expect(result).toEqual({ ok: true, value: await tableOf(bytes) });
});

it('a refusal comes back from the thread as a value', async () => {
  const result = await readTable(new TextEncoder().encode('甲,乙\n1,2\n'), 'a.csv', { vocabulary });
  expect(result).toMatchObject({ ok: false, error: { code: 'noHeader' } });
});

it('rows come in batches, and leaving early is possible', async () => {
  const stream = await streamTable(many(), 'a.xlsx', { vocabulary });
  if (!stream.ok) throw new Error(stream.error.message);
  const sizes: number[] = [];
  for await (const { rows } of stream.value.batches) {
    sizes.push(rows.length);
    if (sizes.length === 2) break;
  }
  expect(sizes).toEqual([250, 250]);
  expect((await stream.value.batches.next()).done).toBe(true);
});

it('a file that proves damaged behind good rows is refused as a whole', async () => {
  const text = `${objectHeader.join(',')}\n${`${objectRow.join(',')}\n`.repeat(3000)}"甲厂,`;
  const result = await readTable(new TextEncoder().encode(text), 'a.csv', { vocabulary });
  expect(result).toMatchObject({ ok: false, error: { code: 'damaged' } });
});

it('a reading that takes too long is stopped', async () => {
  const result = await readTable(many(), 'a.xlsx', { vocabulary, limits: { maxSeconds: 0 } });
  expect(result).toMatchObject({ ok: false, error: { code: 'tooSlow' } });
});
