import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from './run.ts';

const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8');
const rows = (page: string, pattern: RegExp) => [...read(page).matchAll(pattern)].map((match) => match[1] ?? '');

test('the page of domain words names each identifier once', () => {
  const identifiers = rows('docs/domain-words.md', /^\| [^`|]+ \| `([a-z]\w+)` \|/gm);
  expect(identifiers).toHaveLength(145);
  expect(new Set(identifiers).size).toBe(145);
});

test('the page of domain words explains each finding code that core can give, and no other', () => {
  const given = rows('core/src/policy/findings.ts', /^ {2}'([A-Z_0-9]+)',$/gm);
  expect(given).not.toEqual([]);
  expect(rows('docs/domain-words.md', /^\| `([A-Z_0-9]+)` \|/gm).sort()).toEqual(given.sort());
});

test('decision records are numbered without a gap, dated, complete, and listed with their title', () => {
  const files = readdirSync(join(REPOSITORY, 'docs/decisions'))
    .filter((name) => name !== 'README.md')
    .sort();
  const listed = read('docs/decisions/README.md');
  files.forEach((name, index) => {
    const number = String(index + 1).padStart(4, '0');
    const text = read(`docs/decisions/${name}`);
    const title = new RegExp(`^# ${number} (.+)\n\n\\d{4}-\\d\\d-\\d\\d · (?:accepted|superseded by \\d{4})\n`).exec(
      text,
    )?.[1];
    expect(listed).toContain(`| [${number}](${name}) | ${title} |`);
    for (const part of ['Context', 'Decision', 'Why', 'Consequences']) expect(text).toContain(`**${part}.** `);
  });
  expect(files.length).toBeGreaterThan(0);
});

test('the licence is the whole official text in both languages', () => {
  const text = read('LICENSE');
  for (const part of ['木兰宽松许可证, 第2版', '条款结束', 'Mulan PSL v2', 'END OF THE TERMS AND CONDITIONS']) {
    expect(text).toContain(part);
  }
  for (const path of ['package.json', ...['core', 'contract', 'server', 'cli'].map((name) => `${name}/package.json`)]) {
    expect(JSON.parse(read(path))).toMatchObject({ license: 'MulanPSL-2.0' });
  }
});

test('continuous integration runs what the contributor runs', () => {
  const commands = read('.ci/run')
    .split('\n')
    .filter((line) => line !== '' && !/^(?:#|set |cd )/.test(line));
  expect(commands).toEqual(['npm ci && npm test']);
  expect(read('README.md')).toContain('npm ci && npm test');
});
