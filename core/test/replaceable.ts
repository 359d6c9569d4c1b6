import type { Frozen } from '../src/draw/freeze.ts';
import type { FreezeInput } from '../src/draw/freeze-input.ts';
import { type DrawnSession, runDraw } from '../src/draw/run.ts';
import { type PlaceNow, type ReplaceableSession, runReplacement } from '../src/draw/run-replacement.ts';
import { hashOf } from '../src/hash/hash.ts';
import { type Replacing, requestOf } from './replacements.ts';
import { DICE, frozenCounty, LIST_KEY, SOFTWARE, WINDOW } from './session.ts';

/** A drawn session that has had no replacement. */
export function replaceable(over: Partial<FreezeInput> = {}): ReplaceableSession & DrawnRows {
  const rows = frozenCounty(over);
  const entropy = [{ k: 'dice', value: DICE, entry: 'cd'.repeat(32) }] as const;
  const terms = { manifest: rows.manifest, rows, listKey: LIST_KEY, entropy, window: WINDOW, software: SOFTWARE };
  const run = runDraw(terms);
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  return { session: run.value, rows, listKey: LIST_KEY, earlier: [] };
}

type DrawnRows = { readonly session: DrawnSession; readonly rows: Frozen };

/** The session after one more replacement, and the places that it changed. */
export function answered<T extends ReplaceableSession>(
  input: T,
  replacing: Replacing,
): { readonly after: T; readonly places: readonly PlaceNow[] } {
  const request = requestOf(
    { hash: hashOf(input.session.certificate.manifest.profile), listKey: LIST_KEY },
    input.earlier.length + 1,
    replacing,
  );
  const { value, window = WINDOW } = replacing;
  const run = runReplacement(input, { request, window, ...(value && { value }) });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  const { result, places } = run.value;
  return { after: { ...input, earlier: [...input.earlier, { request, result }] }, places };
}
