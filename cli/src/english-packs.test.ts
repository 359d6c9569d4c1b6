import { readFileSync } from 'node:fs';
import { loadPack, readPackSource } from '@sunlot/server/packs/pack-files.ts';
import { expect, test } from 'vitest';
import { PACK_FAULTS, packFaultInEnglish } from './english-packs.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const SOURCES = [
  ...['decode', 'condition-faults', 'condition-words', 'condition-decoder', 'near-miss', 'pack-document'],
  ...['pack-references', 'pack-sense', 'pack-warnings', 'place', 'plan-references', 'rule-references', 'rule-values'],
  ...['switch-needs'],
].map((name) => `core/src/policy/${name}.ts`);
const YAML = ['server/src/packs/yaml-faults.ts', 'server/src/packs/role-faults.ts', 'server/src/packs/pack-files.ts'];
const HAN = /\p{Script=Han}/u;

/** What a source says, each part that is filled in as 〔…〕; fragments are said inside a sentence. */
function sentencesOf(source: string): readonly string[] {
  const text = source.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
  const part = String.raw`\$\{(?:[^{}\x60]|\{[^{}]*\})*\}`;
  const literals = [
    ...text.matchAll(new RegExp(String.raw`'([^'\n]*。)'|\x60((?:[^\x60$]|${part})*。(?:${part})*)\x60`, 'g')),
  ];
  return literals
    .map(([, plain, template]) => plain ?? template!.replace(new RegExp(part, 'g'), '〔…〕'))
    .filter((sentence) => HAN.test(sentence));
}

test('every sentence that pack check says has its English twin', () => {
  const all = [...SOURCES, ...YAML].flatMap((path) => sentencesOf(readFileSync(`${ROOT}/${path}`, 'utf8')));
  expect(all.length).toBeGreaterThan(90);
  const untold = all.filter((sentence) =>
    HAN.test(packFaultInEnglish(sentence).replace(/“[^”]*”|执法人员不得少于两人/g, '')),
  );
  expect(untold).toEqual([]);
});

test('each part of a sentence is said once', () => {
  for (const [chinese, english] of PACK_FAULTS) {
    const places = [...chinese.matchAll(/\{\}/g)].length;
    const used = new Set([...english.matchAll(/\$(\d)/g)].map(([, place]) => Number(place)));
    expect([chinese, Math.max(0, ...used) <= places]).toEqual([chinese, true]);
  }
});

test.each([
  ['ratio/key/county', ['min: 25%', 'min: 120%']],
  ['an unknown topic', ['jiangxian/ratio/key/county', 'jiangxian/ratios/key/county']],
  ['a field that is none', ['strictness: hard', 'strictnes: hard']],
])('a shipped pack with a slip is told so in English: %s', (_, [right, wrong]) => {
  const source = readPackSource('jiangxian')!;
  expect(source.text).toContain(right);
  const loaded = loadPack({ ...source, text: source.text.replace(right!, wrong!) });
  const faults = 'faults' in loaded ? loaded.faults : [];
  expect(faults.length).toBeGreaterThan(0);
  for (const { message } of faults) {
    expect(message).toMatch(HAN);
    expect(packFaultInEnglish(message).replace(/“[^”]*”/g, '')).not.toMatch(HAN);
  }
});
