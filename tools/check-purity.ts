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

/** Methods whose answer depends on the machine's language or time zone. */
const LOCAL = /^(?:localeCompare|toLocale\w+)$/;

/**
 * What a linter's list of forbidden globals cannot say about core: no chance, no locale, no hidden place in the world.
 * The globals themselves (Date, process, globalThis, …) are refused by Biome's noRestrictedGlobals.
 */
export function checkPurity(tree: Tree): CheckResult {
  const files = tree.files.filter((path) => path.startsWith('core/src/') && isCode(path) && !isTest(path));
  return { findings: files.flatMap((path) => judge(path, readText(tree, path))), looked: files.length };
}

function judge(path: string, text: string): Finding[] {
  const findings: Finding[] = [];
  walk(parse(path, text), (node, parent) => {
    const message = impurity(node, parent);
    if (message !== undefined) findings.push({ rule: 'purity', path, line: lineOf(text, node.start), message });
  });
  return findings;
}

function impurity(node: AstNode, parent: AstNode | undefined): string | undefined {
  if (node.type === 'ImportExpression') return 'core loads nothing while it runs';
  if (node.type === 'MetaProperty' && isNode(node.meta) && node.meta.name === 'import')
    return 'core has no place of its own';
  if (node.type !== 'Identifier' || typeof node.name !== 'string') return undefined;
  if (LOCAL.test(node.name)) return `${node.name} answers differently from machine to machine`;
  if (node.name === 'eval' || node.name === 'Function') return 'core makes no code';
  if (node.name !== 'Math') return undefined;
  const property = parent?.type === 'MemberExpression' && parent.object === node ? parent.property : undefined;
  if (parent?.type === 'MemberExpression' && parent.property === node && parent.computed !== true) return undefined;
  if (!isNode(property) || parent?.computed === true) return 'Math is used as Math.name only';
  return property.name === 'random' ? 'core has no chance: numbers come from the seed' : undefined;
}
