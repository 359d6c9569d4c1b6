import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { contentTypes, makeSheet, makeXlsx, objectHeader, objectRow, problemOf, zipParts } from './workbook-fixture.ts';

describe('files that are refused', () => {
  const good = () => makeXlsx({ sheets: [{ name: 'a', rows: [objectHeader, objectRow] }] });

  it('the same file without the fault is read', async () => {
    expect(await problemOf(good())).toBeUndefined();
  });

  it('old formats, passwords, web pages, other documents, nothing at all', async () => {
    const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    const text = (content: string) => new TextEncoder().encode(content);
    expect(await problemOf(new Uint8Array([...ole, ...new Array(600).fill(0)]), { fileName: 'a.xls' })).toMatchObject({
      code: 'oldFormat',
    });
    const locked = new Uint8Array([...ole, ...Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await problemOf(locked)).toMatchObject({ code: 'encrypted' });
    expect(await problemOf(text('<html><table>'))).toMatchObject({ code: 'notAWorkbook' });
    expect(await problemOf(text('%PDF-1.7'))).toMatchObject({ code: 'notAWorkbook' });
    expect(await problemOf(new Uint8Array([1, 0, 2, 0]))).toMatchObject({ code: 'notAWorkbook' });
    expect(await problemOf(new Uint8Array())).toMatchObject({ code: 'empty' });
    expect(await problemOf(zipParts({ 'a.txt': 'x' }))).toMatchObject({ code: 'notAWorkbook' });
  });

  it('cut, damaged in a byte, or with a false checksum', async () => {
    const bytes = good();
    expect(await problemOf(bytes.slice(0, -40))).toMatchObject({ code: 'damaged' });
    for (const at of [bytes.length >> 1, bytes.length >> 2]) {
      const flipped = bytes.slice();
      flipped[at]! ^= 0x55;
      const problem = await problemOf(flipped);
      expect(['damaged', 'unsafe', 'notAWorkbook', 'noHeader', 'missingColumns']).toContain(problem?.code);
    }
  });

  it('macros, a document type declaration, a link, a path that leads out', async () => {
    const withPart = (name: string, content = 'x') =>
      makeXlsx({ sheets: [{ name: 'a', rows: [objectHeader, objectRow] }], parts: { [name]: content } });
    expect(await problemOf(withPart('xl/vbaProject.bin'))).toMatchObject({ code: 'macro' });
    const enabled = contentTypes(1).replace('spreadsheetml.sheet.main', 'ms-excel.sheet.macroEnabled.main');
    expect(
      await problemOf(makeXlsx({ sheets: [{ name: 'a', rows: [objectHeader, objectRow] }], contentTypes: enabled })),
    ).toMatchObject({ code: 'macro' });
    const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><sst><si><t>&b;</t></si></sst>';
    expect(await problemOf(withPart('xl/sharedStrings.xml', bomb))).toMatchObject({ code: 'unsafe' });
    expect(await problemOf(withPart('../evil.xml'))).toMatchObject({ code: 'unsafe' });
    expect(await problemOf(asLink(good()))).toMatchObject({ code: 'unsafe' });
  });

  it('a part that unpacks beyond the ratio or beyond the budget, whatever size it states', async () => {
    const blown = makeXlsx({
      sheets: [{ name: 'a', rows: [objectHeader, objectRow], tail: '<a/>'.repeat(8_000_000) }],
    });
    expect(await problemOf(blown)).toMatchObject({ code: 'tooLarge' });
    expect(await problemOf(good(), { limits: { maxInflatedBytes: 3000 } })).toMatchObject({ code: 'tooLarge' });
    expect(await problemOf(good(), { limits: { maxEntries: 3 } })).toMatchObject({ code: 'tooLarge' });
    expect(await problemOf(good(), { limits: { maxBytes: 1000 } })).toMatchObject({ code: 'tooLarge' });
    expect(
      await problemOf(makeSheet([objectHeader, objectRow, objectRow, objectRow]), { limits: { maxRows: 2 } }),
    ).toMatchObject({
      code: 'tooLarge',
    });
  });

  it('two entries of one name', async () => {
    const bytes = Buffer.from(zipParts({ 'aaaa.xml': 'x', 'bbbb.xml': 'y' }));
    const twice = new Uint8Array(Buffer.from(bytes.toString('latin1').replaceAll('bbbb.xml', 'aaaa.xml'), 'latin1'));
    expect(await problemOf(twice)).toMatchObject({ code: 'unsafe' });
  });
});

it('a workbook with any byte changed, packed or inside a part, is read or refused, never an accident', async () => {
  const good = makeSheet([objectHeader, objectRow]);
  const parts = Object.entries(unzipSync(good));
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, at, change) => {
      const flipped = flip(good, at, change);
      const [name, content] = parts[which % parts.length]!;
      const inside = zipParts({ ...Object.fromEntries(parts), [name]: flip(content, at, change) });
      for (const bytes of [flipped, inside]) {
        const problem = await problemOf(bytes);
        expect(problem === undefined || problem.message !== '').toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

function flip(bytes: Uint8Array, at: number, change: number): Uint8Array {
  const out = bytes.slice();
  out[at % out.length]! ^= change;
  return out;
}

/** The same archive with its first entry marked as a symbolic link in the central directory. */
function asLink(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice();
  const view = new DataView(out.buffer);
  for (let at = 0; at < out.length - 4; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    view.setUint32(at + 38, 0o120777 * 0x10000, true);
    return out;
  }
  throw new Error('no central directory');
}
