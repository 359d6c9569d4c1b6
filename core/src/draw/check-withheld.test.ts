import { expect, test } from 'vitest';
import { actual, changed, failed, states, textOf, verify } from '../../test/packs.ts';
import { creditCode, runSession, type SessionChange, WINDOW } from '../../test/session.ts';
import { FILES } from './evidence.ts';
import type { Exclusion, Stratum } from './manifest.ts';
import { withholdObjects } from './reveal.ts';

/** A row may lawfully stay closed; what can be checked without it is. */
const honest = runSession();
const excludedRows = honest.frozen.objects.filter(({ row }) => row.state !== 'in');
const withhold = (leaves: readonly string[]): SessionChange => ({
  withheld: () => leaves.map((leaf) => ({ leaf, ground: 'state-secret' })).sort((a, b) => (a.leaf < b.leaf ? -1 : 1)),
});
const V13 = (change: SessionChange) => verify(runSession(change).packs.P4);

test('control: with a withheld exclusion the others still add up', () => {
  const base = excludedRows.find(({ row }) => row.state === 'base')!;
  const out = excludedRows.find(({ row }) => row.state === 'out')!;
  for (const leaves of [[base.leaf], [base.leaf, out.leaf], excludedRows.map(({ leaf }) => leaf)]) {
    const verification = V13(withhold(leaves));
    expect(failed(verification)).toEqual([]);
    expect(states(verification)).toBe('ppsppppppppnsps');
    expect(actual(verification, 'V13')).toContain(`不公开 ${leaves.length} 行`);
  }
});

test('a reason that occurs more often than stated is found though another row is withheld', () => {
  const base = excludedRows.filter(({ row }) => row.state === 'base');
  const restated = (stratum: Stratum, change: (each: Exclusion) => readonly Exclusion[]): Stratum => ({
    ...stratum,
    excluded: stratum.excluded.flatMap(change),
  });
  const { packs } = runSession(withhold([base[0]!.leaf]));
  const told = (change: (each: Exclusion) => readonly Exclusion[]) => {
    const certificate = JSON.parse(textOf(packs.P4, FILES.certificate));
    const strata = certificate.manifest.strata.map((stratum: Stratum) => restated(stratum, change));
    const text = JSON.stringify({ ...certificate, manifest: { ...certificate.manifest, strata } });
    return actual(verify(changed(packs.P4, { [FILES.certificate]: text })), 'V13');
  };
  const wrong = 'key：不可抽的理由和数量与清单不同';
  expect(told((each) => [each])).not.toContain(wrong);
  const split = (n: number) => (each: Exclusion) =>
    each.state === 'base'
      ? [
          { ...each, count: n },
          { ...each, reason: 'recognised', count: each.count - n },
        ]
      : [each];
  expect(told(split(2))).not.toContain(wrong);
  expect(told(split(1))).toContain(wrong);
  expect(told((each) => (each.state === 'base' ? [{ ...each, reason: 'recognised' }] : [each]))).toContain(wrong);
  expect(told((each) => (each.state === 'base' ? [{ ...each, count: each.count + 1 }] : [each]))).toContain(wrong);
  expect(told((each) => (each.state === 'out' ? [{ ...each, reason: 'closed' }] : [each]))).toContain(wrong);
});

test('an object is withheld in all its strata, so that no other row names it', () => {
  const id = creditCode(1);
  const withheld = withholdObjects(honest.frozen, [{ id, ground: 'state-secret' }]);
  expect(withheld.map(({ leaf }) => leaf)).toEqual(
    honest.frozen.objects.filter(({ row }) => row.id === id).map(({ leaf }) => leaf),
  );
  expect(withheld).toHaveLength(2);
  const { P4 } = runSession({ withheld: () => withheld }).packs;
  expect(failed(verify(P4))).toEqual([]);
  for (const [name] of P4) expect(textOf(P4, name), name).not.toContain(id);
});

test('people and teams are bound to their leaves though the assignment cannot be replayed', () => {
  const recused = honest.frozen.objects.find(({ row }) => row.id === creditCode(2))!;
  const { P4 } = runSession(withhold([recused.leaf])).packs;
  expect(actual(verify(P4), 'V12')).toContain('人员和检查组与叶码一致');
  const opened = textOf(P4, FILES.openedRecusals);
  expect(opened.split('\n')).toHaveLength(2);
  const fewer = (file: string) => changed(P4, { [file]: textOf(P4, file).replace(/^.*\n/, '') });
  expect(actual(verify(fewer(FILES.openedInspectors)), 'V12')).toBe('公开的人员与叶码不符');
  expect(actual(verify(fewer(FILES.openedTeams)), 'V12')).toBe('公开的检查组与叶码不符');
  const forged = changed(P4, { [FILES.openedRecusals]: opened.replace('140826-5', '140826-4') });
  expect(actual(verify(forged), 'V12')).toBe('公开的回避与叶码不符');
  const late = runSession({
    ...withhold([recused.leaf]),
    terms: { revealBy: WINDOW.to },
  });
  expect(actual(verify(late.packs.P4), 'V12')).toContain('检查时段不在公开期限之前');
});
