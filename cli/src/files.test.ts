import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNamed, writeNamed, writePieces } from './files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sunlot-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('pieces make the file, and the answer of the work comes back', async () => {
  const file = join(folder, 'draw.zip');
  const answer = await writePieces(file, async (sink) => {
    await sink(Buffer.from('一'));
    await sink(Buffer.from('二'));
    return 7;
  });
  expect([answer, readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual([7, '一二', ['draw.zip']]);
});

test('work that fails leaves what was there, and nothing half written', async () => {
  const file = join(folder, 'draw.zip');
  writeFileSync(file, 'earlier');
  const failing = writePieces(file, async (sink) => {
    await sink(Buffer.from('half'));
    throw new Error('cut off');
  });
  await expect(failing).rejects.toThrow('cut off');
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['earlier', ['draw.zip']]);
});

test('a place that cannot be written is refused by its name', async () => {
  const work = async () => 1;
  const missing = join(folder, 'nowhere', 'draw.zip');
  const told = { code: 'file.noFolder', details: { folder: join(folder, 'nowhere'), file: missing } };
  await expect(writePieces(missing, work)).rejects.toMatchObject(told);
  await expect(writeNamed(missing, 'x')).rejects.toMatchObject({
    ...told,
    message: `没有目录 ${join(folder, 'nowhere')}，${missing} 没有写。请先建立这个目录，或换一个位置。`,
  });
  await expect(readNamed(missing)).rejects.toMatchObject({ code: 'file.notFound', details: { file: missing } });
  writeFileSync(join(folder, 'sheet.csv'), '');
  await expect(writeNamed(join(folder, 'sheet.csv', 'x.csv'), '')).rejects.toMatchObject({ code: 'file.noFolder' });
  rmSync(join(folder, 'sheet.csv'));
  mkdirSync(join(folder, 'taken'));
  await expect(writePieces(join(folder, 'taken'), work)).rejects.toMatchObject({ code: 'file.isFolder' });
  expect(readdirSync(folder)).toEqual(['taken']);
});
