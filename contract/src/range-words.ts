import type { ComplianceView, MeasureView } from './compliance.ts';
import { classText, periodText } from './compliance-words.ts';
import { uncountedText } from './finding-objects.ts';
import type { Lang } from './languages.ts';

/** Numbers above the top of their range that are within it all the same: why. Of those beyond it the finding says so. */
export function rangeLines(view: ComplianceView, lang: Lang): readonly string[] {
  const isExplained = ({ state, max, actual, demanded }: MeasureView) =>
    max !== undefined && demanded !== undefined && state !== 'over' && actual > max;
  const lines = view.tables.filter(isExplained).map(({ class: cls, period, actual, max, demanded }) => {
    const place = [classText(view, cls, lang), ...(period === undefined ? [] : [periodText(period, lang)])];
    const more = uncountedText({ actual, demanded }, { zh: '家', en: 'units' })[lang];
    return lang === 'zh'
      ? `${place.join(' ')}：最多 ${max} 家，实查 ${actual} 家${more}，没有超出。`
      : `${place.join(', ')}: ${max} units at most, ${actual} done${more}, within the range.`;
  });
  return lines.length === 0 ? [] : ['', ...lines];
}
