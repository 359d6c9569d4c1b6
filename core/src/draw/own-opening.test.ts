import { describe, expect, test } from 'vitest';
import { runSession, VERIFIER_KEY, verifySignature } from '../../test/session.ts';
import { base64 } from '../basics/base64.ts';
import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import { canonicalJson, type Json } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { sha256 } from '../hash/sha256.ts';
import type { Certificate, Opening } from './certificate.ts';
import { formatVerifierKey } from './checkpoint.ts';
import { publicLineText } from './lists.ts';
import { MOST_OWN_OPENING_BYTES, makeOwnOpening } from './own-opening.ts';
import { type OwnOpeningReader, readOwnOpening } from './read-own-opening.ts';
import { openRank } from './reveal.ts';
import { openPlace } from './run-replacement.ts';
import { teamRowLeaf } from './teams.ts';

const { session, frozen, certificates, replaced } = runSession({
  replacing: [{ rank: 7 }, { rank: 3, seat: 'leader' }],
});
const reader: OwnOpeningReader = { logKey: formatVerifierKey(VERIFIER_KEY), verifySignature };
const teams = session.teams.map(({ leaf }) => leaf);
const made = (opening: Opening, certificate: Certificate = certificates.P3) => {
  const own = makeOwnOpening({ certificate, opening, lines: frozen.lines.map(publicLineText), teams });
  if (!own.ok) throw new Error(`${own.error.bytes} bytes`);
  return own.value;
};
const asDrawn = made(openRank(session, 1));
const replacedObject = made(openPlace(replaced.places[0]![0]!));
const replacedPerson = made(openPlace(replaced.places[1]![0]!));

type Fields = { readonly [key: string]: Json };
/** The text with its value changed. */
const edited = (text: string, edit: (own: Fields) => Fields) => canonicalJson(edit(JSON.parse(text) as Fields));
const within = (own: Fields, key: string, change: Fields): Fields => ({
  ...own,
  [key]: { ...(own[key] as Fields), ...change },
});
const other = base64(new Uint8Array(32).fill(7));

describe('a code that is not what it says is refused', () => {
  test.each<[string, string, string]>([
    ['no JSON', '{', 'form'],
    ['a key too many', edited(asDrawn, (own) => ({ ...own, more: 1 })), 'form'],
    ['a path that is none', edited(asDrawn, (own) => within(own, 'line', { path: 'AAAA' })), 'form'],
    ['a path that is no Base64', edited(asDrawn, (own) => within(own, 'line', { path: '!' })), 'form'],
    ['a row that is none', edited(asDrawn, (own) => ({ ...own, row: 'x' })), 'row'],
    ['another place in the list', edited(asDrawn, (own) => within(own, 'line', { index: 999 })), 'row'],
    ['another salt', edited(asDrawn, (own) => ({ ...own, salt: other })), 'notDrawn'],
    ['another team salt', edited(asDrawn, (own) => within(own, 'team', { salt: other })), 'log'],
    ['a team row that is none', edited(asDrawn, (own) => within(own, 'team', { row: 'x' })), 'team'],
    ['a team with no place', edited(asDrawn, (own) => within(own, 'team', { index: 999 })), 'team'],
    ['no team and no root of the teams', edited(asDrawn, ({ team: _, ...own }) => own), 'team'],
    ['another root of the teams', edited(asDrawn, ({ team: _, ...own }) => ({ ...own, teams: other })), 'log'],
    ['another session', edited(asDrawn, (own) => within(own, 'entry', { seq: 2 })), 'log'],
    ['another seed', edited(asDrawn, (own) => within(own, 'entry', { seed: other })), 'log'],
    ['no cut-off of the tier', edited(asDrawn, (own) => within(own, 'entry', { cutoffs: [] })), 'notDrawn'],
    [
      'a later time than the checkpoint',
      edited(asDrawn, (own) => within(own, 'entry', { at: '2027-01-01T00:00:00Z' })),
      'log',
    ],
    ['another place in the log', edited(asDrawn, (own) => within(own, 'log', { index: 999 })), 'log'],
    ['another time', edited(asDrawn, (own) => within(own, 'log', { time: '2026-11-20T01:05:01Z' })), 'log'],
    ['a signature that is none', edited(asDrawn, (own) => within(own, 'log', { signature: 'x' })), 'log'],
    ['a replacement of another place', edited(replacedObject, (own) => ({ ...own, rank: 8 })), 'row'],
    ['a replacement as drawn', edited(replacedObject, ({ k: _, ...own }) => own), 'row'],
    ['a replacement with another row', edited(replacedObject, (own) => ({ ...own, salt: other })), 'row'],
    ['a replacement with another team', edited(replacedObject, (own) => within(own, 'team', { salt: other })), 'team'],
    ['a replacement without its team', edited(replacedObject, ({ team: _, ...own }) => own), 'team'],
    [
      'a replacement by another request',
      edited(replacedObject, (own) => within(own, 'replacement', { request: '00'.repeat(32) })),
      'log',
    ],
  ])('%s', (_, text, fault) => {
    expect(readOwnOpening(text, reader)).toEqual({ ok: false, error: fault });
  });

  test('a rank that lost the draw has a row but no opening', () => {
    const loser = frozen.objects.find(
      ({ row, leaf }) => row.state === 'in' && !session.drawn.some((each) => each.leaf === leaf),
    )!;
    const text = made({ ...openRank(session, 1), row: loser.text, salt: hex(loser.salt) });
    expect(readOwnOpening(text, reader)).toEqual({ ok: false, error: 'notDrawn' });
    const out = frozen.objects.find(({ row }) => row.state === 'out')!;
    const excluded = made({ ...openRank(session, 1), row: out.text, salt: hex(out.salt) });
    expect(readOwnOpening(excluded, reader)).toEqual({ ok: false, error: 'row' });
  });

  test('a team under a later rank is not the team of this one', () => {
    const second = openRank(session, 2);
    const text = made({ ...openRank(session, 1), teamRow: second.teamRow!, teamSalt: second.teamSalt! });
    expect(readOwnOpening(text, reader)).toEqual({ ok: false, error: 'team' });
  });

  test('a team row that is none, though a replacement names its leaf', () => {
    const salt = new Uint8Array(32);
    const noTeam = teamRowLeaf(hashOf('std'), salt, { rank: 0, team: [], window: { from: 'x', to: 'y' } });
    const certificate = {
      ...certificates.P3,
      replacements: certificates.P3.replacements.map(({ request, result }) => ({
        ...{ request, result: { places: result!.places.map((place) => ({ ...place, team: noTeam.leaf })) } },
      })),
    };
    const text = made(
      { ...openPlace(replaced.places[0]![0]!), teamRow: noTeam.text, teamSalt: hex(salt) },
      certificate,
    );
    expect(readOwnOpening(text, reader)).toEqual({ ok: false, error: 'team' });
  });

  test('the reader brings the key: without one, or with another, nothing is believed', () => {
    expect(readOwnOpening(asDrawn, { ...reader, logKey: 'x' })).toEqual({ ok: false, error: 'key' });
    const foreign = formatVerifierKey({ name: 'other.log', publicKey: VERIFIER_KEY.publicKey });
    expect(readOwnOpening(asDrawn, { ...reader, logKey: foreign })).toEqual({ ok: false, error: 'log' });
  });
});

describe('at the door', () => {
  test('object, place, team, draw and moment are shown, and what cannot be seen', () => {
    const read = readOwnOpening(asDrawn, reader);
    if (!read.ok) throw new Error(read.error);
    expect(read.value).toMatchObject({
      ...{ place: '1', draw: '140826/2026q4-key/1', object: session.drawn[0]!.object.row, team: session.teams[0]!.row },
      ...{ at: '2026-11-20T01:05:00Z', seen: '2026-11-20T01:05:00Z' },
    });
    expect(read.value.unseen.join()).toContain('看不到检查点之后的替换和作废');
  });

  test('after a replacement its entry proves object and team', () => {
    const [object, person] = [replacedObject, replacedPerson].map((text) => readOwnOpening(text, reader));
    expect(object).toMatchObject({ ok: true, value: { place: '7.1', object: replaced.places[0]![0]!.object!.row } });
    expect(person).toMatchObject({ ok: true, value: { place: '3', team: replaced.places[1]![0]!.teamLeaf!.row } });
    expect(() => made(openRank(session, 7))).toThrow('rank 7 is held by another now');
  });

  test('a code of profile gm says so and is checked by SM3; under another profile its hashes lead nowhere', () => {
    const gm = runSession({ terms: { profile: 'gm' }, replacing: [{ rank: 7 }] });
    const leaves = gm.session.teams.map(({ leaf }) => leaf);
    const openings = [openRank(gm.session, 1), openPlace(gm.replaced.places[0]![0]!)];
    const places = openings.map((opening) => {
      const own = makeOwnOpening({
        ...{ certificate: gm.certificates.P3, opening, lines: gm.frozen.lines.map(publicLineText), teams: leaves },
      });
      if (!own.ok) throw new Error(`${own.error.bytes} bytes`);
      expect(
        readOwnOpening(
          edited(own.value, ({ profile: _, ...rest }) => rest),
          reader,
        ).ok,
      ).toBe(false);
      const read = readOwnOpening(own.value, reader);
      return read.ok && read.value.place;
    });
    expect(places).toEqual(['1', '7.1']);
    expect(asDrawn).not.toContain('profile');
    const relabelled = edited(asDrawn, (own) => ({ ...own, profile: 'gm' }));
    expect(readOwnOpening(relabelled, reader).ok).toBe(false);
    expect(
      readOwnOpening(
        edited(asDrawn, (own) => ({ ...own, profile: 'std' })),
        reader,
      ),
    ).toEqual({
      ...{ ok: false, error: 'form' },
    });
  });

  test('without a team the row alone is opened', () => {
    const { teamRow: _, teamSalt: __, ...teamless } = openRank(session, 2);
    const read = readOwnOpening(made(teamless), reader);
    expect(read.ok && read.value).toMatchObject({ place: '2' });
    expect(read.ok && read.value).not.toHaveProperty('team');
    const nobody = runSession({
      replacing: [
        {
          rank: 7,
          lie: ({ result, places: [place] }) => {
            const { team: ___, teamLeaf: ____, ...rest } = place!;
            const [{ team: _____, ...stated }] = result.places as [(typeof result.places)[number]];
            return { result: { places: [stated] }, places: [rest] };
          },
        },
      ],
    });
    const own = readOwnOpening(made(openPlace(nobody.replaced.places[0]![0]!), nobody.certificates.P3), reader);
    expect(own).toMatchObject({ ok: true, value: { place: '7.1' } });
  });

  test('it goes into a QR code; what is larger says how large, and a link takes its place', () => {
    for (const text of [asDrawn, replacedObject, replacedPerson])
      expect(utf8(text).length).toBeLessThan(MOST_OWN_OPENING_BYTES);
    const opening = openRank(session, 1);
    const long = { ...certificates.P2, strata: [...certificates.P2.strata!, ...manyStrata()] };
    const own = makeOwnOpening({ certificate: long, opening, lines: frozen.lines.map(publicLineText), teams });
    expect(own).toMatchObject({ ok: false, error: { bytes: expect.any(Number) } });
    expect(!own.ok && own.error.bytes).toBeGreaterThan(MOST_OWN_OPENING_BYTES);
  });

  function manyStrata(): NonNullable<Certificate['strata']> {
    const cutoff = hex(sha256(fromHex('00')!));
    return [...Array(12).keys()].map((n) => ({ id: `s${n}`, tiers: [{ tier: 0, cutoff, winners: [] }], reserve: [] }));
  }

  test('a certificate that is not drawn, or a checkpoint that its log has not signed, makes none', () => {
    expect(() => made(openRank(session, 1), certificates.P1)).toThrow('the session is drawn');
    const { proofs } = certificates.P2;
    const unsigned = { ...certificates.P2, proofs: { ...proofs, log: 'x' } };
    expect(() => made(openRank(session, 1), unsigned)).toThrow('the log has signed its checkpoint');
  });
});
