import {
  type AstNode,
  type CheckResult,
  type Finding,
  isCode,
  isNode,
  isTest,
  lineOf,
  parse,
  readText,
  type Tree,
  walk,
} from './tree.ts';

const VAGUE = /^(?:utils?|common|helpers?|misc|stuff)$/;

/** Names and shapes of the house that the linter has no rule for. */
export function checkShape(tree: Tree): CheckResult {
  const files = tree.files.filter(isCode);
  const findings = files.flatMap((path) => [...judgeName(path), ...judgeCode(path, readText(tree, path))]);
  return { findings, looked: files.length };
}

function judgeName(path: string): Finding[] {
  const names = path.split('/').map((part) => part.replace(/\..*$/, ''));
  const vague = names.find((name) => VAGUE.test(name));
  if (vague !== undefined) {
    return [{ rule: 'shape/name', path, line: 1, message: `"${vague}" says nothing: name what it is about` }];
  }
  if (names.at(-1) !== 'index') return [];
  return [{ rule: 'shape/name', path, line: 1, message: 'no barrels: a file has the name of what it holds' }];
}

function judgeCode(path: string, text: string): Finding[] {
  const findings: Finding[] = [];
  walk(parse(path, text), (node) => {
    const line = () => lineOf(text, node.start);
    if (/^Class(?:Declaration|Expression)$/.test(node.type) && !isError(node)) {
      findings.push({
        rule: 'shape/class',
        path,
        line: line(),
        message: 'classes are for errors only: write functions',
      });
    }
    if (isDoubleCast(node) && !isTest(path)) {
      findings.push({ rule: 'shape/double-cast', path, line: line(), message: 'cast twice: parse it instead' });
    }
  });
  return findings;
}

function isError(node: AstNode): boolean {
  return isNode(node.superClass) && typeof node.superClass.name === 'string' && node.superClass.name.endsWith('Error');
}

/** `x as unknown as T`. */
function isDoubleCast(node: AstNode): boolean {
  return node.type === 'TSAsExpression' && isNode(node.expression) && node.expression.type === 'TSAsExpression';
}
