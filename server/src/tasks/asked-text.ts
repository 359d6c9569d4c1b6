type Asked = { readonly asked: number; readonly byLaw: number; readonly unit: string };

/**
 * How many are asked for. Where that is the number of the plan and the scheme asks for fewer, both are told: the verdict has the
 * scheme's number.
 */
export function askedText({ asked, byLaw, unit }: Asked): string {
  if (asked <= byLaw) return `应抽 ${asked} ${unit}`;
  return byLaw === 0 ? `计划 ${asked} ${unit}` : `计划 ${asked} ${unit}（方案要求 ${byLaw} ${unit}）`;
}
