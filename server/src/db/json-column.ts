import type { ColumnType } from 'kysely';

/** A jsonb column: read as a parsed value, written as JSON text. */
export type JsonColumn<T = unknown> = ColumnType<T, string, string>;
