import type { FindingView } from './compliance.ts';
import type { Lang } from './languages.ts';

/** More objects than this under one finding are counted and not named. */
const MOST_NAMED = 5;

/** Whom findings that say the same speak of, each with its visit or its count. */
export function objectLines(group: readonly FindingView[], lang: Lang): readonly string[] {
  const named = group.flatMap((finding) => {
    if (finding.object === undefined) return [];
    const about = aboutObject(finding, lang);
    const name = nameOf(finding, lang);
    if (about.length === 0) return [name];
    return [lang === 'zh' ? `${name}：${about.join('，')}` : `${name}: ${about.join(', ')}`];
  });
  if (named.length === 0) return [];
  const shown = named.slice(0, MOST_NAMED).join(lang === 'zh' ? '；' : '; ');
  const more = named.length - MOST_NAMED;
  if (lang === 'zh') return [`   对象：${shown}${more > 0 ? `；等 ${named.length} 家（次）` : ''}`];
  return [`   Units: ${shown}${more > 0 ? `; ${named.length} in all` : ''}`];
}

function nameOf({ object, objectName }: FindingView, lang: Lang): string {
  if (objectName === undefined) return object!;
  return lang === 'zh' ? `${objectName}（${object}）` : `${objectName} (${object})`;
}

function aboutObject({ item, count, cap, date, due }: FindingView, lang: Lang): readonly string[] {
  const zh = lang === 'zh';
  return [
    ...(item === undefined ? [] : [zh ? `事项 ${item}` : `item ${item}`]),
    ...(count === undefined ? [] : [zh ? `${count} 次，上限 ${cap} 次` : `${count} visits, cap ${cap}`]),
    ...(date === undefined ? [] : [zh ? `${date} 检查` : `inspected on ${date}`]),
    ...(due === undefined ? [] : [zh ? `期限 ${due}` : `due by ${due}`]),
  ];
}
