import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { csvRows } from './read-csv.ts';
import { objectHeader, objectRow, problemOf, tableOf } from './workbook-fixture.ts';

describe('text files', () => {
  const csv = `\u5355\u4f4d\u540d\u79f0,${objectHeader.slice(1).join(',')}\r\n"示范县""青禾"",甲厂",91999999MA0000001N,一号路,王䶮,140826,重点管理,正常,\r\n`;

  it.each(['utf8', 'utf8bom', 'gb18030', 'utf16le'])('in %s are read alike', async (encoding) => {
    const mark = encoding === 'utf8bom' ? '\ufeff' : '';
    const bytes =
      encoding === 'utf8bom' || encoding === 'utf8'
        ? Buffer.from(mark + csv)
        : iconv.encode(csv, encoding, { addBOM: encoding === 'utf16le' });
    const table = await tableOf(new Uint8Array(bytes), { fileName: '名录.csv' });
    expect(table.rows[0]).toMatchObject({
      rowNumber: 2,
      cells: { name: '示范县"青禾",甲厂', legalRepresentative: '王䶮' },
    });
  });

  it('with tabs or semicolons between the cells are read as well', async () => {
    for (const delimiter of ['\t', ';']) {
      const bytes = new TextEncoder().encode([objectHeader, objectRow].map((row) => row.join(delimiter)).join('\n'));
      expect((await tableOf(bytes)).rows).toHaveLength(1);
    }
  });

  it('of many pieces are read whole, and nothing is left waiting on the way', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const rows = 50_000;
    const line = `${'甲'.repeat(40)},91999999MA0000001N,一号路\n`;
    let read = 0;
    for await (const batch of csvRows(new TextEncoder().encode(line.repeat(rows)))) read += batch.length;
    // Warnings come on a later turn than what they warn of.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect({ read, warnings }).toEqual({ read: rows, warnings: [] });
  });

  it('in no known encoding, or with a quote left open, are refused', async () => {
    expect(await problemOf(new Uint8Array([0x41, 0xff, 0x2c, 0x80, 0x0a]))).toMatchObject({ code: 'unknownEncoding' });
    const open = new TextEncoder().encode(`${objectHeader.join(',')}\n"甲厂,1,2\n`);
    expect(await problemOf(open)).toMatchObject({ code: 'damaged' });
  });
});
