import type { Level } from '@sunlot/core/policy/facts.ts';
import { readChoice } from './read-values.ts';
import type { RowReader } from './row-reader.ts';

/** An agency of the tree, as far as visits name it. */
export type TreeAgency = {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
};

export type VisitAuthorities = {
  /** Who imports. */
  readonly agency: TreeAgency;
  /** Every agency under the same top. */
  readonly tree: readonly TreeAgency[];
  /** Departments outside that are on record as partners (联合部门), by name. */
  readonly departments: readonly string[];
  /** The agency in whose directory an object stands. */
  readonly directoryOf: (key: string) => string | undefined;
};

/** Who made a visit: the code of an agency, or the name of an authority above or of a department that has no account here. */
export type Authority = {
  readonly agency: string;
  readonly level: Level;
  readonly isKnown: boolean;
  /** A department outside: its visit counts for nothing here, and may be recognised. */
  readonly outside?: true;
};

const LEVEL_WORDS: Readonly<Record<Level, string>> = { municipal: '市级', newArea: '新区本级', county: '县级' };

/**
 * The authority that made the visit, by 检查机关 and 检查层级; neither written = the importing agency. The ledger is one across
 * levels, so it may be another agency of the tree.
 */
export function readAuthority(reader: RowReader, context: VisitAuthorities): Authority | undefined {
  const level = readChoice(reader, 'level') as Level | undefined;
  const text = reader.text('authority');
  if (level === undefined && !reader.lacks('level')) return undefined;
  if (text === undefined) return byLevel(reader, context, level ?? context.agency.level);
  const found = named(context.tree, text);
  if (!found) return outside(reader, context, { text, level });
  if (level === undefined || level === found.level) return known(found);
  const message = `“${found.name}”是${LEVEL_WORDS[found.level]}机关，检查层级却写了${LEVEL_WORDS[level]}。请改正其中一项。`;
  return void reader.error('level', 'unknownAuthority', message);
}

function known({ code, level }: TreeAgency): Authority {
  return { agency: code, level, isKnown: true };
}

/** By code, by name, or by a name that lacks the words every such office has. */
function named(tree: readonly TreeAgency[], text: string): TreeAgency | undefined {
  const short = (name: string) => name.replace(/\s/g, '').replace(/(?:生态环境局|环境保护局|环保局)?(?:分局)?$/, '');
  const exact = tree.find(({ code, name }) => code === text || name === text);
  if (exact) return exact;
  const alike = tree.filter(({ name }) => short(name) === short(text));
  return alike.length === 1 ? alike[0] : undefined;
}

/** Only the level is written: the one agency of that level above or below that it can be. */
function byLevel(reader: RowReader, context: VisitAuthorities, level: Level): Authority | undefined {
  const { agency, tree, directoryOf } = context;
  if (level === agency.level) return known(agency);
  const ofObject = tree.find(({ code }) => code === directoryOf(reader.row.cells.creditCode ?? ''));
  if (ofObject?.level === level) return known(ofObject);
  const candidates = tree.filter((one) => one.level === level);
  if (candidates.length === 1) return known(candidates[0]!);
  const words = LEVEL_WORDS[level];
  const advice =
    candidates.length === 0
      ? `机构树里没有${words}机关：请写明检查机关的全称，或核对检查层级`
      : `${words}机关有 ${candidates.length} 个：请在检查机关一栏写明是哪一个`;
  return void reader.error('authority', 'unknownAuthority', `检查层级写了${words}，没有写检查机关。${advice}。`);
}

type Written = { readonly text: string; readonly level: Level | undefined };

/** An authority that is not in the tree can only be one above, at a level that nobody here has. */
function outside(
  reader: RowReader,
  { agency, tree, departments }: VisitAuthorities,
  { text, level }: Written,
): Authority | undefined {
  if (departments.includes(text)) return { agency: text, level: level ?? agency.level, isKnown: false, outside: true };
  const isAbove = level !== undefined && level !== 'county' && agency.level === 'county';
  if (isAbove && !tree.some((one) => one.level === level) && !/^\d/.test(text)) {
    const message = `机构树里没有“${text}”，按所写名称登记为${LEVEL_WORDS[level]}检查。`;
    reader.warn('authority', 'unknownAuthority', message);
    return { agency: text, level, isKnown: false };
  }
  const names = tree.map(({ code, name }) => `${name}（${code}）`);
  const listed = names.length > 8 ? `${names.slice(0, 8).join('、')}等 ${names.length} 个` : names.join('、');
  const wanted = `可用：${listed}。上级机关不在其中的，请同时写明检查层级；其他部门请先用 sunlot partner add 登记`;
  return void reader.error('authority', 'unknownAuthority', `机构树里没有“${text}”这个检查机关。${wanted}。`);
}
