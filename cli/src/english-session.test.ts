import { globSync, readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { englishSession } from './typed-session.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const HAN = /\p{Script=Han}+/gu;

/** The texts of a workbook: what stands between the tags of its parts. */
function textsOf(file: string): string {
  const bytes = readFileSync(ROOT + file);
  if (!file.endsWith('.xlsx')) return bytes.toString('utf8');
  let text = '';
  for (
    let at = bytes.lastIndexOf('PK\u0005\u0006'), entry = bytes.readUInt32LE(at + 16), n = bytes.readUInt16LE(at + 10);
    n > 0;
    n--
  ) {
    const [size, names, extra, note] = [20, 28, 30, 32].map((skip) =>
      skip === 20 ? bytes.readUInt32LE(entry + skip) : bytes.readUInt16LE(entry + skip),
    ) as [number, number, number, number];
    const local = bytes.readUInt32LE(entry + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const part = bytes.subarray(from, from + size);
    text += (bytes.readUInt16LE(entry + 10) === 0 ? part : inflateRawSync(part))
      .toString('utf8')
      .replace(/<[^>]+>/g, '\n');
    entry += 46 + names + extra + note;
  }
  return text;
}

/**
 * A scheme's year typed for a reader of English: what is Chinese in the answers was put in by the office, is a heading of its workbooks, or
 * is said by the scheme. Whatever the program says by itself is English.
 */
const session = englishSession('docs/schemes/yingkou.md');
let known = '';
beforeAll(async () => {
  const data = [
    ...globSync('examples/yingkou/*.{xlsx,csv}', { cwd: ROOT }),
    ...globSync('contract/src/*-columns.ts', { cwd: ROOT }),
    'core/packs/yingkou.yaml',
  ];
  known = [...data.map(textsOf), ...session.steps.map(({ args }) => args.join('\n'))].join('\n');
  await session.type();
}, 400_000);
afterAll(session.end);

const isOwn = (said: string) => (said.match(HAN) ?? []).some((run) => !known.includes(run));

test('every command ends as it does in Chinese', () => {
  expect(session.surprises()).toEqual([]);
});

test('no sentence is left in Chinese: only names, words of workbooks, clauses and the words that are read aloud', () => {
  const seen = new Map<string, number>();
  const lines = session.steps.flatMap(({ line }) => {
    const nth = seen.get(line) ?? 0;
    seen.set(line, nth + 1);
    const { out, note } = session.answer(line, nth);
    return `${out}${note}`.split('\n').map((said) => ({ line, said }));
  });
  expect(lines.length).toBeGreaterThan(300);
  const own = lines
    // The name of the workbook that is handed back, and the twelve words of a fingerprint.
    .map(({ line, said }) => ({
      line,
      said: said.replace(/-退回\.xlsx/g, '').replace(/^(\s*Words )[\p{Script=Han} ]+/u, '$1'),
    }))
    .filter(({ said }) => isOwn(said));
  expect(own).toEqual([]);
  // The control: sentences of the program as they are in Chinese are found.
  for (const said of ['名称尚未公开', '县级已完成抽查、可再次抽查的有 0 家，按要求应再次抽查 1 家', '✔ 已登记'])
    expect([said, isOwn(said)]).toEqual([said, true]);
});
