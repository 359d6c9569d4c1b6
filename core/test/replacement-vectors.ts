import { fromHex, fromUtf8, hex, utf8 } from '../src/basics/bytes.ts';
import type { Json } from '../src/basics/canonical-json.ts';
import { replacementSeed } from '../src/draw/fresh-value.ts';
import { deriveKeys, replacedTeamSalt } from '../src/draw/leaves.ts';
import { publicLineText } from '../src/draw/lists.ts';
import { entryLeaf, replacementRequestEntry } from '../src/draw/log-entries.ts';
import { makeOwnOpening } from '../src/draw/own-opening.ts';
import { replacementReasonKey } from '../src/draw/replacement-request.ts';
import { openRank } from '../src/draw/reveal.ts';
import { openPlace } from '../src/draw/run-replacement.ts';
import { seatTicket } from '../src/draw/seat-tickets.ts';
import { stratumKey } from '../src/draw/seed.ts';
import { ticketsOf } from '../src/draw/tickets.ts';
import { hashOf, type Profile } from '../src/hash/hash.ts';
import { sha256 } from '../src/hash/sha256.ts';
import { verify } from './packs.ts';
import { requestOf } from './replacements.ts';
import { LIST_KEY, runSession, type SessionPacks } from './session.ts';

/** Vectors of replacements: an object and a person in mode `next`, the same in mode `fresh`, and QR openings before and after. */
export function replacementVectors(profile: Profile): Json {
  const hash = hashOf(profile);
  const value = { k: 'dice', value: '00112233445566778899' } as const;
  const replacing = [{ rank: 7 }, { rank: 3, seat: 'leader', reason: 'kinship' }];
  const next = runSession({ terms: { profile }, replacing });
  const fresh = runSession({
    terms: { profile, lead: 60, replacement: { mode: 'fresh', max: 2 } },
    replacing: replacing.map((each) => ({ ...each, value })),
  });
  const { staff } = deriveKeys(hash, LIST_KEY);
  const seed = fromHex(fresh.session.certificate.seed)!;
  const seedR = replacementSeed(hash, seed, value);
  const { reserve } = fresh.session.strata[1]!;
  const tickets = reserve.map(({ leaf, tier }) => ({
    ...{ leaf, tier },
    t: ticketsOf(hash, stratumKey(hash, seedR, { stratum: 'general', tier }))(leaf, 1),
  }));
  return {
    sealed: {
      no: 2,
      ...{ staffKey: hex(staff), reason: 'kinship', reasonKey: hex(replacementReasonKey(hash, staff, 2)) },
      ...{ evidence: hex(sha256(utf8('文书 2'))), requester: 'alice', approver: 'chelsea' },
      request: requestOf({ hash, listKey: LIST_KEY }, 2, replacing[1]!),
    },
    teamSalt: { rank: 7, no: 1, salt: hex(replacedTeamSalt(hash, staff, { rank: 7, no: 1 })) },
    fresh: {
      ...{ seed: hex(seed), value, seedR: hex(seedR), stratum: 'general', tickets },
      seats: fresh.frozen.inspectors.map(({ row }) => ({
        ...{ seat: '3/leader', inspector: row.id, ticket: hex(seatTicket({ hash, seed: seedR }, '3/leader', row.id)) },
      })),
      replacements: shown(fresh),
    },
    next: {
      replacements: shown(next),
      requestLeaf: entryLeaf(
        replacementRequestEntry(
          next.frozen.manifest,
          next.certificates.P3.replacements[0]!.request,
          next.certificates.P3.proofs.replacements![0]!.request.at,
        ),
      ),
      files: Object.fromEntries([...next.packs.P4].map(([name, bytes]) => [name, fromUtf8(bytes)!])),
    },
    checks: {
      ...{ nextP3: states(next, 'P3'), nextP4: states(next, 'P4'), freshP4: states(fresh, 'P4') },
    },
    ownOpenings: ownOpenings(next),
  };
}

function shown({ certificates, replaced }: SessionPacks): Json {
  return {
    records: certificates.P3.replacements as unknown as Json,
    places: replaced.places.map((places) => places.map((place) => openPlace(place))),
    opened: replaced.opened,
  };
}

function states({ packs }: SessionPacks, phase: 'P3' | 'P4'): Json {
  return Object.fromEntries(verify(packs[phase]).checks.map(({ id, state }) => [id, state]));
}

function ownOpenings({ session, frozen, certificates, replaced }: SessionPacks): Json {
  const openings = [openRank(session, 1), ...replaced.places.flatMap((places) => places.map(openPlace))];
  return openings.map((opening) => {
    const teams = session.teams.map(({ leaf }) => leaf);
    const own = makeOwnOpening({
      certificate: certificates.P3,
      opening,
      lines: frozen.lines.map(publicLineText),
      teams,
    });
    return own.ok ? own.value : own.error.bytes;
  });
}
