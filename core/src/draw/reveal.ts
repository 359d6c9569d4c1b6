import { assert } from '../basics/assert.ts';
import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { Hash } from '../hash/hash.ts';
import type { Opening, Reveal } from './certificate.ts';
import { deriveKeys, rowLeaf } from './leaves.ts';
import type { FrozenRows, Leaf } from './restore-rows.ts';
import type { DrawnSession } from './run.ts';

/** A row that was opened: its text, its salt (hex) and the leaf (hex) that the two make. */
export type OpenedRow = { readonly text: string; readonly salt: string; readonly leaf: string };

const OPENED = /^([0-9a-f]{64})\t(.+)$/u;

/** Opens one rank: its object row and the team that visits it. The team is left out where none was formed. */
export function openRank(session: Pick<DrawnSession, 'drawn' | 'teams'>, rank: number): Opening {
  const winner = session.drawn.find((each) => each.rank === rank);
  assert(winner, `rank ${rank} was drawn`);
  const first = session.drawn.find((each) => each.object.row.id === winner.object.row.id)!;
  const team = session.teams.find(({ row }) => row.rank === first.rank);
  const row = { rank, row: winner.object.text, salt: hex(winner.object.salt) };
  return team ? { ...row, teamRow: team.text, teamSalt: hex(team.salt) } : row;
}

/** What a reveal rests on, apart from the rows. */
export type RevealTerms = {
  readonly hash: Hash;
  readonly listKey: Uint8Array;
  /** Leaves whose rows lawfully stay closed. With any, the key stays secret and only single salts are given. */
  readonly withheld: Reveal['withheld'];
  readonly early?: string;
};

export type RevealInput = RevealTerms & { readonly rows: FrozenRows };

/** The record of the full reveal; the file of opened rows is {@link openedObjects} with the same `withheld`. */
export function makeReveal({ rows, ...terms }: RevealInput): Reveal {
  return revealOf(terms, terms.hash.digest(utf8(openedObjects(rows, terms.withheld))));
}

/** The same where the file was made elsewhere: `digest` is its hash, with the hash of the draw. */
export function revealOf({ hash, listKey, withheld, early }: RevealTerms, digest: Uint8Array): Reveal {
  const key = withheld.length === 0 ? { objectKey: hex(deriveKeys(hash, listKey).object) } : {};
  return { rows: hex(digest), withheld, ...key, ...(early === undefined ? {} : { early }) };
}

/** Every row of the objects, in all strata: one row opened would name an object whose other row is withheld. In the order of the list. */
export function withholdObjects(
  { objects }: FrozenRows,
  withheld: readonly { readonly id: string; readonly ground: string }[],
): Reveal['withheld'] {
  const grounds = new Map(withheld.map(({ id, ground }) => [id, ground]));
  return objects.flatMap(({ row, leaf }) => {
    const ground = grounds.get(row.id);
    return ground === undefined ? [] : [{ leaf, ground }];
  });
}

/** `salt⇥row` of every object row that is not withheld, in the order of the public list, LF-terminated. */
export function openedObjects({ objects }: FrozenRows, withheld: Reveal['withheld']): string {
  const closed = new Set(withheld.map(({ leaf }) => leaf));
  return openedText(objects.filter(({ leaf }) => !closed.has(leaf)));
}

/** The same of the recusal rows; those of a withheld object (`closed`: by id) would name it and stay closed too. */
export function openedRecusals(recusals: FrozenRows['recusals'], closed: ReadonlySet<string>): string {
  return openedText(recusals.filter(({ row }) => !closed.has(row.objectId)));
}

/** Ids of the objects that these leaves hide. */
export function withheldIds(
  { objects }: Pick<FrozenRows, 'objects'>,
  withheld: Reveal['withheld'],
): ReadonlySet<string> {
  const leaves = new Set(withheld.map(({ leaf }) => leaf));
  return new Set(objects.filter(({ leaf }) => leaves.has(leaf)).map(({ row }) => row.id));
}

/** `salt⇥row` of rows in their order; the reasons of people and recusals stay sealed inside the rows. */
export function openedText(rows: readonly Pick<Leaf<unknown>, 'salt' | 'text'>[]): string {
  return rows.map(({ salt, text }) => `${hex(salt)}\t${text}\n`).join('');
}

/** Reads such a file and makes the leaf of each row. The error is the first line (from 1) of another form. */
export function parseOpened(hash: Hash, text: string): Result<readonly OpenedRow[], number> {
  const lines = text.split('\n');
  if (lines.pop() !== '') return err(lines.length + 1);
  const rows: OpenedRow[] = [];
  for (const line of lines) {
    const match = OPENED.exec(line);
    if (!match) return err(rows.length + 1);
    const [salt, row] = [match[1]!, match[2]!];
    rows.push({ text: row, salt, leaf: hex(rowLeaf(hash, fromHex(salt)!, row)) });
  }
  return ok(rows);
}
