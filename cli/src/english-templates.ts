/** Chinese sentences with `{}` for each of their parts, and what they say; `$1` … are the parts, themselves in English where they are known. */
export type Templates = readonly (readonly [string, string])[];

type Pattern = { readonly pattern: RegExp; readonly english: string; readonly verbatim: readonly boolean[] };

/** What says a sentence of these in English; as it stands where none fits. What stands between quotation marks somebody typed. */
export function translator(templates: Templates): (sentence: string) => string {
  const patterns = templates.map(([chinese, english]): Pattern => {
    const parts = chinese.split('{}');
    const plain = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
    return {
      pattern: new RegExp(`^${plain.join('(.*?)')}$`, 'su'),
      english,
      verbatim: parts.map((part) => part.endsWith('“')),
    };
  });
  return function inEnglish(sentence: string): string {
    for (const { pattern, english, verbatim } of patterns) {
      const match = pattern.exec(sentence);
      if (!match) continue;
      const said = english.replace(/\$(\d)/g, (_, place: string) => {
        const part = match[Number(place)] ?? '';
        return verbatim[Number(place) - 1] ? part : inEnglish(part);
      });
      return said.trimEnd();
    }
    return sentence;
  };
}
