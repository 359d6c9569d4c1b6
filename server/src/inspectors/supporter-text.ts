import { staffKindChoices } from '@sunlot/contract/inspector-columns.ts';
import type { SupportWish } from '@sunlot/core/policy/support.ts';

/** 专家 or 辅助检查人员 */
export function supporterName(kind: SupportWish['kind']): string {
  return staffKindChoices[kind].at(-1)!;
}

/** `专家 1 名（擅长行业 医药，区域 133100）` */
export function supportText({ kind, industry, region }: SupportWish): string {
  return `${supporterName(kind)} 1 名（擅长行业 ${industry}${region === undefined ? '' : `，区域 ${region}`}）`;
}
