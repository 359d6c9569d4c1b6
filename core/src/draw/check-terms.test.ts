import { expect, test } from 'vitest';
import { actual, certified, failed, verify } from '../../test/packs.ts';
import { countyTerms, runSession, type SessionChange } from '../../test/session.ts';
import type { Manifest } from './manifest.ts';

/** Manifests that no freeze makes, logged and drawn from by an authority with a program of its own. */
const remade = (change: (manifest: Manifest) => Partial<Manifest>, over: SessionChange = {}) =>
  verify(runSession({ ...over, remade: (manifest) => ({ ...manifest, ...change(manifest) }) }).packs.P2);

test('control: a manifest made by hand as a freeze makes it is refused by nothing', () => {
  expect(failed(remade(() => ({})))).toEqual([]);
});

test.each<[string, (manifest: Manifest) => Partial<Manifest>, string]>([
  ['a cycle that ends before it begins', () => ({ cycle: { from: '2026-12-31', to: '2026-01-01' } }), '周期'],
  ['a tag that nobody can have', ({ seats }) => ({ seats: [{ id: 'a', needs: ['gas'] }, ...seats] }), '标签表'],
  [
    'one name for two weights',
    ({ weights }) => ({ weights: { ...weights, table: [...weights.table, { id: 'plain', weight: 3 }] } }),
    '权重表',
  ],
  [
    'exclusions out of order',
    ({ strata }) => ({ strata: strata.map((each) => ({ ...each, excluded: each.excluded.toReversed() })) }),
    '没有按次序',
  ],
  ['a further session that names none', () => ({ seq: 2 }), '没有写明前一次'],
  ['a manifest too large for the log', () => ({ keyHolder: '保'.repeat(22_000) }), '65000 字节'],
  [
    'too few drawn for no reason, and a reason for no lack',
    ({ strata }) => ({
      strata: strata.map((each) => ({ ...each, shortfall: { reason: 'principle', text: '不足' } as const })),
    }),
    'key：没有少抽而有少抽的说明',
  ],
])('%s: refused', (_, change, words) => {
  const verification = remade(change);
  expect(failed(verification)).toContain('V9');
  expect(actual(verification, 'V9')).toContain(words);
});

test('one seat twice is refused, though no draw can be made of it', () => {
  const { P1 } = runSession().packs;
  const seated = (times: number) =>
    certified(P1, (c) => ({ ...c, manifest: { ...c.manifest, seats: Array(times).fill(c.manifest.seats[0]!) } }));
  expect(actual(verify(seated(1)), 'V9')).not.toContain('席位重复');
  expect(actual(verify(seated(2)), 'V9')).toContain('席位重复');
});

test('who says that the pool is exhausted has drawn the whole pool', () => {
  const short = (count: number, reason: 'pool-exhausted' | 'principle', n?: number) => {
    const [key, general] = countyTerms().strata;
    const rule = { kind: 'count', count, clause: '实施方案第四条' } as const;
    const terms = { ...general!, rule, shortfall: { reason, text: '不足' }, ...(n !== undefined && { n }) };
    return actual(verify(runSession({ terms: { strata: [key!, terms] } }).packs.P1), 'V9');
  };
  expect(short(5, 'pool-exhausted', 4)).toBe('general：可抽 13，没有全部抽取');
  expect(short(5, 'principle', 4)).not.toContain('没有全部抽取');
  expect(short(20, 'pool-exhausted')).not.toContain('没有全部抽取');
});

test('a beacon without fresh replacements is refused', () => {
  const change: SessionChange = {
    start: '2023-08-23T15:07:20Z',
    terms: {
      entropy: [{ k: 'drand', chain: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971', round: 42 }],
      replacement: { mode: 'fresh', max: 1 },
    },
    values: [{ k: 'drand', value: 'ab'.repeat(48), wait: 100 }],
  };
  const words = '有信标的抽取，替换须用新的随机数';
  expect(
    actual(
      remade(() => ({}), change),
      'V9',
    ),
  ).not.toContain(words);
  expect(
    actual(
      remade(() => ({ replacement: { mode: 'next', max: 1 } }), change),
      'V9',
    ),
  ).toContain(words);
});
