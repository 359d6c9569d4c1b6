import { kindNames } from '@sunlot/contract/task-kinds.ts';

/** Kinds of task as people call them, besides their identifiers. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(kindNames).flatMap(([kind, { zh }]) => [
    [zh, kind] as const,
    [zh.replace(/检查$/, ''), kind] as const,
  ]),
  ['内部联合抽查', 'internalJoint'],
  ['部门联合抽查', 'interdepartmental'],
]);

export function typedKind(text: string): string {
  return KINDS.get(text) ?? text;
}
