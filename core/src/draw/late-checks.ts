import { readOpenedObjects } from './opened-objects.ts';
import { replayReplacements } from './replay-replacements.ts';
import { replayTeams } from './replay-teams.ts';
import type { LateChecks } from './verify-pack.ts';

/** What is checked only after the reveal: more code than all the rest, which a page loads when it meets an opened pack. */
export const LATE_CHECKS: LateChecks = { readOpenedObjects, replayTeams, replayReplacements };
