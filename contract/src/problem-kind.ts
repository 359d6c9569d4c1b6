import type { Text } from './languages.ts';

/** One refusal of the catalogue: HTTP status, exit code of the command line, and its sentence. */
export type ProblemKind = { readonly status: number; readonly exit: number; readonly sentence: Text };

export function p(status: number, exit: number, sentence: Text): ProblemKind {
  return { status, exit, sentence };
}
