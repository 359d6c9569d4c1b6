import { isLogged, laterCheckpoint } from './check-log.ts';
import { endEntry, entryLeaf } from './log-entries.ts';
import type { Pack } from './verify-pack.ts';

/** V4, of a session that was given up: its end is in the log, after everything else the certificate tells but the reveal. */
export function endFaults(pack: Pack): readonly string[] {
  const { manifest, proofs, end } = pack.certificate;
  const proof = proofs.end;
  if (!end || !proof) return [];
  const checkpoint = laterCheckpoint(pack, proof);
  if (typeof checkpoint === 'string') return [checkpoint];
  // A void after a number was sent or thrown counts as abandoned, and its entry keeps its type.
  const kinds = end.kind === 'void' ? (['void'] as const) : (['abandoned', 'void'] as const);
  const entries = kinds.map((kind) => endEntry(manifest, { ...end, kind }, proof.at));
  const isThere = entries.some((entry) => isLogged(entryLeaf(entry), proof, checkpoint));
  const before = [proofs.manifest, ...proofs.entropy, ...(proofs.result ? [proofs.result] : [])];
  const isLast = before.every(({ index }) => index < proof.index);
  return [
    ...(isThere ? [] : ['日志中的中止或作废条目与证书不同']),
    ...(isLast ? [] : ['中止或作废之后又有随机数或结果']),
  ];
}
