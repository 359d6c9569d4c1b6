import type { Deps } from '../context.ts';

/** Must the password be changed before anything else? Those that a demo prints stay good: they guard nothing. */
export function isSingleUse(
  { password_is_initial }: { readonly password_is_initial: boolean },
  { kind }: Pick<Deps['folder'], 'kind'>,
): boolean {
  return password_is_initial && kind !== 'demo';
}
