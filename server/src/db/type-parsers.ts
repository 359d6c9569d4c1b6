import pg from 'pg';

type Parser = (text: string) => unknown;

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;
const ARRAYS: Readonly<Record<number, number>> = { 1016: INT8, 1182: DATE, 1185: TIMESTAMPTZ, 1231: NUMERIC };

/** int8 as a number. @throws RangeError beyond 2^53 - 1, where a number would lie. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number: select it as text`);
  return value;
}

/** timestamptz as `2026-11-20T01:00:00.000Z`: UTC, milliseconds, equal to Date.toISOString() of the same instant. */
function parseTimestamptz(text: string): string {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}

const SCALARS: Readonly<Record<number, Parser>> = {
  [INT8]: parseInt8,
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: parseTimestamptz,
  [NUMERIC]: (text) => text,
};

/**
 * How values come out of the database, set once for every connection: int8 → number (safe or an error), date →
 * 'YYYY-MM-DD', numeric → decimal text, timestamptz → ISO 8601 text in UTC with milliseconds; their arrays likewise.
 * Everything else as `pg` does it.
 */
export const typeParsers = { getTypeParser } as pg.CustomTypesConfig;

function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
  const element = ARRAYS[oid];
  if (element !== undefined) return (text: string) => parseArray(text, SCALARS[element]!);
  return SCALARS[oid] ?? pg.types.getTypeParser(oid, 'text');
}

/** One-dimensional arrays of these types: their elements hold no comma, brace or quote of their own. */
function parseArray(text: string, parse: Parser): unknown[] {
  const inside = text.slice(1, -1);
  if (inside === '') return [];
  return inside.split(',').map((item) => (item === 'NULL' ? null : parse(item.replaceAll('"', ''))));
}
