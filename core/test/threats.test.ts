import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hex } from '../src/basics/bytes.ts';
import { canonicalBytes, type Json } from '../src/basics/canonical-json.ts';
import { instantOf, secondsOf } from '../src/basics/instants.ts';
import { FILES } from '../src/draw/evidence.ts';
import { freeze } from '../src/draw/freeze.ts';
import { manifestEntry } from '../src/draw/log-entries.ts';
import type { Manifest } from '../src/draw/manifest.ts';
import { QUICKNET, roundTime } from '../src/draw/quicknet.ts';
import { leafHash } from '../src/hash/merkle.ts';
import { actual, certified, changed, failed, textOf, verify } from './packs.ts';
import { countyTerms, DICE, endedSession, objectRow, runSession, type SessionChange } from './session.ts';
import { ROUND_42 } from './source-vectors.ts';
import { cosign, policy } from './witnesses.ts';

/** Every attack of docs/threats.md, played by an operator who holds the log's key. The page and this file name the same ones. */

const honest = runSession();
const { P1, P2, P4 } = honest.packs;
const lies = (change: SessionChange, phase: 'P1' | 'P2' | 'P3' | 'P4' = 'P2') =>
  verify(runSession(change).packs[phase]);
const earlierSession = (manifest: Manifest): Manifest => ({ ...manifest, task: 'first-throw', minChoice: 9 });

const ATTACKS: { readonly [attack: string]: () => void } = {
  're-throw': () => {
    const silent = lies({
      before: (log, { manifest }) => log.append((at) => manifestEntry(earlierSession(manifest), at)),
    });
    expect(failed(silent)).toEqual(['V4']);
    expect(actual(silent, 'V4')).toContain('没有写明此前的 first-throw/1');
  },
  're-order': () => {
    const value = [...DICE].reverse().join('');
    const reread = certified(P2, (c) => ({ ...c, entropy: c.entropy.map((record) => ({ ...record, value })) }));
    expect(failed(verify(reread))).toEqual(['V3', 'V7', 'V10']);
  },
  'late beacon': () => {
    const entropy = [
      { k: 'dice', count: 20, faces: 10 },
      { k: 'drand', chain: QUICKNET.chain, round: 42 },
    ] as const;
    const beacon = (start: number) =>
      lies({
        start: instantOf(roundTime(42) - start),
        terms: { entropy, replacement: { mode: 'fresh', max: 1 } },
        values: [
          { k: 'dice', value: DICE },
          { k: 'drand', value: ROUND_42 },
        ],
      });
    expect(failed(beacon(240))).toEqual([]);
    expect(failed(beacon(239))).toEqual(['V3']);
  },
  'second task code': () => {
    const plan = {
      ...{ type: 'plan', at: '2026-01-05T01:00:00Z', agency: '140826', year: 2026, version: 1 },
      tasks: [{ code: '2026q4-key', period: '2026Q4', strata: ['key'], n: 6, items: ['1'] }],
    };
    const named = (task: string) =>
      lies({
        before: (log) => log.append(() => plan as never),
        terms: { task, plan: hex(leafHash(canonicalBytes(plan as Json))) },
      });
    expect(failed(named('2026q4-key'))).toEqual([]);
    expect(failed(named('2026q4-key-again'))).toEqual(['V4']);
  },
  'dummy rows': () => {
    const dummy = objectRow(1, { id: '91140826MA0000000X' });
    const refused = freeze({ ...countyTerms(), objects: [...countyTerms().objects.slice(1), dummy] });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'row', field: 'id' } });
    const opened = textOf(P4, FILES.openedObjects).replace(/\t91140826MA\d{7}./u, '\t91140826MA0000000X');
    expect(failed(verify(changed(P4, { [FILES.openedObjects]: opened })))).toContain('V13');
  },
  'one leaf twice': () => {
    const [first, ...rest] = textOf(P1, FILES.objects).split('\n');
    expect(failed(verify(changed(P1, { [FILES.objects]: [first, first, ...rest].join('\n') })))).toContain('V8');
  },
  'tier tampering': () => expect(tampered().tier).toContain('轮次少于此前中签次数'),
  'load tampering': () => expect(tampered().load).toContain('年度工作量少于此前派出次数'),
  'stalled result': () => {
    expect(failed(lies({ beforeResult: (log) => log.wait(7141) }))).toEqual(['V4']);
    const abandoned = verify(endedSession('abandoned').pack);
    expect(abandoned.checks[9]).toMatchObject({ id: 'V10', state: 'pass' });
  },
  'back-dated manifest': () => {
    const { manifest: placed } = honest.certificates.P2.proofs;
    const seen = (seconds: number): SessionChange => ({
      witnesses: policy(1, 'newspaper'),
      cosign: (note) => note + cosign(note, 'newspaper', instantOf(secondsOf(placed.at) + seconds)),
    });
    expect(failed(lies(seen(10)))).toEqual([]);
    expect(failed(lies(seen(3600)))).toEqual(['V3']);
    expect(verify(P2).checks[2]).toMatchObject({ id: 'V3', state: 'stated' });
  },
  'chosen replacement': () => {
    const choose = (reserve: number) =>
      lies(
        {
          replacing: [
            {
              rank: 1,
              lie: ({ result, places }) => {
                const { leaf } = honest.session.strata[0]!.reserve[reserve]!;
                return { places, result: { ...result, places: result.places.map((place) => ({ ...place, leaf })) } };
              },
            },
          ],
        },
        'P4',
      );
    expect(failed(choose(1))).toEqual(['V14']);
    expect(failed(lies({ replacing: [{ rank: 1 }] }, 'P4'))).toEqual([]);
  },
  'refused reveal': () => {
    const late = lies({ terms: { revealBy: '2026-11-19' } });
    expect(actual(late, 'V15')).toContain('已过公开期限 2026-11-19，未公开的序号 1、2');
    expect(late.complete).toBe(false);
    expect(actual(verify(P2), 'V15')).toBe('检查结果尚未公示');
  },
  'forked log': () => {
    const other = runSession({ before: (log) => log.append((at) => ({ type: 'note', at }) as never) }).certificates.P2;
    const forked = certified(P2, (c) => ({ ...c, proofs: { ...c.proofs, result: other.proofs.result! } }));
    expect(failed(verify(forked))).toContain('V3');
    expect(actual(verify(forked), 'V3')).toBe('后一检查点不是前一检查点的延续');
    const shown = policy(1, 'newspaper');
    const foreign: SessionChange = {
      witnesses: shown,
      cosign: (note) => note + cosign(other.proofs.manifest.checkpoint, 'newspaper', '2026-11-20T01:03:10Z'),
    };
    expect(failed(lies(foreign))).toEqual(['V2', 'V3']);
  },
};

/** A later draw in the log of the honest one, with its tiers or loads as the tamperer writes them. */
function tampered(): { readonly tier: string; readonly load: string } {
  const first = runSession({ terms: { task: '2026q3-key', period: '2026Q3' } });
  const ids = new Map(first.frozen.objects.map(({ leaf, row }) => [leaf, row.id]));
  const drawn = new Set(first.session.drawn.map(({ leaf }) => ids.get(leaf)!));
  const { objects, inspectors } = countyTerms();
  const told = (terms: Partial<SessionChange['terms']>) => {
    const before: SessionChange['before'] = (log) => {
      for (const text of first.log.texts) log.append(() => JSON.parse(text) as never);
    };
    const { packs } = runSession({ before, terms: { ...terms } });
    return actual(verify(packs.P4, { earlier: [first.packs.P4] }), 'V13');
  };
  const honestLoad = inspectors.map((row) => ({ ...row, load: 50 }));
  const kept = objects.map((row) => ({ ...row, tier: drawn.has(row.id) ? 9 : 1 }));
  return {
    tier: told({
      objects: kept
        .map((row) => ({ ...row, tier: 1 }))
        .map((row, i) => (i === 0 ? { ...row, tier: 9 } : { ...row, tier: 0 })),
      inspectors: honestLoad,
    }),
    load: told({ objects: kept, inspectors: inspectors.map((row) => ({ ...row, load: 0 })) }),
  };
}

describe('an attack on the draw is refused, or shown by the check that docs/threats.md names', () => {
  test.each(Object.keys(ATTACKS))('%s', (attack) => {
    expect.hasAssertions();
    ATTACKS[attack]!();
  });

  test('control: the honest session passes every check that these fail', () => {
    for (const pack of [P1, P2, P4]) expect(failed(verify(pack))).toEqual([]);
  });

  test('the page lists these attacks and no others', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/threats.md'), 'utf8');
    const listed = [...page.matchAll(/^\| ([a-z][a-z -]+?)(?::[^|]*)? \|/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'attack');
    expect(listed.sort()).toEqual(Object.keys(ATTACKS).sort());
  });
});
