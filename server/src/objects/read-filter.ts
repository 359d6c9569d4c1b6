import { type Column, columnFinder } from '@sunlot/contract/columns.ts';
import { objectVocabulary } from '@sunlot/contract/object-columns.ts';
import { isName } from '@sunlot/core/draw/alphabet.ts';
import type { FilterTerm } from '@sunlot/core/policy/object-filter.ts';
import { Problem } from '../problem.ts';

/** Fields that a filter may name: what says of a kind of object, never which one it is. */
const FIELDS: ReadonlySet<string> = new Set([
  'region',
  'industry',
  'pollutantTypes',
  'productionScale',
  'productionCycle',
  'monitoringType',
  'permitCategory',
  'creditRiskGrade',
  'environmentalCreditGrade',
  'seriousDishonesty',
  'environmentalRisk',
  'emergencyPerformanceGrade',
  'offSiteFacilities',
  'highEnergyHighEmission',
  'hazardousWasteRole',
  'hazardousWastePermit',
  'tailingsPond',
  'hazardousChemicals',
  'heavyMetals',
  'landfill',
  'legacyMine',
  'keyEnvironmentalFacility',
  'sewagePlant',
  'nuclearUser',
  'serviceAgency',
  'tierRows',
  'tags',
]);

const USABLE = objectVocabulary.columns.filter(({ id }) => FIELDS.has(id));
const columnOf = columnFinder(objectVocabulary.columns);

/**
 * Reads a filter as an office types it: `行业类型=化工；绩效分级=C`, several values of one field by a comma. Columns are named as
 * in the workbook; any other name is a dimension of the tags.
 * @throws Problem task.filterUnreadable
 */
export function readFilter(text: string): readonly FilterTerm[] {
  if (!isName(text.trim())) throw unreadable(text, '含有不能公开的字符，或为空');
  return text
    .split(/[；;]/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name = '', values, ...rest] = part.split(/[=＝]/).map((piece) => piece.trim());
      if (name === '' || !values || rest.length > 0) throw unreadable(text, `“${part.trim()}”应写成 名称=值`);
      return readTerm(text, { name, values: values.split(/[,，、]/).map((value) => value.trim()) });
    });
}

type Part = { readonly name: string; readonly values: readonly string[] };

function readTerm(text: string, { name, values }: Part): FilterTerm {
  const column = columnOf(name);
  if (!column) return { field: `tag:${name}`, values };
  if (!FIELDS.has(column.id)) throw unreadable(text, `不能按“${name}”限定范围`);
  return { field: column.id, values: values.map((value) => storedValue(text, column, value)) };
}

/** A value as the directory stores it. */
function storedValue(text: string, { header, type, choices }: Column, value: string): string {
  if (type === 'yesNo' && value !== '是' && value !== '否') throw unreadable(text, `“${header}”应为 是 或 否`);
  if (!choices) return value;
  const found = Object.entries(choices).find(([, words]) => words.includes(value))?.[0];
  if (found !== undefined) return found;
  const known = Object.values(choices).map(([word]) => word);
  throw unreadable(text, `“${header}”没有“${value}”，可用：${known.join('、')}`);
}

function unreadable(filter: string, why: string): Problem {
  return new Problem('task.filterUnreadable', { filter, why, fields: USABLE.map(({ header }) => header).join('、') });
}
