import type { Lang } from '@sunlot/contract/languages.ts';
import { problemSentence } from '@sunlot/contract/problems.ts';
import type { Problem } from '@sunlot/server/problem.ts';
import { detailsInEnglish } from './english-words.ts';

/** Where a command writes, and in which language: data to `out` (stdout), everything else to stderr. */
export type Output = {
  readonly out: (text: string) => void;
  /** Progress and remarks; silent under `--quiet`. */
  readonly note: (text: string) => void;
  /** What went wrong; always printed. */
  readonly refuse: (text: string) => void;
  /** The text in the language that was asked for: Chinese and English stand side by side where they are used. */
  readonly say: (zh: string, en: string) => string;
  readonly lang: Lang;
  readonly json: boolean;
  /** Is it only shown what would happen? Then nothing may read as if it had. */
  readonly dryRun: boolean;
  /** May a person be asked something? Not under `--no-input`. */
  readonly mayAsk: boolean;
};

/** The output that a command line asks for, before it is parsed: `--json`, `--quiet`, `--no-input`, `--lang`. */
export function outputFor(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  write: { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void },
): Output {
  const end = args.indexOf('--');
  const flags = end < 0 ? args : args.slice(0, end);
  const lang = languageOf(flags, environment.SUNLOT_LANG);
  return {
    out: (text) => write.stdout(`${text}\n`),
    note: flags.includes('--quiet') ? () => {} : (text) => write.stderr(`${text}\n`),
    refuse: (text) => write.stderr(`${text}\n`),
    say: (zh, en) => (lang === 'zh' ? zh : en),
    lang,
    json: flags.includes('--json'),
    dryRun: flags.includes('--dry-run'),
    mayAsk: !flags.includes('--no-input'),
  };
}

/** `--lang` before SUNLOT_LANG before Chinese. A language that does not exist is refused when the line is parsed. */
function languageOf(flags: readonly string[], setting: string | undefined): Lang {
  const at = flags.findLastIndex((flag) => flag === '--lang' || flag.startsWith('--lang='));
  const wanted = at < 0 ? setting : flags[at]!.includes('=') ? flags[at]!.slice('--lang='.length) : flags[at + 1];
  return wanted === 'en' ? 'en' : 'zh';
}

/** Prints the value as one JSON object under `--json`, else the lines made for people. A dry run says so in both. */
export function show(output: Output, value: object, lines: () => readonly string[]): void {
  if (output.json) output.out(JSON.stringify(output.dryRun ? { dryRun: true, ...value } : value));
  else output.out((output.dryRun ? rehearsed(output, lines()) : lines()).join('\n'));
}

function rehearsed({ say }: Output, [first = '', ...rest]: readonly string[]): readonly string[] {
  return [`${say('试运行，不作数：', 'Dry run, does not count: ')}${first.replace(/^✔ /, '')}`, ...rest];
}

/** A table aligned by display width; the first row is the header. */
export function table(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => displayWidth(row[column] ?? ''))));
  return texts.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - displayWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns a text takes on a terminal: East Asian wide and full-width characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(/\p{Mn}/gu, '')) width += WIDE.test(character) ? 2 : 1;
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** A refusal on stderr, or as an object on stdout under `--json`; the text is what happened and what to do. */
export function showProblem(output: Output, problem: Problem): void {
  const message =
    output.lang === 'zh' ? problem.message : problemSentence(problem.code, detailsInEnglish(problem), output.lang);
  if (output.json) output.out(JSON.stringify({ ok: false, code: problem.code, message, details: problem.details }));
  output.refuse(output.say(`✘ ${message}（${problem.code}）`, `✘ ${message} (${problem.code})`));
}
