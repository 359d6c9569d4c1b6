import { canonicalBytes } from '../basics/canonical-json.ts';
import { MAX_MANIFEST_BYTES, type Manifest } from './manifest.ts';

/** V9, what a freeze refuses and the form of a manifest does not show: its parts fit each other. In Chinese sentences. */
export function termFaults(manifest: Manifest): readonly string[] {
  const { cycle, seats, tags, weights, replacement, entropy, seq, supersedes, strata } = manifest;
  const known = new Set(tags);
  const names = new Set(weights.table.map(({ id }) => id));
  const faults: (readonly [boolean, string])[] = [
    [cycle.from > cycle.to, '周期的起止日期颠倒'],
    [seats.some(({ needs }) => needs.some((tag) => !known.has(tag))), '席位要求的标签不在标签表中'],
    [new Set(seats.map(({ id }) => id)).size < seats.length, '席位重复'],
    [names.size < weights.table.length, '权重表中有编号重复'],
    [
      strata.some(({ excluded }) => !isAscending(excluded.map(({ state, reason }) => `${state} ${reason}`))),
      '不可抽的理由没有按次序列出',
    ],
    [entropy.some(({ k }) => k === 'drand') && replacement.mode !== 'fresh', '有信标的抽取，替换须用新的随机数'],
    [seq > 1 && !supersedes, '后一次抽取没有写明前一次'],
    [supersedes !== undefined && new Set(supersedes).size < supersedes.length, '同一次抽取写了两次'],
    [canonicalBytes(manifest).length > MAX_MANIFEST_BYTES, `清单超过 ${MAX_MANIFEST_BYTES} 字节`],
  ];
  return faults.flatMap(([isFault, sentence]) => (isFault ? [sentence] : []));
}

function isAscending(texts: readonly string[]): boolean {
  return texts.every((text, i) => i === 0 || texts[i - 1]! < text);
}
