import { hex, utf8 } from '../basics/bytes.ts';
import { parseCanonical } from '../basics/canonical-json.ts';
import { secondsOf } from '../basics/instants.ts';
import { literal, object, type Shape } from '../basics/shape.ts';
import { leafHash, rootOfHashes } from '../hash/merkle.ts';
import { instant } from './alphabet-shapes.ts';
import { checkpointedProofs } from './certificate.ts';
import { type Finding, judged } from './check.ts';
import { checkpointOf } from './check-log.ts';
import { FILES } from './evidence.ts';
import { fingerprint, type Manifest } from './manifest.ts';
import { manifestShape } from './manifest-shape.ts';
import { type Pack, textOf } from './verify-pack.ts';

/** V4: every session of the agency, period and stratum, from the log's own entries. */

type Session = {
  readonly index: number;
  readonly manifest: Manifest;
  readonly fingerprint: string;
  readonly fate: Fate;
};
type Fate = 'open' | 'drawn' | 'void' | 'abandoned';

/** Seconds after the last source within which the result must be logged. */
const RESULT_WITHIN = 7200;
const EXPECTED = '日志中同单位、同时期、同类别的抽取全部列明，后一次写明前一次';

export function checkSessions(pack: Pack): Finding {
  const { manifest, proofs } = pack.certificate;
  if (!pack.files.has(FILES.log)) {
    return { state: 'stated', expected: EXPECTED, actual: '证据包不含日志全文，没有漏报由单位陈述' };
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
  const seen = related.map(({ manifest: { task, seq }, fate }) => `${task}/${seq} ${FATES[fate]}`).join('；');
  return judged(EXPECTED, [...nameFaults(own, sessions, related), ...fateFaults(pack, own)], seen);
}

const FATES: { readonly [fate in Fate]: string } = { open: '未摇号', drawn: '已摇号', void: '作废', abandoned: '中止' };

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

/** The log's entries about this session with their places; undefined where the pack has no log. */
export function loggedOfSession({ files, certificate }: Pack): readonly LoggedEvent[] | undefined {
  const own = hex(fingerprint(certificate.manifest));
  return textOf(files, FILES.log)
    ?.split('\n')
    .flatMap((line, index) => {
      const event = eventOf(parseCanonical(line));
      return event?.fingerprint === own ? [{ index, type: event.type, leaf: hex(leafHash(utf8(line))) }] : [];
    });
}

/** `leaf`: hash of the entry, hex. */
type LoggedEvent = { readonly index: number; readonly type: string; readonly leaf: string };

function sessionsOf(lines: readonly string[]): readonly Session[] {
  const found: Omit<Session, 'fate'>[] = [];
  const events: Event[] = [];
  for (const [index, line] of lines.entries()) {
    const value = parseCanonical(line);
    const entry = manifestLine(value, '');
    if (entry.ok)
      found.push({ index, manifest: entry.value.manifest, fingerprint: hex(fingerprint(entry.value.manifest)) });
    const event = eventOf(value);
    if (event) events.push(event);
  }
  return found.map((session) => ({
    ...session,
    fate: fateOf(events.filter((event) => event.fingerprint === session.fingerprint)),
  }));
}

function eventOf(value: unknown): Event | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('fingerprint' in value)) return undefined;
  const { type, fingerprint: session } = value;
  return typeof type === 'string' && typeof session === 'string' ? { type, fingerprint: session } : undefined;
}

/** Whatever came first decides. A void logged after a source has opened is an abandoned session. */
function fateOf(events: readonly Event[]): Fate {
  let hasOpened = false;
  for (const { type } of events) {
    if (type === 'entropy') hasOpened = true;
    if (type === 'result-commit') return 'drawn';
    if (type === 'abandoned' || type === 'void') return hasOpened ? 'abandoned' : type;
  }
  return 'open';
}

function concernsSame(a: Manifest, b: Manifest): boolean {
  const ids = new Set(b.strata.map(({ id }) => id));
  return a.agency === b.agency && a.period === b.period && a.strata.some(({ id }) => ids.has(id));
}

/** Earlier sessions that this one does not lead back to, and numbers given twice. */
function nameFaults(own: Session, sessions: readonly Session[], related: readonly Session[]): readonly string[] {
  const named = new Set(own.manifest.supersedes ?? []);
  for (const session of [...sessions].reverse()) {
    if (named.has(session.fingerprint)) for (const earlier of session.manifest.supersedes ?? []) named.add(earlier);
  }
  const { agency, task, seq } = own.manifest;
  const twice = sessions.filter(({ manifest: m }) => m.agency === agency && m.task === task && m.seq === seq);
  return [
    ...related
      .filter(({ index, fingerprint: f }) => index < own.index && !named.has(f))
      .map(({ manifest: m }) => `没有写明此前的 ${m.task}/${m.seq}`),
    ...(twice.length > 1 ? [`编号 ${task}/${seq} 在日志中出现 ${twice.length} 次`] : []),
  ];
}

/** The pack must tell of the session what the log tells. */
function fateFaults({ certificate }: Pack, own: Session): readonly string[] {
  const { proofs, end, entropy } = certificate;
  const told: Fate = end ? end.kind : proofs.result ? 'drawn' : 'open';
  if (told !== own.fate) return [`证书称${FATES[told]}，日志为${FATES[own.fate]}`];
  const last = proofs.entropy[entropy.length - 1];
  const isLate = proofs.result && last && secondsOf(proofs.result.at) - secondsOf(last.at) > RESULT_WITHIN;
  return isLate ? ['结果迟于最后一个随机数两小时，应作中止'] : [];
}
