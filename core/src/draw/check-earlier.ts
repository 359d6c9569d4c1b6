import { canonicalJson, parseCanonical } from '../basics/canonical-json.ts';
import { type CalendarDate, dateInShanghai, yearOf } from '../basics/dates.ts';
import { secondsOf } from '../basics/instants.ts';
import { hashOf } from '../hash/hash.ts';
import { type Certificate, type DrawnParts, resultCommit } from './certificate.ts';
import { type EvidenceFiles, FILES } from './evidence.ts';
import { parseJsonLines } from './json-lines.ts';
import { resultEntry } from './log-entries.ts';
import { openedReplacement } from './opened-replacements.ts';
import { scanOpened, wantedRows } from './opened-scan.ts';
import { readDrawn } from './read-drawn.ts';
import { parseOpened } from './reveal.ts';
import { type ObjectRow, parseInspectorRow } from './rows.ts';
import { parseTeamRow, type TeamRow } from './teams.ts';
import { type Pack, readCertificate, textOf } from './verify-pack.ts';
import { winnersOf } from './winners.ts';

/**
 * Tiers and loads rest on earlier draws. Who brings their opened packs along can count them: an object stands in no lower tier than
 * the ranks it was drawn for in the cycle, an inspector carries no smaller load than the seats of the year. More than that may
 * come from before the first logged draw and stays the office's word.
 */

/** `faults`: who stands too low, and packs that do not belong. `seen`: what was counted, and what could not be. */
export type EarlierTiers = { readonly faults: readonly string[]; readonly seen: string };

/** An earlier draw of this log, as its opened pack tells it: who was drawn in the end, and who was sent. */
type Told = { readonly day: CalendarDate; readonly ids: readonly string[]; readonly people: readonly string[] };

/** Takes the rows of the objects one by one. */
export type TierCounter = { readonly add: (row: ObjectRow) => void; readonly end: () => EarlierTiers };

export function earlierTiers(pack: Pack): TierCounter {
  const { cycle } = pack.certificate.manifest;
  const results = resultsBefore(pack);
  const told = pack.earlier.map((files) => tellEarlier(files, results, pack));
  const known = told.filter((each): each is Told => typeof each !== 'string');
  const inCycle = known.filter(({ day }) => cycle.from <= day && day <= cycle.to);
  const inYear = known.filter(({ day }) => yearOf(day) === yearOf(cycle.to));
  const drawn = tally(inCycle.flatMap(({ ids }) => ids));
  const sent = tally(inYear.flatMap(({ people }) => people));
  let isTiered = false;
  let low = 0;
  let lowest: string | undefined;
  return {
    add({ id, tier }) {
      isTiered ||= tier > 0;
      if (tier >= (drawn.get(id) ?? 0)) return;
      low++;
      lowest ??= id;
    },
    end() {
      const few = inspectorsOf(pack).filter(({ id, load }) => load < (sent.get(id) ?? 0));
      const missing = results.size - known.length;
      const faults = [
        ...told.filter((each) => typeof each === 'string'),
        ...(isTiered && low > 0 ? [`${low} 行的轮次少于此前中签次数（如 ${lowest}）`] : []),
        ...(few.length > 0 ? [`${few.length} 人的年度工作量少于此前派出次数（如 ${few[0]!.id}）`] : []),
      ];
      const notes = [
        `按附来的 ${known.length} 次抽取核对轮次和年度工作量`,
        ...(missing > 0 ? [`另有 ${missing} 次没有附来`] : []),
        ...(!isTiered && drawn.size > 0 ? [`本次不分轮次，此前中签的有 ${drawn.size} 家`] : []),
      ];
      return { faults, seen: notes.join('，') };
    },
  };
}

/** The results of the agency that the log had before this list was frozen, without those given up by then. */
function resultsBefore({ files, certificate }: Pack): ReadonlySet<string> {
  const { manifest, proofs } = certificate;
  const lines = (textOf(files, FILES.log) ?? '').split('\n').slice(0, proofs.manifest.index);
  const results = new Map<string, string>();
  for (const line of lines) {
    const { type, agency, fingerprint } = (parseCanonical(line) ?? {}) as { readonly [key: string]: unknown };
    if (agency !== manifest.agency || typeof fingerprint !== 'string') continue;
    if (type === 'result-commit') results.set(fingerprint, line);
    if (type === 'abandoned' || type === 'void') results.delete(fingerprint);
  }
  return new Set(results.values());
}

/** What an earlier pack tells, where its result stands in this log and its names are open; else why it does not count. */
function tellEarlier(files: EvidenceFiles, results: ReadonlySet<string>, pack: Pack): Told | string {
  const { certificate, finding } = readCertificate(files, pack.sha256);
  if (!certificate) return `附来的证据包无法读取（${finding.actual}）`;
  const { manifest, proofs, reveal } = certificate;
  const name = `${manifest.task}/${manifest.seq}`;
  if (!reveal || !proofs.result) return `附来的 ${name} 名单尚未公开`;
  const drawn = readDrawn(files, certificate, pack.makeLanes);
  if (!drawn.ok) return `附来的 ${name} 无法读取（${drawn.error}）`;
  const line = canonicalJson(resultEntry(manifest, resultCommit(certificate, drawn.value), proofs.result.at));
  if (!results.has(line)) return `附来的 ${name} 不是本日志中此前的抽取`;
  const standing = standingLeaves(certificate, drawn.value);
  const wanted = wantedRows(new Set(standing));
  const opened = files.get(FILES.openedObjects) ?? new Uint8Array();
  const scan = { hash: hashOf(manifest.profile), makeLanes: pack.makeLanes };
  const isRead = scanOpened(opened, scan, wanted.take) === undefined;
  return {
    day: dateInShanghai(secondsOf(proofs.result.at) * 1000),
    ids: isRead ? standing.flatMap((leaf) => wanted.rows.get(leaf)?.id ?? []) : [],
    people: standingTeams(files, certificate).flatMap(({ team }) => team.map(({ inspector }) => inspector)),
  };
}

function openedOf(files: EvidenceFiles, { manifest }: Certificate, file: string) {
  const read = parseOpened(hashOf(manifest.profile), textOf(files, file) ?? '');
  return read.ok ? read.value : [];
}

/** The leaf behind every rank after all replacements: who was replaced was not drawn in the end. */
function standingLeaves({ replacements }: Certificate, { strata }: DrawnParts): readonly string[] {
  const held = new Map<number, string | undefined>(winnersOf(strata).map(({ rank, leaf }) => [rank, leaf]));
  for (const { result } of replacements) for (const { rank, leaf } of result?.places ?? []) held.set(rank, leaf);
  return [...held.values()].filter((leaf) => leaf !== undefined);
}

/** The team of every visit after all replacements. */
function standingTeams(files: EvidenceFiles, certificate: Certificate): readonly TeamRow[] {
  const teams = new Map<number, TeamRow>();
  const put = (text: string) => {
    const read = parseTeamRow(text);
    if (read.ok) teams.set(read.value.rank, read.value);
  };
  for (const { text } of openedOf(files, certificate, FILES.openedTeams)) put(text);
  const replaced = parseJsonLines(textOf(files, FILES.openedReplacements) ?? '', openedReplacement);
  if (replaced.ok) for (const opened of replaced.value) for (const { row } of opened.teams) put(row);
  return [...teams.values()];
}

function inspectorsOf({ files, certificate }: Pack) {
  return openedOf(files, certificate, FILES.openedInspectors).flatMap(({ text }) => {
    const read = parseInspectorRow(text);
    return read.ok ? [read.value] : [];
  });
}

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
