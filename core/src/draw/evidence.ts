import { compareText, hex, utf8 } from '../basics/bytes.ts';
import { canonicalBytes, canonicalJson } from '../basics/canonical-json.ts';
import { sha256 } from '../hash/sha256.ts';
import type { Certificate } from './certificate.ts';
import { howToVerify } from './evidence-how-to.ts';
import { jsonLines } from './json-lines.ts';
import { leafListText, leafTexts, publicLine, publicListText } from './lists.ts';
import type { OpenedReplacement } from './opened-replacements.ts';
import type { PublishedResult } from './published-results.ts';
import type { FrozenRows } from './restore-rows.ts';
import { openedObjects, openedRecusals, openedText, withheldIds } from './reveal.ts';
import type { TeamLeaf } from './teams.ts';
import { reserveText, winnersText } from './told-winners.ts';
import type { DrawnStratum } from './winners.ts';
import type { WitnessPolicy } from './witness-policy.ts';

/** The files of an evidence pack by name: what `verifyDraw` reads, and what goes into the zip. */
export type EvidenceFiles = ReadonlyMap<string, Uint8Array>;

/** SHA-256 of a file. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

export const FILES = {
  certificate: 'draw.json',
  objects: 'lists/objects.txt',
  inspectors: 'lists/inspectors.txt',
  recusals: 'lists/recusals.txt',
  teams: 'lists/teams.txt',
  winners: 'lists/winners.txt',
  reserve: 'lists/reserve.txt',
  openedObjects: 'opened/objects.txt',
  openedInspectors: 'opened/inspectors.txt',
  openedRecusals: 'opened/recusals.txt',
  openedTeams: 'opened/teams.txt',
  openedReplacements: 'opened/replacements.jsonl',
  results: 'results.jsonl',
  log: 'log.jsonl',
  witnesses: 'witnesses.json',
  howTo: 'README.txt',
  sums: 'SHA256SUMS',
} as const;

export type EvidenceInput = {
  readonly certificate: Certificate;
  readonly rows: FrozenRows;
  /** The drawn strata, whole; must be there where the certificate has winners or 候补 by the root of a file. */
  readonly strata?: readonly DrawnStratum[];
  /** In rank order; empty before the draw. */
  readonly teams: readonly TeamLeaf[];
  /** One for each answered replacement, in order; absent where there was none. */
  readonly replacements?: readonly OpenedReplacement[];
  /** The inspection results published so far, by rank; or absent. */
  readonly results?: readonly PublishedResult[];
  /** Canonical texts of the public log's entries from the first on, up to the size of the last checkpoint; or absent. */
  readonly log?: readonly string[];
  /** The policy that the manifest's `witnesses` is the hash of; may be absent where nobody cosigns. */
  readonly witnesses?: WitnessPolicy;
  /** A faster way to hash files than plain JavaScript, where the platform has one. */
  readonly sha256?: Digest;
  /** Further files, such as the printable record. */
  readonly extra?: EvidenceFiles;
};

/**
 * The pack of a session as far as it is public now: rows, names and teams are in it only when the certificate carries
 * the reveal. Files come sorted by name, the sums last.
 */
export function evidenceFiles(input: EvidenceInput): EvidenceFiles {
  const { rows, certificate, sha256: digest, ...rest } = input;
  const { reveal } = certificate;
  const list = publicListText(rows.objects.map(({ row, leaf }) => publicLine(row, leaf)));
  const files = new Map(
    evidenceBeside({ ...rest, certificate, rows, closed: withheldIds(rows, reveal?.withheld ?? []) }),
  );
  files.set(FILES.objects, utf8(list));
  if (reveal) files.set(FILES.openedObjects, utf8(openedObjects(rows, reveal.withheld)));
  return withSums(files, digest);
}

/** What a pack has beside the rows of its objects. `closed`: ids of the objects withheld at the reveal. */
export type BesideInput = Omit<EvidenceInput, 'sha256' | 'rows'> & {
  readonly rows: Pick<FrozenRows, 'inspectors' | 'recusals'>;
  readonly closed: ReadonlySet<string>;
};

/** The same without the public list, the opened rows of the objects and the sums: a nation's lists are read from where they lie. */
export function evidenceBeside(input: BesideInput): EvidenceFiles {
  const { certificate, rows, strata, teams, replacements, results, log, witnesses, extra } = input;
  const texts: [string, string][] = [
    [FILES.inspectors, leafListText(leafTexts(rows.inspectors))],
    [FILES.recusals, leafListText(leafTexts(rows.recusals))],
    [FILES.howTo, howToVerify(certificate)],
  ];
  if (certificate.winners) texts.push([FILES.winners, winnersText(strata!)]);
  if (certificate.reserve) texts.push([FILES.reserve, reserveText(strata!)]);
  if (certificate.teams) texts.push([FILES.teams, leafListText(leafTexts(teams))]);
  if (log) texts.push([FILES.log, log.map((entry) => `${entry}\n`).join('')]);
  if (results) texts.push([FILES.results, jsonLines(results)]);
  if (witnesses) texts.push([FILES.witnesses, canonicalJson(witnesses)]);
  if (certificate.reveal) {
    texts.push([FILES.openedInspectors, openedText(rows.inspectors)]);
    texts.push([FILES.openedRecusals, openedRecusals(rows.recusals, input.closed)]);
    texts.push([FILES.openedTeams, openedText(teams)]);
    if (replacements) texts.push([FILES.openedReplacements, jsonLines(replacements)]);
  }
  const files = new Map<string, Uint8Array>(extra);
  files.set(FILES.certificate, canonicalBytes(certificate));
  for (const [name, text] of texts) files.set(name, utf8(text));
  return files;
}

/** The files sorted by name, with `SHA256SUMS` (as `sha256sum -c` reads it) made anew and put last. */
export function withSums(files: EvidenceFiles, digest: Digest = sha256): EvidenceFiles {
  const named = [...files].filter(([name]) => name !== FILES.sums).sort(([a], [b]) => compareText(a, b));
  const sums = sumsText(named.map(([name, bytes]) => [name, digest(bytes)]));
  return new Map([...named, [FILES.sums, utf8(sums)]]);
}

/** `SHA256SUMS` of files in the order of their names. */
export function sumsText(digests: readonly (readonly [name: string, sha256: Uint8Array])[]): string {
  return digests.map(([name, sha]) => `${hex(sha)}  ${name}\n`).join('');
}
