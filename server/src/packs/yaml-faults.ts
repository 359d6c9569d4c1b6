import type { LineCounter, YAMLError } from 'yaml';

/** A place in a file, 1-based. */
export type Position = { readonly line: number; readonly column: number };

export type YamlFault = Position & { readonly message: string };

/** What makes a text no YAML, in Chinese, the first fault of each line: those after it mostly follow from it. */
export function yamlFaults(errors: readonly YAMLError[], text: string, lines: LineCounter): readonly YamlFault[] {
  const byLine = new Map<number, YamlFault>();
  for (const error of errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    if (!byLine.has(line)) byLine.set(line, { line, column: col, message: sentence(error, lineText(text, line)) });
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line);
}

function lineText(text: string, line: number): string {
  return text.split(/\r\n|\r|\n/)[line - 1] ?? '';
}

function sentence({ code, message }: YAMLError, line: string): string {
  if (code === 'BAD_SCALAR_START') {
    const character = /character (\S)/.exec(message)?.[1] ?? '';
    return `值不能以 ${character} 开头，请把整个值放进英文双引号："${character}…"。`;
  }
  if (code === 'MULTILINE_IMPLICIT_KEY') {
    return line.includes('：')
      ? '“：”是中文冒号，请改成英文冒号加一个空格“: ”。'
      : '这一行少了“: ”：键后面写英文冒号和一个空格，如 id: key。';
  }
  if (code === 'MISSING_CHAR') return missing(message);
  if (code === 'UNEXPECTED_TOKEN' && /['"]/.test(line)) {
    return '引号之后还有内容：整个值要放在一对英文双引号里，里面的引号请写成中文引号。';
  }
  if (code === 'BAD_INDENT' && /end with a [\]}]/.test(message)) {
    return `前面的 ${message.includes(']') ? '[ 没有用 ]' : '{ 没有用 }'} 结束，请补上，或核对缩进。`;
  }
  return SENTENCES[code] ?? `这里不符合 YAML 的写法（${code}），请核对缩进、冒号和引号。`;
}

function missing(message: string): string {
  const character = /closing (\S)quote/.exec(message)?.[1];
  if (character) return `引号 ${character} 没有成对，请补上另一半。`;
  return '缩进不对，或少了“,”、“:”、“- ”：同一组的各行要从同一列开始，花括号里各项之间要有逗号。';
}

const SENTENCES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: '缩进用了制表符（Tab），请改成空格。',
  DUPLICATE_KEY: '同一组里这个键写了两次，请删去一个或改名。',
  BAD_INDENT: '缩进不对：同一组的各行要从同一列开始，请用空格对齐。',
  BLOCK_AS_IMPLICIT_KEY: '值里又出现了“: ”：请把整个值放进英文双引号；值里没有冒号的，是下一行缩进多了。',
  BLOCK_IN_FLOW: '花括号、方括号里各项之间要用英文逗号隔开。',
  MULTIPLE_DOCS: '文件里有第二个“---”：一个文件只写一个政策包。',
  UNEXPECTED_TOKEN: '这里多了内容，请核对上一行的缩进、“- ”和括号。',
  BAD_ALIAS: '“*”表示引用别处的“&”，这里没有；要写星号请加英文双引号。',
};
