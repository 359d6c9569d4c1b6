import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeXlsx } from '../workbooks/workbook-fixture.ts';
import { inspectorsBook } from './inspectors-workbook.ts';
import { itemsBook } from './items-workbook.ts';
import { jiangxianVisits } from './jiangxian-visits.ts';
import { objectRows, objectsBook } from './objects-workbook.ts';
import { csvBytes } from './office-form.ts';
import { xinxianFiles } from './xinxian.ts';
import { xionganFiles } from './xiongan.ts';
import { yiliangFiles } from './yiliang.ts';
import { yingkouFiles } from './yingkou.ts';

/** Where the examples lie in the repository. */
export const EXAMPLES = join(import.meta.dirname, '../../../examples');

/** The example files of all schemes, by folder and name; the same bytes every time. */
export function exampleFiles(): Readonly<Record<string, Uint8Array>> {
  const folders = {
    jiangxian: jiangxianFiles(),
    yingkou: yingkouFiles(),
    xiongan: xionganFiles(),
    yiliang: yiliangFiles(),
    xinxian: xinxianFiles(),
  };
  return Object.fromEntries(
    Object.entries(folders).flatMap(([folder, files]) =>
      Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, bytes]),
    ),
  );
}

function jiangxianFiles(): Readonly<Record<string, Uint8Array>> {
  return {
    'objects.xlsx': makeXlsx(objectsBook()),
    'inspectors.xlsx': makeXlsx(inspectorsBook()),
    'items.xlsx': makeXlsx(itemsBook()),
    'objects.csv': csvBytes(objectRows(true)),
    'visits.xlsx': jiangxianVisits(),
  };
}

/** Writes the examples: `node server/src/examples/write-examples.ts`. */
function writeExamples(): void {
  for (const [name, bytes] of Object.entries(exampleFiles())) {
    const path = join(EXAMPLES, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

if (process.argv[1] === import.meta.filename) writeExamples();
