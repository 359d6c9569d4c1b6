import { canonicalJson, type Json, parseCanonical } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { Shape } from '../basics/shape.ts';

/** Files of canonical JSON, one value a line, each line ended by LF. */

export function jsonLines(values: readonly Json[]): string {
  return values.map((value) => `${canonicalJson(value)}\n`).join('');
}

/** Reads such a file; the error is the first line (from 1) of another form. */
export function parseJsonLines<T>(file: string, shape: Shape<T>): Result<readonly T[], number> {
  const lines = file.split('\n');
  if (lines.pop() !== '') return err(lines.length + 1);
  const values: T[] = [];
  for (const line of lines) {
    const read = shape(parseCanonical(line), '');
    if (!read.ok) return err(values.length + 1);
    values.push(read.value);
  }
  return ok(values);
}
