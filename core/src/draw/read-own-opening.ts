import { fromBase64 } from '../basics/base64.ts';
import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import { parseCanonical } from '../basics/canonical-json.ts';
import type { Instant } from '../basics/instants.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { type Hash, hashOf } from '../hash/hash.ts';
import { nodeHash, rootOfPath } from '../hash/merkle.ts';
import { treePathRoot } from '../hash/tree-root.ts';
import { leafOfText } from './check-opened.ts';
import { checkpointBody, parseVerifierKey, type VerifySignature } from './checkpoint.ts';
import { publicLine, publicLineText } from './lists.ts';
import { type DrawEntry, entryLeaf, type ResultEntry } from './log-entries.ts';
import { type DrawnOpening, type LogPlace, ownOpeningShape, type ReplacedOpening } from './own-opening-shape.ts';
import { placeName } from './place-name.ts';
import { type ObjectRow, parseObjectRow } from './rows.ts';
import { stratumKey } from './seed.ts';
import { parseTeamRow, type TeamRow } from './teams.ts';
import { ticketsOf } from './tickets.ts';

/**
 * What a QR opening proves: this object holds the `place` (`17`, or `17.1` after a replacement) in the session agency/task/seq, and this team
 * was committed to, in a log entry of `at` under a checkpoint of `seen`. `unseen`: what it cannot show, in Chinese sentences for the screen.
 */
export type OwnOpening = {
  readonly place: string;
  readonly rank: number;
  readonly k: number;
  /** Leaves in hex; `fingerprint` of the session. */
  readonly leaf: string;
  readonly fingerprint: string;
  readonly object: ObjectRow;
  readonly team?: TeamRow;
  readonly teamLeaf?: string;
  readonly draw: string;
  readonly at: Instant;
  readonly seen: Instant;
  readonly unseen: readonly string[];
};

/**
 * `form`: no opening. `key`: the reader's key is none. `row`: the row is none or is not the one committed to.
 * `notDrawn`: its ticket lies above the cut-off. `team`: the team is none, or not of this place. `log`: the log's signature does not fit.
 */
export type OwnOpeningFault = 'form' | 'key' | 'row' | 'notDrawn' | 'team' | 'log';

export type OwnOpeningReader = {
  /** Verifier key of the log the reader trusts, from the page that checks, never from the code. */
  readonly logKey: string;
  readonly verifySignature: VerifySignature;
};

const UNSEEN = [
  '离线核对看不到检查点之后的替换和作废，请联网查看该次抽取的现状。',
  '离线核对不重新计算种子和全部签号，序号与检查组的对应关系以完整证据包为准。',
] as const;

/** Checks a QR opening without any other file; works on any text. */
export function readOwnOpening(text: string, reader: OwnOpeningReader): Result<OwnOpening, OwnOpeningFault> {
  const opening = ownOpeningShape(parseCanonical(text), '');
  if (!opening.ok) return err('form');
  const own = opening.value;
  const object = parseObjectRow(own.row);
  if (!object.ok) return err('row');
  const proven = 'replacement' in own ? replacedEntry(own) : drawnEntry(own, object.value);
  if (!proven.ok) return proven;
  const { entry, team } = proven.value;
  const fault = logFault(entry, own.log, reader);
  if (fault) return err(fault);
  const { agency, task, seq, fingerprint, at } = entry;
  const hash = hashOfDraw(own);
  return ok({
    ...{ place: placeName(own), rank: own.rank, k: ('k' in own && own.k) || 0 },
    ...{ leaf: leafOf(hash, own), object: object.value },
    ...(own.team && team && { team, teamLeaf: leafOf(hash, own.team) }),
    ...{ draw: `${agency}/${task}/${seq}`, fingerprint, at, seen: own.log.time, unseen: UNSEEN },
  });
}

type Proven<E> = Result<{ readonly entry: E; readonly team?: TeamRow }, OwnOpeningFault>;

/** The result's entry, made again from the row's path, the team's path and the rest of the commitment. */
function drawnEntry(own: DrawnOpening, object: ObjectRow): Proven<ResultEntry> {
  const hash = hashOfDraw(own);
  const leaf = leafOf(hash, own);
  const line = publicLine(object, leaf);
  const objectsRoot = rootOf(hash, utf8(publicLineText(line)), own.line);
  if (objectsRoot === undefined || line.state !== 'in') return err('row');
  const { at, agency, task, seq, ...entry } = own.entry;
  const [fingerprint, seed, body] = [unpacked(entry.fingerprint), unpacked(entry.seed), unpacked(entry.body)];
  const cutoffs = entry.cutoffs.map((each) => ({ ...each, cutoff: unpacked(each.cutoff) }));
  const cutoff = cutoffs.find(({ stratum, tier }) => stratum === line.stratum && tier === line.tier)?.cutoff;
  const key = stratumKey(hash, fromHex(seed)!, line);
  const ticket = ticketsOf(hash, key)(leaf, line.weight);
  if (cutoff === undefined || ticket > cutoff) return err('notDrawn');
  const team = own.team && readTeam(own.team.row, own.rank);
  const teamsRoot = own.team
    ? rootOf(hash, fromHex(leafOf(hash, own.team))!, own.team)
    : own.teams && unpacked(own.teams);
  if (teamsRoot === undefined || (own.team && !team)) return err('team');
  const commit = { fingerprint, seed, objectsRoot, teamsRoot, cutoffs, body };
  return ok({ entry: { type: 'result-commit', at, agency, task, seq, fingerprint, commit }, ...(team && { team }) });
}

/** The replacement's entry, which must give the place to this row and this team. */
function replacedEntry(own: ReplacedOpening): Proven<ReplacedOpening['replacement']> {
  const { rank, k = 0, replacement } = own;
  const hash = hashOfDraw(own);
  const place = replacement.places.find((each) => each.rank === rank && each.k === k);
  if (place?.leaf !== leafOf(hash, own)) return err('row');
  if (place.team !== (own.team && leafOf(hash, own.team))) return err('team');
  const team = own.team && readTeam(own.team.row, rank);
  if (own.team && !team) return err('team');
  return ok({ entry: replacement, ...(team && { team }) });
}

/** A team goes under the lowest rank of its object. */
function readTeam(row: string, rank: number): TeamRow | undefined {
  const team = parseTeamRow(row);
  return team.ok && team.value.rank <= rank ? team.value : undefined;
}

function logFault(entry: DrawEntry, log: LogPlace, reader: OwnOpeningReader): 'key' | 'log' | undefined {
  const key = parseVerifierKey(reader.logKey);
  if (!key) return 'key';
  const { index, size, time } = log;
  const root = rootOfPath({ leaf: fromHex(entryLeaf(entry))!, index, size, path: hashesOf(log.path) }, nodeHash);
  if (!root || entry.at > time) return 'log';
  const body = checkpointBody({ origin: key.name, size, root: hex(root), time });
  const signature = fromBase64(log.signature)?.slice(4);
  return signature && reader.verifySignature(key.publicKey, utf8(body), signature) ? undefined : 'log';
}

type Path = Pick<LogPlace, 'index' | 'size' | 'path'>;

/** Root (hex) to which the path leads from the data of a leaf, in a tree of the draw. */
function rootOf(hash: Hash, data: Uint8Array, { index, size, path }: Path): string | undefined {
  const root = treePathRoot(hash, { data, index, size, path: hashesOf(path) });
  return root && hex(root);
}

function leafOf(hash: Hash, { row, salt }: { readonly row: string; readonly salt: string }): string {
  return leafOfText(hash, row, unpacked(salt));
}

function hashOfDraw({ profile }: Pick<DrawnOpening, 'profile'>): Hash {
  return hashOf(profile ?? 'std');
}

function hashesOf(path: string): readonly Uint8Array[] {
  const bytes = fromBase64(path)!;
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.slice(32 * i, 32 * i + 32));
}

function unpacked(hash: string): string {
  return hex(fromBase64(hash)!);
}
