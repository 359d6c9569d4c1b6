import { describe, expect, test } from 'vitest';
import { runSession, VERIFIER_KEY, verifySignature } from '../../test/session.ts';
import type { Certificate, Opening } from './certificate.ts';
import { formatVerifierKey } from './checkpoint.ts';
import { publicLineText } from './lists.ts';
import { type DrawNow, drawNow, openingFault } from './opening-now.ts';
import { ownOpeningText } from './own-opening.ts';
import { readOwnOpening } from './read-own-opening.ts';
import { openRank } from './reveal.ts';
import { openPlace } from './run-replacement.ts';

const { session, frozen, certificates, replaced } = runSession({
  replacing: [{ rank: 7 }, { rank: 3, seat: 'leader' }],
});
const reader = { logKey: formatVerifierKey(VERIFIER_KEY), verifySignature };
const teams = session.teams.map(({ leaf }) => leaf);
/** An opening as given out under a certificate, proved. */
const proven = (opening: Opening, certificate: Certificate) => {
  const read = readOwnOpening(
    ownOpeningText({ certificate, opening, lines: frozen.lines.map(publicLineText), teams }),
    reader,
  );
  if (!read.ok) throw new Error(read.error);
  return read.value;
};
const drawn = (rank: number) => proven(openRank(session, rank), certificates.P2);
const [inPlace, newTeam] = replaced.places.map(([place]) => proven(openPlace(place!), certificates.P3));
const parts = { ...session.certificate, strata: session.strata };
const early = drawNow(certificates.P2, parts);
const late = drawNow(certificates.P3, parts);

describe('an opening against the certificate of now', () => {
  test('holds where the object stands as drawn, and after a replacement where it came in', () => {
    expect(openingFault(drawn(1), early)).toBeUndefined();
    expect(openingFault(drawn(1), late)).toBeUndefined();
    expect(openingFault(inPlace!, late)).toBeUndefined();
    expect(openingFault(newTeam!, late)).toBeUndefined();
    expect(openingFault(drawn(7), early)).toBeUndefined();
  });

  test('of an object that was replaced says which place it is now, never who', () => {
    expect(openingFault(drawn(7), late)).toEqual({ kind: 'replaced', now: '7.1', unfilled: false });
    const spent = { ...late, places: [{ rank: 7, k: 1 }] };
    expect(openingFault(drawn(7), spent)).toEqual({ kind: 'replaced', now: '7.1', unfilled: true });
  });

  test('of a team that changed says so, also under a later rank of the object', () => {
    expect(openingFault(drawn(3), late)).toEqual({ kind: 'team', now: '3' });
    const shared = { ...drawn(3), rank: 9, place: '9' };
    const now: DrawNow = { ...late, winners: [...late.winners, { rank: 9, leaf: shared.leaf }] };
    expect(openingFault(shared, now)).toEqual({ kind: 'team', now: '3' });
    const { team: _, teamLeaf: __, ...teamless } = drawn(3);
    expect(openingFault(teamless, late)).toEqual({ kind: 'team', now: '3' });
    expect(openingFault(teamless, early)).toBeUndefined();
  });

  test('of another rank, or of a certificate older than its replacement, has no place', () => {
    expect(openingFault({ ...drawn(1), rank: 2, place: '2' }, late)).toEqual({ kind: 'place' });
    expect(openingFault({ ...drawn(1), rank: 99, place: '99' }, late)).toEqual({ kind: 'place' });
    expect(openingFault({ ...drawn(1), k: 1 }, late)).toEqual({ kind: 'place' });
    expect(openingFault(inPlace!, early)).toEqual({ kind: 'place' });
    expect(openingFault({ ...inPlace!, k: 2 }, late)).toEqual({ kind: 'place' });
    expect(openingFault({ ...inPlace!, leaf: drawn(1).leaf }, late)).toEqual({ kind: 'place' });
  });

  test('of another session is told apart by name and by fingerprint', () => {
    expect(openingFault({ ...drawn(1), draw: '140826/2026q4-key/2' }, late)).toEqual({ kind: 'session' });
    expect(openingFault({ ...drawn(1), fingerprint: '00'.repeat(32) }, late)).toEqual({ kind: 'session' });
  });

  test('of a session that was given up opens no visit', () => {
    const end = { kind: 'abandoned', reason: '名单有误' } as const;
    expect(openingFault(drawn(1), drawNow({ ...certificates.P2, end }, parts))).toEqual({ kind: 'ended' });
  });

  test('a request without its answer changes nothing yet', () => {
    const waiting = { ...certificates.P3, replacements: [{ request: certificates.P3.replacements[0]!.request }] };
    expect(openingFault(drawn(7), drawNow(waiting, parts))).toBeUndefined();
  });
});
