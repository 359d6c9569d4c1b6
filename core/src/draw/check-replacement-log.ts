import { secondsOf } from '../basics/instants.ts';
import type { Certificate } from './certificate.ts';
import { isLogged, laterCheckpoint } from './check-log.ts';
import { sessionEvents } from './check-sessions.ts';
import { existsAt } from './entropy.ts';
import { FILES } from './evidence.ts';
import { freshSource, isFreshValue } from './fresh-value.ts';
import { entryLeaf, replacementEntry, replacementRequestEntry } from './log-entries.ts';
import { isRepetition } from './replacement-request.ts';
import type { Pack } from './verify-pack.ts';

/** V14, the log's part: every request and every answer is logged, in order, and the log has no others. */

/** What is wrong with the entries of the pack's replacements, in Chinese sentences. */
export function entryFaults(pack: Pack): readonly string[] {
  const { certificate } = pack;
  const { replacements, proofs } = certificate;
  const last = proofs.replacements?.at(-1);
  const isLate = proofs.reveal && last && proofs.reveal.index <= (last.result ?? last.request).index;
  return [
    ...unlistedFaults(pack),
    ...replacements.flatMap((_, i) => [...requestFaults(certificate, i), ...proofFaults(pack, i)]),
    ...(isLate ? ['名单公开之后又有替换'] : []),
  ];
}

/** The log's replacement entries about this session are those of the certificate, at their places. */
function unlistedFaults(pack: Pack): readonly string[] {
  if (!pack.files.has(FILES.log)) return [];
  const logged = sessionEvents(pack).filter(({ type }) => type.startsWith('replacement'));
  const own = pack.certificate.replacements.flatMap((_, i) => entriesAt(pack.certificate, i));
  const text = (entries: readonly Entry[]) => entries.map(({ index, leaf }) => `${index} ${leaf}`).join();
  return text(own) === text(logged) ? [] : [`日志中有 ${logged.length} 条替换，证书有 ${own.length} 条，或内容不同`];
}

type Entry = { readonly index: number; readonly leaf: string };

/** The entries of one replacement as the certificate tells them: its request and, once answered, its result. */
function entriesAt({ manifest, replacements, proofs }: Certificate, i: number): readonly Entry[] {
  const record = replacements[i]!;
  const proof = proofs.replacements![i]!;
  const request = replacementRequestEntry(manifest, record.request, proof.request.at);
  const asked = { index: proof.request.index, leaf: entryLeaf(request) };
  if (!record.result || !proof.result) return [asked];
  const answer = replacementEntry(manifest, { request, result: record.result, at: proof.result.at });
  return [asked, { index: proof.result.index, leaf: entryLeaf(answer) }];
}

/** Numbers count on, none above the most allowed, none before the last was answered, none repeated; its value is in order. */
function requestFaults({ manifest, replacements, reveal }: Certificate, i: number): readonly string[] {
  const { request, result } = replacements[i]!;
  const { max } = manifest.replacement;
  const faults: string[] = [];
  if (request.no !== i + 1) faults.push(`第 ${i + 1} 次替换编号为 ${request.no}`);
  if (i + 1 > max) faults.push(`第 ${i + 1} 次替换超过清单规定的 ${max} 次`);
  if (!result && (reveal || i + 1 < replacements.length)) faults.push(`第 ${i + 1} 次替换申请没有结果`);
  if (replacements.slice(0, i).some((earlier) => isRepetition(earlier.request, request)))
    faults.push(`第 ${i + 1} 次替换重复申请`);
  if (result && !isFreshValue(manifest, result.value)) faults.push(`第 ${i + 1} 次替换的随机数不合规则`);
  return faults;
}

/** Request and answer are in the log, after what came before; an answer in mode `fresh` not before `lead` has passed. */
function proofFaults(pack: Pack, i: number): readonly string[] {
  const { manifest, proofs } = pack.certificate;
  const { request, result } = proofs.replacements![i]!;
  const [askedEntry, answerEntry] = entriesAt(pack.certificate, i);
  const earlier = proofs.replacements![i - 1];
  const before = earlier?.result ?? earlier?.request ?? proofs.result!;
  const asked = laterCheckpoint(pack, request);
  if (typeof asked === 'string') return [asked];
  const faults: string[] = [];
  if (!isLogged(askedEntry!.leaf, request, asked)) faults.push(`第 ${i + 1} 次替换申请不在日志中`);
  if (request.index <= before.index || request.at < before.at) faults.push(`第 ${i + 1} 次替换申请过早`);
  if (!result) return faults;
  const answered = laterCheckpoint(pack, result);
  if (typeof answered === 'string') return [...faults, answered];
  if (!isLogged(answerEntry!.leaf, result, answered)) faults.push(`第 ${i + 1} 次替换结果不在日志中`);
  const isFresh = manifest.replacement.mode === 'fresh';
  const source = isFresh ? freshSource(manifest, asked.time) : undefined;
  const { value = '' } = pack.certificate.replacements[i]!.result?.value ?? {};
  if (source?.k === 'drand' && !pack.verifyBeacon?.(source.round, value))
    faults.push(`第 ${i + 1} 次替换的随机数不是第 ${source.round} 轮信标`);
  const exists = source && existsAt(source);
  const earliest = isFresh ? (exists ?? secondsOf(asked.time) + manifest.lead) : secondsOf(request.at);
  if (result.index <= request.index || secondsOf(result.at) < earliest) faults.push(`第 ${i + 1} 次替换结果过早`);
  return faults;
}
