import { expect, test } from 'vitest';
import { hex, utf8 } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { leafHash } from '../hash/merkle.ts';
import { planOf } from './check-plan.ts';
import type { Manifest } from './manifest.ts';

const line = canonicalJson({
  ...{ type: 'plan', at: '2026-01-05T01:00:00Z', agency: '140826', year: 2026, version: 1 },
  tasks: [{ code: '2026-key', period: '2026', strata: ['key'], n: 6, items: ['1'] }],
});
const faults = (task: string, ...strata: string[]) =>
  planOf(
    {
      ...{ plan: hex(leafHash(utf8(line))), agency: '140826', task, period: '2026' },
      strata: strata.map((id) => ({ id })),
    } as unknown as Manifest,
    [line],
  ).faults;

test('a part of a planned task, and what it lacked afterwards, are in the plan under its name', () => {
  expect(faults('2026-key', 'key')).toEqual([]);
  expect(faults('2026-key-part-2', 'key-part-2')).toEqual([]);
  expect(faults('2026-key-supplement-1', 'key-supplement-1')).toEqual([]);
});

test('only where its strata are named alike, and where the plan has the whole', () => {
  expect(faults('2026-key-part-2', 'key')).toEqual(['计划列出的 key-part-2 不在清单中']);
  expect(faults('2026-key', 'key-part-1')).toEqual(['计划列出的 key 不在清单中']);
  for (const other of ['2026-special-supplement-1', '2026-key-supplement-0', '2026-key-redraw', '2026-key-more-1'])
    expect(faults(other, 'key')).toEqual(['计划没有列出本任务']);
});
