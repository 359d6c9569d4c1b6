import { type Column, columnFinder } from '@sunlot/contract/columns.ts';
import { objectVocabulary, ownDimensions } from '@sunlot/contract/object-columns.ts';
import { isName } from '@sunlot/core/draw/alphabet.ts';
import { FILTER_FIELDS } from '@sunlot/core/policy/directory-fields.ts';
import type { FilterTerm } from '@sunlot/core/policy/object-filter.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { territoryOf } from '../visits/territory.ts';
import { divisionCodes } from './divisions.ts';

const FIELDS: ReadonlySet<string> = new Set(FILTER_FIELDS);
const USABLE = objectVocabulary.columns.filter(({ id }) => FIELDS.has(id));
const columnOf = columnFinder(objectVocabulary.columns);

/** One value as it was typed, as a condition of its own. */
export type FilterValue = {
  readonly typed: string;
  readonly term: FilterTerm;
  /** Is it of a closed list (choices of a column, divisions)? Such a value is none of somebody's slips where nobody has it today. */
  readonly isListed: boolean;
};

export type Filter = { readonly terms: readonly FilterTerm[]; readonly values: readonly FilterValue[] };

type Asked = { readonly agency: string; readonly pack: Pack; readonly text: string };

/** What the filter may name besides columns, and the codes of divisions that it may name by their names. */
type Known = { readonly dimensions: readonly string[]; readonly regions: ReadonlyMap<string, string> };

/**
 * Reads a filter as an office types it: `行业类型=化工；绩效分级=C`, several values of one field by a comma. A name is a column of
 * the workbook, a dimension of 标识 that the scheme lists, or one that the directory has; any other is refused with what there is,
 * because a name with a slip in it would match nobody.
 * @throws Problem task.filterUnreadable
 */
export async function readFilter(ctx: Pick<Context, 'tx'>, asked: Asked): Promise<Filter> {
  const { text } = asked;
  const known = await knownNames(ctx, asked);
  const refuse: Refuse = (why) => unreadable(text, why, known);
  if (!isName(text.trim())) throw refuse('含有不能公开的字符，或为空');
  const read = text
    .split(/[；;]/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name = '', values, ...rest] = part.split(/[=＝]/).map((piece) => piece.trim());
      const typed = values?.split(/[,，、]/).map((value) => value.trim()) ?? [''];
      if (name === '' || typed.includes('') || rest.length > 0) throw refuse(`“${part.trim()}”应写成 名称=值`);
      return readTerm({ name, values: typed }, { known, refuse });
    });
  return { terms: read.map(({ term }) => term), values: read.flatMap((one) => one.values) };
}

type Part = { readonly name: string; readonly values: readonly string[] };
type Refuse = (why: string) => Problem;

type Reading = { readonly known: Known; readonly refuse: Refuse };

function readTerm(
  { name, values }: Part,
  { known, refuse }: Reading,
): Pick<Filter, 'values'> & { readonly term: FilterTerm } {
  const column = columnOf(name);
  if (column && !FIELDS.has(column.id)) throw refuse(`不能按“${name}”限定范围`);
  if (!column && !known.dimensions.includes(name)) throw refuse(`没有“${name}”这一项`);
  const read = values.map((typed): FilterValue => {
    if (!column) return { typed, term: { field: `tag:${name}`, values: [typed] }, isListed: false };
    const stored = storedValue(column, typed, { known, refuse });
    const isListed = isListedValue(column, stored, known);
    if (column.id === 'tags') return { typed, term: { field: column.id, values: [stored] }, isListed };
    const dimensions = [column.header, ...column.synonyms];
    return { typed, term: { field: column.id, values: [...new Set([stored, typed])], dimensions }, isListed };
  });
  const stored = read.map(({ term }) => term.values[0]!);
  const all = new Set([...stored, ...read.flatMap(({ term }) => term.values)]);
  return { term: { ...read[0]!.term, values: [...all] }, values: read };
}

/** What is no word of the office's own: nobody need have it today. */
function isListedValue({ type, choices }: Column, stored: string, { regions }: Known): boolean {
  if (type === 'region') return [...regions.values()].some((code) => code.startsWith(stored));
  return choices !== undefined || stored === '是' || stored === '否';
}

/** A value as the directory stores it. */
function storedValue(column: Column, value: string, { known, refuse }: Reading): string {
  const { header, type, choices } = column;
  if ((type === 'yesNo' || type === 'span') && value !== '是' && value !== '否')
    throw refuse(`“${header}”应为 是 或 否`);
  if (type === 'records') return RECORD_WORDS[value] ?? value;
  if (type === 'region') return regionCode(value, { known, refuse });
  if (!choices) return value;
  const found = Object.entries(choices).find(([, words]) => words.includes(value))?.[0];
  if (found !== undefined) return found;
  const words = Object.values(choices).map(([word]) => word);
  throw refuse(`“${header}”没有“${value}”，可用：${words.join('、')}`);
}

/** Whether there are any records; any other word is that of a record. */
const RECORD_WORDS: Readonly<Record<string, string>> = { 有: '是', 无: '否', 没有: '否' };

/** A code, or part of one from its beginning, or the name of a division, which stands for all below it. */
function regionCode(value: string, { known, refuse }: Reading): string {
  const code = /^\d{2,6}$/.test(value) ? value : known.regions.get(value)?.replace(/(?:00)+$/, '');
  if (code !== undefined) return code;
  throw refuse(`没有“${value}”这个区域，可用行政区划代码，或：${[...known.regions.keys()].join('、') || '无'}`);
}

async function knownNames(ctx: Pick<Context, 'tx'>, { agency, pack, text }: Asked): Promise<Known> {
  const regions = new Map(await divisionCodes(ctx));
  const listed = findRule(pack, 'tags')?.value.objects ?? [];
  const own = ownDimensions(listed);
  // Only a name that is none of a column asks for the tags of the whole directory.
  const names = text.split(/[；;]/).map((part) => part.split(/[=＝]/)[0]!.trim());
  if (names.every((name) => columnOf(name) || own.includes(name))) return { dimensions: own, regions };
  const used = await dimensionsInUse(ctx, agency);
  return { dimensions: [...new Set([...own, ...used])], regions };
}

/** Dimensions of the tags in the directories of an agency's territory. */
async function dimensionsInUse(ctx: Pick<Context, 'tx'>, agency: string): Promise<readonly string[]> {
  const territory = await territoryOf(ctx, agency);
  const { rows } = await sql<{ readonly dimension: string }>`
    select distinct split_part(tag, ':', 1) collate "C" as dimension
    from inspection_object, jsonb_array_elements_text(facts -> 'tags') as tag
    where agency = any(${[...(territory?.codes ?? [])]}) and tag like '%:%'
    order by dimension`.execute(ctx.tx);
  return rows.map(({ dimension }) => dimension);
}

function unreadable(filter: string, why: string, { dimensions }: Known): Problem {
  const fields = [...USABLE.map(({ header }) => header), ...dimensions].join('、');
  return new Problem('task.filterUnreadable', { filter, why, fields });
}
