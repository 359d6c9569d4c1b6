import type { Problem } from '@sunlot/server/problem.ts';

/** Where a command writes: data to `out` (stdout), everything else to `note` (stderr). */
export type Output = {
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
  readonly json: boolean;
};

/** Prints the value as one JSON object under `--json`, else the lines made for people. */
export function show(output: Output, value: unknown, lines: () => readonly string[]): void {
  output.out(output.json ? JSON.stringify(value) : lines().join('\n'));
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
  if (output.json)
    output.out(JSON.stringify({ ok: false, code: problem.code, message: problem.message, details: problem.details }));
  output.note(`✘ ${problem.message}（${problem.code}）`);
}
