import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { type Person, selectPerson } from './sql.ts';

/** A person of an agency's directory. @throws Problem inspector.unknown */
export async function knownPerson(
  ctx: Pick<Context, 'tx'>,
  place: { readonly agency: string; readonly certificate: string },
): Promise<Person> {
  const person = await selectPerson(ctx.tx, place);
  if (!person) throw new Problem('inspector.unknown', { certificate: place.certificate });
  return person;
}
