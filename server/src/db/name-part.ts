import { type RawBuilder, sql } from 'kysely';

/** Is `q` part of the row's name or of its pinyin initials, or the beginning of its code? Signs of LIKE are taken as they are. */
export function namePart(q: string, codeColumn: string): RawBuilder<boolean> {
  const plain = q.replace(/[\\%_]/g, '\\$&');
  const part = `%${plain}%`;
  return sql<boolean>`(name like ${part} or name_initials like ${part.toLowerCase()}
    or ${sql.ref(codeColumn)} like ${`${plain.toUpperCase()}%`})`;
}
