import { assert } from '../basics/assert.ts';
import { base64 } from '../basics/base64.ts';
import { concat, fromHex, utf8 } from '../basics/bytes.ts';
import { canonicalJson, type Json } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { type Hash, hashOf } from '../hash/hash.ts';
import { treePath } from '../hash/tree-root.ts';
import { type Certificate, type LaterProof, type Opening, resultCommit } from './certificate.ts';
import { leafOfText } from './check-opened.ts';
import { parseVerifierKey } from './checkpoint.ts';
import { replacementEntry, replacementRequestEntry, resultEntry } from './log-entries.ts';
import type { DrawnOpening, LogPlace, ReplacedOpening } from './own-opening-shape.ts';
import { placeName } from './place-name.ts';

/** 亮码即验: the opening of one place for a QR code at the enterprise's door, checked there without a network (`readOwnOpening`). */

/** A QR code of version 40 with little error correction holds 2,953 bytes; printed at 6 cm, 2,200 still scan (protocol, section 6). */
export const MOST_OWN_OPENING_BYTES = 2200;

/** `opening` as `openRank` or `openPlace` made it; `certificate` with its result logged; `lines`: of the public list, without LF; `teams`: team leaves of the draw in rank order. */
export type OwnOpeningInput = {
  readonly certificate: Certificate;
  readonly opening: Opening;
  readonly lines: readonly string[];
  readonly teams: readonly string[];
};

/**
 * The opening of any size: canonical JSON with row, salt, team, paths, and the log's proof of the one entry that gave the place to the
 * object: the result, or the place's last replacement. Throws where opening and certificate do not belong together. A visit of several
 * ranks is opened under the lowest, where its replacements stand.
 */
export function ownOpeningText(input: OwnOpeningInput): string {
  return canonicalJson((replacedOpening(input) ?? drawnOpening(input)) as Json);
}

/** The text of the QR code. Where it is too large its size is the error: it goes as a file or pasted, not as a picture. */
export function makeOwnOpening(input: OwnOpeningInput): Result<string, { readonly bytes: number }> {
  const text = ownOpeningText(input);
  const bytes = utf8(text).length;
  return bytes <= MOST_OWN_OPENING_BYTES ? ok(text) : err({ bytes });
}

function replacedOpening({ certificate, opening }: OwnOpeningInput): ReplacedOpening | undefined {
  const { manifest, replacements, proofs } = certificate;
  const { rank, k = 0, teamRow, teamSalt } = opening;
  const i = replacements.findLastIndex(({ result }) => result?.places.some((place) => place.rank === rank));
  if (i < 0) return undefined;
  const { request, result } = replacements[i]!;
  const isHeld = result!.places.some((place) => place.rank === rank && place.k === k);
  assert(isHeld, `rank ${placeName(opening)} is held by another now`);
  const proof = proofs.replacements![i]!;
  const asked = replacementRequestEntry(manifest, request, proof.request.at);
  return {
    ...ownPart(certificate, opening, proof.result!),
    ...(k > 0 && { k }),
    ...(teamRow !== undefined && { team: { row: teamRow, salt: packed(teamSalt!) } }),
    replacement: replacementEntry(manifest, { request: asked, result: result!, at: proof.result!.at }),
  };
}

function drawnOpening({ certificate, opening, lines, teams }: OwnOpeningInput): DrawnOpening {
  const { manifest, seed, strata, teams: record, proofs } = certificate;
  const hash = hashOf(manifest.profile);
  const { teamRow, teamSalt } = opening;
  assert(seed !== undefined && strata && record && proofs.result, 'the session is drawn');
  const result = proofs.result;
  const { at, agency, task, seq, commit } = resultEntry(
    manifest,
    resultCommit(certificate, { seed, strata, teams: record }),
    result.at,
  );
  const leaf = leafOfText(hash, opening.row, opening.salt);
  const data = lines.map(utf8);
  const line = pathIn(
    hash,
    data,
    lines.findIndex((each) => each.endsWith(`\t${leaf}`)),
  );
  const team = teamRow !== undefined && {
    team: {
      ...pathIn(hash, teams.map(bytesOf), teams.indexOf(leafOfText(hash, teamRow, teamSalt!))),
      ...{ row: teamRow, salt: packed(teamSalt!) },
    },
  };
  const { body, cutoffs, fingerprint, teamsRoot } = commit;
  return {
    ...ownPart(certificate, opening, result),
    line,
    ...(team || { teams: packed(teamsRoot) }),
    entry: {
      ...{ at, agency, task, seq, fingerprint: packed(fingerprint), seed: packed(seed), body: packed(body) },
      cutoffs: cutoffs.map((each) => ({ ...each, cutoff: packed(each.cutoff) })),
    },
  };
}

type OwnPart = Pick<DrawnOpening, 'profile' | 'rank' | 'row' | 'salt' | 'log'>;

function ownPart({ manifest, proofs }: Certificate, { rank, row, salt }: Opening, proof: LaterProof): OwnPart {
  const profile = manifest.profile === 'gm' && { profile: manifest.profile };
  return { ...profile, rank, row, salt: packed(salt), log: logPlace(proofs.log, proof) };
}

/** The checkpoint without what the path gives again: its origin is the key's name, its root the end of the path. */
function logPlace(logKey: string, { index, path, checkpoint }: LaterProof): LogPlace {
  const name = parseVerifierKey(logKey)?.name;
  const [, size, , time] = checkpoint.split('\n');
  const line = checkpoint.split('\n').find((each) => each.startsWith(`— ${name} `));
  assert(line, 'the log has signed its checkpoint');
  const signature = line.slice(line.lastIndexOf(' ') + 1);
  return {
    ...{ index, size: Number(size), path: base64(concat(...path.map(bytesOf))) },
    ...{ time: time!.slice('time '.length), signature },
  };
}

function pathIn(hash: Hash, data: readonly Uint8Array[], index: number): DrawnOpening['line'] {
  return { index, size: data.length, path: base64(concat(...treePath(hash, data, index))) };
}

function packed(hash: string): string {
  return base64(bytesOf(hash));
}

function bytesOf(hash: string): Uint8Array {
  return fromHex(hash)!;
}
