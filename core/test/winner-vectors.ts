import { hex, utf8 } from '../src/basics/bytes.ts';
import type { Json } from '../src/basics/canonical-json.ts';
import { reserveText, toldWinners, winnersText } from '../src/draw/told-winners.ts';
import { hashOf, type Profile } from '../src/hash/hash.ts';
import { sha256 } from '../src/hash/sha256.ts';
import { madeStrata } from './long-sessions.ts';

/**
 * Vectors of the two files: a session with so many winners is long, so their lines follow from a rule, and the roots are given. `leaf` and `t`
 * of a line are H of the texts named.
 */
export function winnerVectors(profile: Profile): Json {
  const hash = hashOf(profile);
  const strata = madeStrata(hash, { winners: 2001, reserve: 2001 });
  const told = toldWinners(hash, strata);
  const shown = (text: string) => {
    const lines = text.split('\n').slice(0, -1);
    return { first: lines[0]!, last: lines.at(-1)!, bytes: utf8(text).length, sha256: hex(sha256(utf8(text))) };
  };
  return {
    winners: {
      rule: {
        leaf: 'leaf <rank>',
        t: 'ticket <rank>',
        strata: [
          { stratum: 'key', tier: 0, from: 1, to: 1998 },
          { stratum: 'key', tier: 1, from: 1999, to: 2000 },
          { stratum: 'general', tier: 0, from: 2001, to: 2001 },
        ],
      },
      ...shown(winnersText(strata)),
      ...told.winners!,
    },
    reserve: {
      rule: { leaf: 'reserve leaf <n>', t: 'reserve ticket <n>', stratum: 'key', tier: 1, from: 1, to: 2001 },
      ...shown(reserveText(strata)),
      ...told.reserve!,
    },
    strata: told.strata,
  };
}
