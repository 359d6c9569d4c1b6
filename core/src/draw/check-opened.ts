import { assert } from '../basics/assert.ts';
import { fromHex, hex } from '../basics/bytes.ts';
import type { Result } from '../basics/result.ts';
import { type Hash, hashOf } from '../hash/hash.ts';
import type { Certificate, DrawnParts, Opening } from './certificate.ts';
import { type Finding, judged, notYet } from './check.ts';
import { FILES } from './evidence.ts';
import { type LeafTable, lineOfLeaf, STATES } from './leaf-table.ts';
import { rowLeaf } from './leaves.ts';
import { LEAF_BYTES } from './line-bytes.ts';
import { leavesRoot, parseLeaves } from './lists.ts';
import { placeName } from './place-name.ts';
import { type ObjectRow, parseObjectRow, type RowFault } from './rows.ts';
import { isVisitWindow, parseTeamRow, type TeamsRecord } from './teams.ts';
import { type Pack, textOf } from './verify-pack.ts';
import { winnersOf } from './winners.ts';

/** V11: rows that were opened are the rows behind the drawn leaves, and say the same as their public lines. */

/** Leaves of the teams (hex) in rank order, checked against the certificate's root; the error is a Chinese sentence. */
export function teamLeaves({ files, certificate }: Pack, { root, size }: TeamsRecord): readonly string[] | string {
  const text = textOf(files, FILES.teams);
  const read = text === undefined ? undefined : parseLeaves(text);
  if (!read?.ok) return `${FILES.teams} 缺失或格式不对`;
  const right = leavesRoot(hashOf(certificate.manifest.profile), read.value);
  const isSame = right === root && read.value.length === size;
  return isSame ? read.value : `${FILES.teams} 的根 ${right}，${read.value.length} 组`;
}

export function checkOpenings(pack: Pack): Finding {
  const { certificate, drawn, undrawn, table } = pack;
  const { seed, openings, reveal } = certificate;
  const expected = '每个公开的行加盐后等于其叶码，并与公开名单一致';
  if (seed === undefined || (openings.length === 0 && !reveal)) return notYet(expected, '名称尚未公开');
  if (!drawn) return notYet(expected, undrawn);
  assert(table, 'V10 has passed');
  const leafOf = placeLeaves(certificate, drawn);
  const teams = teamLeaves(pack, drawn.teams);
  const known = new Set([...(typeof teams === 'string' ? [] : teams), ...replacedTeams(certificate)]);
  const faults = openings.flatMap((opening) =>
    openingFaults(opening, { manifest: certificate.manifest, leaf: leafOf.get(placeName(opening)), known, table }),
  );
  const open = new Set(openings.map(placeName));
  if (open.size < openings.length) faults.push('有序号公开了两次');
  if (reveal) {
    const opened = pack.opened();
    if (!opened.ok) return judged(expected, [...faults, opened.error], '');
    faults.push(...opened.value.lineFaults);
    for (const [place, leaf] of leafOf) if (opened.value.drawn.seen.has(leaf)) open.add(place);
  }
  faults.push(...sharedTeamFaults(openings, leafOf, reveal && pack.opened()));
  const withheld = new Set(reveal?.withheld.map(({ leaf }) => leaf));
  const closed = [...leafOf].filter(([place, leaf]) => !open.has(place) && !withheld.has(leaf));
  const drawnCount = winnersOf(drawn.strata).length;
  const replaced = leafOf.size > drawnCount ? `，替换补入 ${leafOf.size - drawnCount} 个` : '';
  const seen = `中签 ${drawnCount} 个${replaced}，已公开 ${open.size} 个`;
  const finding = judged(expected, faults, seen);
  return finding.state === 'pass' && closed.length > 0 ? notYet(expected, `${seen}，均与叶码一致`) : finding;
}

/** The leaf behind every place: the ranks as drawn, and the places that replacements have filled. */
function placeLeaves({ replacements }: Certificate, { strata }: DrawnParts): ReadonlyMap<string, string> {
  const leaves = new Map(winnersOf(strata).map(({ rank, leaf }) => [placeName({ rank }), leaf]));
  for (const { result } of replacements) {
    for (const place of result?.places ?? []) {
      if (place.leaf !== undefined && place.k > 0) leaves.set(placeName(place), place.leaf);
    }
  }
  return leaves;
}

function replacedTeams({ replacements }: Certificate): readonly string[] {
  return replacements.flatMap(({ result }) => result?.places ?? []).flatMap(({ team }) => team ?? []);
}

type Bindings = {
  readonly manifest: Certificate['manifest'];
  readonly leaf: string | undefined;
  readonly known: ReadonlySet<string>;
  readonly table: LeafTable;
};

function openingFaults(opening: Opening, { manifest, leaf, known, table }: Bindings): readonly string[] {
  const { row, salt, teamRow, teamSalt } = opening;
  const hash = hashOf(manifest.profile);
  const name = placeName(opening);
  const bytes = rowLeaf(hash, fromHex(salt)!, row);
  const place = { table, line: lineOfLeaf(table, bytes), leaves: bytes, at: 0 };
  const fault = hex(bytes) === leaf ? lineFault(parseObjectRow(row), place) : `第 ${name} 号的行与叶码不符`;
  const faults = fault === undefined ? [] : [fault];
  if ((teamRow === undefined) !== (teamSalt === undefined)) faults.push(`第 ${name} 号的检查组不完整`);
  if (teamRow === undefined || teamSalt === undefined) return faults;
  const team = parseTeamRow(teamRow);
  // Ranks of one object share the team of the lowest.
  if (!known.has(leafOfText(hash, teamRow, teamSalt)) || !team.ok || team.value.rank > opening.rank)
    faults.push(`第 ${name} 号的检查组与叶码不符`);
  else if (!isVisitWindow(team.value.window, manifest)) faults.push(`第 ${name} 号的检查时段不在公开期限之前`);
  return faults;
}

/** A team of a lower rank is that of the object who held it: one of those who did is this object, where all their rows are open. */
function sharedTeamFaults(
  openings: readonly Opening[],
  leafOf: ReadonlyMap<string, string>,
  opened: ReturnType<Pack['opened']> | undefined,
): readonly string[] {
  const shown = new Map(openings.map((opening) => [placeName(opening), parseObjectRow(opening.row)]));
  const rows = opened?.ok ? opened.value.drawn.rows : new Map<string, ObjectRow>();
  const idAt = (place: string, leaf: string) => {
    const row = shown.get(place);
    return row?.ok ? row.value.id : rows.get(leaf)?.id;
  };
  return openings.flatMap((opening) => {
    const team = parseTeamRow(opening.teamRow ?? '');
    if (!team.ok || team.value.rank >= opening.rank) return [];
    const name = placeName(opening);
    const held = [...leafOf].filter(([place]) => place.split('.')[0] === String(team.value.rank));
    const own = idAt(name, '');
    const isAnothers = held.map(([place, leaf]) => idAt(place, leaf)).every((id) => id !== undefined && id !== own);
    return isAnothers ? [`第 ${name} 号公开的是另一个对象的检查组`] : [];
  });
}

/** A leaf at byte `at` of `leaves`, and its line in the public list, −1 where it has none. */
export type LeafPlace = {
  readonly table: LeafTable;
  readonly line: number;
  readonly leaves: Uint8Array;
  readonly at: number;
};

/** Why the row does not say the same as the line of its leaf; undefined where it does. */
export function lineFault(
  row: Result<ObjectRow, RowFault>,
  { table, line, leaves, at }: LeafPlace,
): string | undefined {
  const leaf = () => hex(leaves.subarray(at, at + LEAF_BYTES));
  if (line < 0) return `叶码 ${leaf()} 不在公开名单中`;
  if (!row.ok) return `叶码 ${leaf()} 的行字段 ${row.error.field} 不合规则`;
  const { stratum, state, tier, weight } = row.value;
  const isOut = state === 'out';
  const isSame =
    stratum === table.strata[table.stratum[line]!] &&
    state === STATES[table.state[line]!] &&
    (isOut || (tier === table.tier[line] && weight === table.weight[line]));
  return isSame ? undefined : `叶码 ${leaf()} 的行与公开名单不同`;
}

/** Leaf (hex) of a row and its salt (hex). */
export function leafOfText(hash: Hash, text: string, salt: string): string {
  return hex(rowLeaf(hash, fromHex(salt)!, text));
}
