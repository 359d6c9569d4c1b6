import type { Clause } from './pack.ts';

/** A clause as people cite it: 四（七）「…」, or the place alone where no phrase is quoted. */
export function clauseText({ section, quote }: Pick<Clause, 'section' | 'quote'>): string {
  return quote === '' ? section : `${section}「${quote}」`;
}
