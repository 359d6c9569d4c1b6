import { hex, utf8 } from '../basics/bytes.ts';
import { parseCanonical } from '../basics/canonical-json.ts';
import { instantOf, secondsOf } from '../basics/instants.ts';
import { literal, object, type Shape } from '../basics/shape.ts';
import { leafHash, rootOfHashes } from '../hash/merkle.ts';
import { instant } from './alphabet-shapes.ts';
import { type Certificate, checkpointedProofs } from './certificate.ts';
import { type Finding, judged, statedAtBest } from './check.ts';
import { endFaults } from './check-end.ts';
import { checkpointOf } from './check-log.ts';
import { planOf } from './check-plan.ts';
import { FILES } from './evidence.ts';
import { fingerprint, type Manifest } from './manifest.ts';
import { manifestShape } from './manifest-shape.ts';
import { resultBy } from './session-times.ts';
import { type Pack, textOf } from './verify-pack.ts';

/** V4: every session of the agency, period and stratum, from the log's own entries. */

type Session = {
  readonly index: number;
  readonly manifest: Manifest;
  readonly fingerprint: string;
  readonly fate: Fate;
  /** Place of the entry that decided the fate; undefined while it is open. */
  readonly closedAt: number | undefined;
};
/**
 * `stalled`: a source was opened, and no result came; until its time is over that is an open session. `annulled`: drawn,
 * and given up afterwards; it still counts as a draw.
 */
type Fate = 'open' | 'stalled' | 'drawn' | 'annulled' | 'void' | 'abandoned';

const EXPECTED = '日志中同单位、同时期、同类别的抽取全部列明，后一次写明前一次';

export function checkSessions(pack: Pack): Finding {
  const { manifest, proofs } = pack.certificate;
  if (!pack.files.has(FILES.log)) {
    const shown = [...endFaults(pack), ...lateFaults(pack.certificate)];
    return statedAtBest(judged(EXPECTED, shown, '证据包不含日志全文，没有漏报由单位陈述'));
  }
  const log = textOf(pack.files, FILES.log);
  if (log === undefined) return judged(EXPECTED, [`${FILES.log} 不是 UTF-8`], '');
  const lines = log.split('\n');
  const unended = lines.pop() !== '';
  const faults = [...(unended ? ['日志文件不完整'] : []), ...rootFaults(pack, lines)];
  if (faults.length > 0) return judged(EXPECTED, faults, '');
  const sessions = sessionsOf(lines);
  const own = sessions.find((session) => session.index === proofs.manifest.index);
  if (!own || own.fingerprint !== hex(fingerprint(manifest))) return judged(EXPECTED, ['日志该条不是本次清单'], '');
  const related = sessions.filter((session) => concernsSame(session.manifest, manifest));
  const plan = planOf(manifest, lines.slice(0, own.index));
  const told = related.map(({ manifest: { task, seq }, fate }) => `${task}/${seq} ${FATES[fate]}`);
  const seen = [...told, plan.inPlan ? '计划内' : '计划外'].join('；');
  return judged(
    EXPECTED,
    [...nameFaults(own, sessions, related), ...plan.faults, ...endFaults(pack), ...fateFaults(pack, own)],
    seen,
  );
}

const FATES: { readonly [fate in Fate]: string } = {
  open: '未摇号',
  stalled: '已开数源，没有结果',
  drawn: '已摇号',
  annulled: '已摇号，后中止',
  void: '作废',
  abandoned: '中止',
};

/** Are these lines the entries under the pack's checkpoints? */
function rootFaults(pack: Pack, lines: readonly string[]): readonly string[] {
  const hashes = lines.map((line) => leafHash(utf8(line)));
  const faults: string[] = [];
  let largest = 0;
  for (const proof of checkpointedProofs(pack.certificate.proofs)) {
    const checkpoint = checkpointOf(pack, proof);
    if (typeof checkpoint === 'string') return [checkpoint];
    largest = Math.max(largest, checkpoint.size);
    const isRoot =
      checkpoint.size <= hashes.length &&
      hex(rootOfHashes(hashes, { from: 0, to: checkpoint.size })) === checkpoint.root;
    if (!isRoot) faults.push(`日志全文与 ${checkpoint.size} 条的检查点不符`);
  }
  return largest === hashes.length ? faults : [...faults, `日志全文 ${hashes.length} 条，检查点 ${largest} 条`];
}

const manifestLine: Shape<{ readonly manifest: Manifest }> = object(
  { type: literal('manifest'), at: instant, manifest: manifestShape },
  {},
);

type Event = { readonly type: string; readonly fingerprint: string };
type LoggedEvent = Event & { readonly index: number };

/** The log's entries about this session, in order; none where the pack has no log. `index`: place in the log; `leaf`: hash of the entry, hex. */
export function sessionEvents({ files, certificate }: Pack): readonly {
  readonly index: number;
  readonly type: string;
  readonly value: unknown;
  readonly leaf: string;
}[] {
  const own = hex(fingerprint(certificate.manifest));
  return (textOf(files, FILES.log) ?? '').split('\n').flatMap((line, index) => {
    const value = parseCanonical(line);
    const event = eventOf(value);
    return event?.fingerprint === own ? [{ index, type: event.type, value, leaf: hex(leafHash(utf8(line))) }] : [];
  });
}

function sessionsOf(lines: readonly string[]): readonly Session[] {
  const found: Omit<Session, 'fate' | 'closedAt'>[] = [];
  const events: LoggedEvent[] = [];
  for (const [index, line] of lines.entries()) {
    const value = parseCanonical(line);
    const entry = manifestLine(value, '');
    if (entry.ok)
      found.push({ index, manifest: entry.value.manifest, fingerprint: hex(fingerprint(entry.value.manifest)) });
    const event = eventOf(value);
    if (event) events.push({ ...event, index });
  }
  return found.map((session) => ({
    ...session,
    ...fateOf(events.filter((event) => event.fingerprint === session.fingerprint)),
  }));
}

function eventOf(value: unknown): Event | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('fingerprint' in value)) return undefined;
  const { type, fingerprint: session } = value;
  return typeof type === 'string' && typeof session === 'string' ? { type, fingerprint: session } : undefined;
}

/** Whatever came first decides. A void logged after a source has opened is an abandoned session. */
function fateOf(events: readonly LoggedEvent[]): Pick<Session, 'fate' | 'closedAt'> {
  let hasOpened = false;
  for (const { type, index } of events) {
    if (type === 'entropy' || type === 'nonce') hasOpened = true;
    if (type === 'result-commit') {
      const isGivenUp = events.some((event) => event.index > index && isEnd(event.type));
      return { fate: isGivenUp ? 'annulled' : 'drawn', closedAt: index };
    }
    if (isEnd(type)) return { fate: hasOpened ? 'abandoned' : type, closedAt: index };
  }
  return { fate: hasOpened ? 'stalled' : 'open', closedAt: undefined };
}

function isEnd(type: string): type is 'void' | 'abandoned' {
  return type === 'void' || type === 'abandoned';
}

function concernsSame(a: Manifest, b: Manifest): boolean {
  const ids = new Set(b.strata.map(({ id }) => id));
  return a.agency === b.agency && a.period === b.period && a.strata.some(({ id }) => ids.has(id));
}

/** Earlier sessions that this one does not lead back to, or that were still open when it began; numbers given twice. */
function nameFaults(own: Session, sessions: readonly Session[], related: readonly Session[]): readonly string[] {
  const named = new Set(own.manifest.supersedes ?? []);
  for (const session of [...sessions].reverse()) {
    if (named.has(session.fingerprint)) for (const earlier of session.manifest.supersedes ?? []) named.add(earlier);
  }
  const { agency, task, seq } = own.manifest;
  const unknown = (own.manifest.supersedes ?? []).filter(
    (each) => !sessions.some(({ fingerprint: f, index }) => f === each && index < own.index),
  );
  const twice = sessions.filter(({ manifest: m }) => m.agency === agency && m.task === task && m.seq === seq);
  const earlier = related.filter(({ index }) => index < own.index);
  const open = earlier.filter(({ closedAt }) => closedAt === undefined || closedAt > own.index);
  return [
    ...earlier
      .filter(({ fingerprint: f }) => !named.has(f))
      .map(({ manifest: m }) => `没有写明此前的 ${m.task}/${m.seq}`),
    ...open.map(({ manifest: m }) => `封存时 ${m.task}/${m.seq} 尚未了结`),
    ...unknown.map((each) => `写明的前一次 ${each} 不在此前的日志中`),
    ...(twice.length > 1 ? [`编号 ${task}/${seq} 在日志中出现 ${twice.length} 次`] : []),
  ];
}

function toldFate({ proofs, end }: Certificate): Fate {
  if (end) return proofs.result ? 'annulled' : end.kind;
  return proofs.result ? 'drawn' : 'open';
}

/** The pack must tell of the session what the log tells. */
function fateFaults(pack: Pack, own: Session): readonly string[] {
  const { certificate } = pack;
  const told = toldFate(certificate);
  const logged = own.fate === 'stalled' ? 'open' : own.fate;
  return told === logged
    ? [...untoldFaults(pack), ...lateFaults(certificate)]
    : [`证书称${FATES[told]}，日志为${FATES[logged]}`];
}

const TOLD: readonly string[] = ['entropy', 'result-commit', 'reveal', 'void', 'abandoned'];

/** A source closed twice, a second result: whatever the log has of this session and the certificate has not. */
function untoldFaults(pack: Pack): readonly string[] {
  const { entropy, result, reveal, end } = pack.certificate.proofs;
  const told = new Set([...entropy, result, reveal, end].map((proof) => proof?.index));
  const untold = sessionEvents(pack).filter(({ type, index }) => TOLD.includes(type) && !told.has(index));
  return untold.map(({ type, index }) => `日志第 ${index} 条（${type}）证书没有写`);
}

/** The times of the proofs show a late result without the text of the log. */
function lateFaults({ manifest, proofs, entropy }: Certificate): readonly string[] {
  const last = proofs.entropy[entropy.length - 1];
  const isLate = proofs.result && last && secondsOf(proofs.result.at) > resultBy(manifest, last.at);
  return isLate ? [`结果迟于最后一个随机数的时限（${instantOf(resultBy(manifest, last.at))}），应作中止`] : [];
}
