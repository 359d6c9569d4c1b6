import { fromHex, hex } from '../src/basics/bytes.ts';
import type { Json } from '../src/basics/canonical-json.ts';
import { type Source, sourceBits, sourceBytes } from '../src/draw/entropy.ts';
import { QUICKNET, roundInstant } from '../src/draw/quicknet.ts';
import { drawSeed } from '../src/draw/seed.ts';
import { hashOf, type Profile } from '../src/hash/hash.ts';
import { treeRoot } from '../src/hash/tree-root.ts';
import { DICE, frozenCounty } from './session.ts';

/** Round 42 of drand quicknet, as its chain published it. */
export const ROUND_42 =
  '95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a';
export const KL8_VALUE = `kl8/2026051/${Array.from({ length: 20 }, (_, i) => String(i * 4 + 1).padStart(2, '0')).join('.')}./`;

const drawnAt = '2026-11-20T13:30:00Z';
const nonces = ['11'.repeat(16), '22'.repeat(64), '11'.repeat(16)];

const sourcesOf = (profile: Profile): readonly (readonly [Source, string, readonly string[]])[] => [
  [
    { k: 'nonces', deadline: '2026-11-20T02:00:00Z' },
    hex(
      treeRoot(
        hashOf(profile),
        nonces.map((nonce) => fromHex(nonce)!),
      ),
    ),
    ['', 'AB'.repeat(32)],
  ],
  [{ k: 'dice', count: 20, faces: 10 }, DICE, [DICE.slice(1), `${DICE}1`]],
  [{ k: 'dice', count: 3, faces: 6 }, '616', ['610', '617', '61']],
  [{ k: 'balls', count: 3, of: 33 }, '33.05.12./', ['05.05.12./', '05.12.34./', '5.12.33./']],
  [{ k: 'drand', chain: QUICKNET.chain, round: 42 }, ROUND_42, [ROUND_42.toUpperCase()]],
  [{ k: 'kl8', issue: '2026051', drawnAt }, KL8_VALUE, [KL8_VALUE.replace('01.05', '05.01')]],
  [
    { k: 'ssq', issue: '2026051', drawnAt },
    'ssq/2026051/03.08.15.22.29.33./07./',
    ['ssq/2026051/03.08.15.22.29.34./07./', 'ssq/2026052/03.08.15.22.29.33./07./'],
  ],
  [{ k: '3d', issue: '2026051', drawnAt }, '3d/2026051/4.0.4./', ['3d/2026051/404./']],
];

/** Every kind of source: what it can give, what it cannot, its bits and its bytes; and the seed of several in a row. */
export function sourceVectors(profile: Profile): Json {
  const sources = sourcesOf(profile);
  const entropy = [sources[0]![0], sources[3]![0], sources[4]![0]];
  const replacement = { mode: 'fresh', max: 2 } as const;
  const { manifest } = frozenCounty({ profile, entropy, replacement });
  const values = [0, 3, 4].map((i) => ({ k: sources[i]![0].k, value: sources[i]![1] }));
  return {
    nonces,
    roundTimes: [1, 42, 43].map((round) => ({ round, at: roundInstant(round) })),
    sources: sources.map(([source, value, refused]) => ({
      source,
      bits: sourceBits(source),
      value,
      bytes: hex(sourceBytes({ k: source.k, value })),
      refused,
    })),
    seed: { manifest, values, seed: hex(drawSeed(manifest, values)) },
  };
}
