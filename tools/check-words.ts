import {
  type AstNode,
  type CheckResult,
  type Finding,
  isCode,
  isNode,
  isTest,
  isText,
  lineOf,
  parse,
  readText,
  type Tree,
  walk,
} from './tree.ts';

/** Words no file holds. Written so that this file does not hold them either. */
const WORDS: { rule: string; pattern: RegExp; message: string }[] = [
  {
    rule: 'words/machine-path',
    pattern:
      /(?<![\w.:/])\/(?:work|root|Users|home\/(?!sunlot)\w+)\/|[A-Z]:\\{1,2}Users|https?:\/\/[\w.-]+\.(?:internal|intranet|lan|corp)\b|\.\.\/shared\b|\bshared\/(?:spec|seeds|golden|hooks)\b/g,
    message: 'a place on somebody’s machine',
  },
  {
    rule: 'words/unfinished',
    pattern: /\b(?:TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/g,
    message: 'finish it, or write it down where it is planned',
  },
  {
    rule: 'words/suppression',
    pattern:
      /biome-[i]gnore|(?:oxlint|eslint)-[d]isable|@ts-(?:[i]gnore|[n]ocheck|[e]xpect-error)|(?:v8|c8|istanbul) [i]gnore/g,
    message: 'mend what the tool says, do not silence it',
  },
];

const JURISDICTION = /yi[n]gkou|xi[o]ngan|jia[n]gxian|yi[l]iang|xi[n]xian|营[口]|雄[安]|绛[县]|宜[良]/i;
const JURISDICTIONS_LIVE_IN = /^(?:core\/packs|bench|docs|e2e|tools)\/|(?:^|\/)(?:demo|examples)(?:[/.-]|$)/;

const TEST_CALLS = new Set(['test', 'it', 'describe', 'suite', 'bench']);
const TEST_SWITCHES = new Set(['only', 'skip', 'todo', 'fails']);

/** Traces of one machine, of unfinished work, of silenced tools, of one county in code that serves all. */
export function checkWords(tree: Tree): CheckResult {
  const files = tree.files.filter(isText);
  const findings = files.flatMap((path) => {
    const text = readText(tree, path);
    if (path === 'package-lock.json') return judgeLockfile(path, text);
    return [...judgeText(path, text), ...(isCode(path) ? judgeCode(path, text) : judgeSql(path, text))];
  });
  return { findings, looked: files.length };
}

function judgeText(path: string, text: string): Finding[] {
  return WORDS.flatMap(({ rule, pattern, message }) =>
    [...text.matchAll(pattern)].map((match) => ({
      rule,
      path,
      line: lineOf(text, match.index),
      message: `"${match[0]}": ${message}`,
    })),
  );
}

/** Comments may cite a scheme by its name; identifiers and texts may not. */
function judgeCode(path: string, text: string): Finding[] {
  const findings: Finding[] = [];
  const general = !isTest(path) && !JURISDICTIONS_LIVE_IN.test(path);
  walk(parse(path, text), (node) => {
    const line = lineOf(text, node.start);
    if (general && JURISDICTION.test(wordsOf(node))) {
      findings.push({
        rule: 'words/jurisdiction',
        path,
        line,
        message: 'one county’s name in code for all: it belongs in its pack',
      });
    }
    if (switchesTests(node)) {
      findings.push({ rule: 'words/test-switch', path, line, message: 'every test runs' });
    }
  });
  return findings;
}

function wordsOf(node: AstNode): string {
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'Literal') return String(node.value);
  if (node.type === 'JSXText') return String(node.value);
  return node.type === 'TemplateElement' ? JSON.stringify(node.value) : '';
}

/** `test.only`, `describe.skip`, `it.concurrent.todo`, …; conditions (`skipIf`, `runIf`) are allowed and shown in the result. */
function switchesTests(node: AstNode): boolean {
  if (node.type !== 'MemberExpression' || !isNode(node.property)) return false;
  if (!TEST_SWITCHES.has(String(node.property.name))) return false;
  let root: unknown = node.object;
  while (isNode(root) && root.type === 'MemberExpression') root = root.object;
  return isNode(root) && TEST_CALLS.has(String(root.name));
}

function judgeSql(path: string, text: string): Finding[] {
  if (!path.endsWith('.sql') || JURISDICTIONS_LIVE_IN.test(path)) return [];
  return text.split('\n').flatMap((line, index) => {
    if (!JURISDICTION.test(line.replace(/--.*$/, ''))) return [];
    return [{ rule: 'words/jurisdiction', path, line: index + 1, message: 'one county’s name in a schema for all' }];
  });
}

/** The lockfile names no registry but the public one. */
function judgeLockfile(path: string, text: string): Finding[] {
  return [...text.matchAll(/"resolved": "(?!https:\/\/registry\.npmjs\.org\/)(\w+:[^"]*)"/g)].map((match) => ({
    rule: 'words/registry',
    path,
    line: lineOf(text, match.index),
    message: `${match[1]} is not the public registry`,
  }));
}
