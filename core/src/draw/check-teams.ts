import { type Finding, judged, notYet } from './check.ts';
import { teamLeaves } from './check-opened.ts';
import type { Pack } from './verify-pack.ts';

/** V12: the teams are the ones committed to, and the ones that the seed gives. */

export const TEAMS_EXPECTED = '检查组的根与证书一致；按种子重新派人，每组每席相同';

export function checkTeams(pack: Pack): Finding {
  const { drawn, undrawn, certificate } = pack;
  if (!drawn) return notYet(TEAMS_EXPECTED, undrawn);
  const leaves = teamLeaves(pack, drawn.teams);
  if (typeof leaves === 'string') return judged(TEAMS_EXPECTED, [leaves], '');
  if (!certificate.reveal) return notYet(TEAMS_EXPECTED, `共 ${leaves.length} 组，根一致；人员尚未公开`);
  return pack.late().replayTeams(pack, drawn, leaves);
}
