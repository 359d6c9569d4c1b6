import { ENGLISH_ROWS } from './english-rows-table.ts';

type Pattern = { readonly pattern: RegExp; readonly english: string; readonly verbatim: readonly boolean[] };

const PATTERNS = ENGLISH_ROWS.map(([chinese, english]): Pattern => {
  const parts = chinese.split('{}');
  const plain = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  // What stands between quotation marks somebody typed.
  return {
    pattern: new RegExp(`^${plain.join('(.*?)')}$`, 'su'),
    english,
    verbatim: parts.map((part) => part.endsWith('“')),
  };
});

/** What an import says of a row, in English; as it stands where the table does not have it. */
export function rowInEnglish(message: string): string {
  for (const { pattern, english, verbatim } of PATTERNS) {
    const match = pattern.exec(message);
    if (!match) continue;
    return english.replace(/\$(\d)/g, (_, place: string) => {
      const part = match[Number(place)] ?? '';
      return verbatim[Number(place) - 1] ? part : rowInEnglish(part);
    });
  }
  return message;
}
