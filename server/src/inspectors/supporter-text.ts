import { staffKindChoices } from '@sunlot/contract/inspector-columns.ts';
import type { SupportWish } from '@sunlot/core/policy/support.ts';

/** 专家, 辅助检查人员 or 日常监管人员 */
export function supporterName(kind: SupportWish['kind']): string {
  return staffKindChoices[kind === 'supervision' ? 'dailySupervision' : kind].at(-1)!;
}

/** `专家 1 名（擅长行业 医药，区域 133100）`, `日常监管人员 1 名` */
export function supportText(wish: SupportWish): string {
  const { kind } = wish;
  if (kind === 'supervision') return `${supporterName(kind)} 1 名`;
  const { industry, region } = wish;
  return `${supporterName(kind)} 1 名（擅长行业 ${industry}${region === undefined ? '' : `，区域 ${region}`}）`;
}
