import { checkDependencies } from './check-dependencies.ts';
import { checkDirections } from './check-directions.ts';
import { checkLinks } from './check-links.ts';
import { checkOrphans } from './check-orphans.ts';
import { checkPurity } from './check-purity.ts';
import { checkShape } from './check-shape.ts';
import { checkWords } from './check-words.ts';
import type { CheckResult, Tree } from './tree.ts';

/** The house's own rules, by name. */
export const CHECKS: Record<string, (tree: Tree) => CheckResult> = {
  directions: checkDirections,
  orphans: checkOrphans,
  purity: checkPurity,
  shape: checkShape,
  words: checkWords,
  dependencies: checkDependencies,
  links: checkLinks,
};
