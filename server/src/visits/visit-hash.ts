import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes, type Json } from '@sunlot/core/basics/canonical-json.ts';
import type { Justification } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { rowHash } from '../imports/row-tree.ts';
import type { StoredVisit } from './ledger.ts';

/** All that is stored of a visit. */
export type VisitText = {
  readonly facts: StoredVisit;
  readonly deviation?: Justification | undefined;
  readonly remarks: Readonly<Record<string, string>>;
};

/** What is sealed enters the hash under a key: the hash tells a change, and nothing else. */
export function visitHash({ keys }: Pick<Context, 'keys'>, { facts, deviation, remarks }: VisitText): Uint8Array {
  const secret = canonicalBytes({ deviation: deviation && { ...deviation }, remarks });
  return rowHash({ facts: factsJson(facts), sealed: hex(keys.mac('visit/sealed', secret)) });
}

export function factsJson(facts: StoredVisit): { readonly [key: string]: Json | undefined } {
  const { alsoClasses, items, results, inspectors, ...plain } = facts;
  return {
    ...plain,
    items: [...items],
    results: [...results],
    alsoClasses: alsoClasses && [...alsoClasses],
    inspectors: inspectors && [...inspectors],
  };
}

/** What the sealed columns of the office are bound to. */
export function remarksPurpose(id: string): string {
  return `visit/${id}/remarks`;
}
