import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about agency trees, the levels of a scheme and what an agency decides itself; part of the catalogue in `problems.ts`. */
export const treeProblems = {
  'agency.packNeeded': p(400, 2, {
    zh: '新增单位 {code} 要写明政策包（--pack），或写明上级单位（--parent）以沿用其政策包。现有：{packs}。',
    en: 'Agency {code} needs its policy pack (--pack), or the agency above (--parent) whose pack it follows. There are: {packs}.',
  }),
  'agency.packDiffers': p(409, 5, {
    zh: '上级单位 {parent} 执行政策包 {own}，下级不能执行 {pack}。请去掉 --pack，或改正上级代码。',
    en: 'The agency above, {parent}, follows the pack {own}: one below it cannot follow {pack}. Leave --pack out, or correct the code above.',
  }),
  'agency.levelNotBelow': p(409, 5, {
    zh: '单位 {parent} 是{above}，{level}单位不能放在它下面。请核对 --parent 和 --level。',
    en: 'Agency {parent} is of the level {above}; one of the level {level} cannot stand below it. Check --parent and --level.',
  }),
} as const satisfies Record<string, ProblemKind>;
