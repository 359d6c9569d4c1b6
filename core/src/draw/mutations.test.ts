import { expect, test } from 'vitest';
import { mutant } from '../../test/mutants.ts';
import { changed, failed, textOf, verify } from '../../test/packs.ts';
import { runSession } from '../../test/session.ts';
import type { CheckId } from './check.ts';
import { FILES } from './evidence.ts';

/**
 * Two thousand packs, each with one byte changed and the sums made anew, so that only the draw's own checks can find
 * it. The table names the checks for each place: the first one must refuse the change, and none but those of its line
 * may. A change after which draw.json is no canonical certificate any more is refused by V1, and by V1 alone.
 */
const { packs } = runSession();

/** Everything that hangs on the fingerprint: log leaf, sources, sessions, seed, result, reveal. */
const FINGERPRINT = ['V2', 'V3', 'V4', 'V7', 'V10', 'V13'] as const;

const TABLE: readonly (readonly [RegExp, readonly CheckId[]])[] = [
  [/^manifest\.lists/, [...FINGERPRINT, 'V8']],
  [/^manifest\.strata/, [...FINGERPRINT, 'V9']],
  [/^manifest\.(seats|fallback|revealBy)/, [...FINGERPRINT, 'V9', 'V11', 'V12']],
  [/^manifest\.entropy/, [...FINGERPRINT, 'V6', 'V9']],
  [/^manifest/, [...FINGERPRINT, 'V9']],
  [/^entropy\[\]\.entry$/, ['V3', 'V10']],
  [/^entropy\[\]/, ['V7', 'V3', 'V6', 'V10']],
  [/^seed$/, ['V7', 'V10', 'V12']],
  [/^strata.*\.(leaf|rank|tier)$/, ['V10', 'V11', 'V12']],
  [/^strata/, ['V10']],
  [/^teams/, ['V10']],
  [/^software/, ['V10']],
  [/^openings/, ['V11']],
  [/^reveal/, ['V13']],
  [/^proofs\.log$/, ['V2', 'V3', 'V4', 'V10', 'V13']],
  [/^proofs\.manifest\.checkpoint$/, ['V2', 'V3', 'V4', 'V10', 'V13']],
  [/^proofs\.manifest/, ['V2', 'V4']],
  [/^proofs\.entropy/, ['V3', 'V4']],
  [/^proofs\.result\.checkpoint$/, ['V10', 'V3', 'V4']],
  [/^proofs\.result/, ['V10', 'V3', 'V4']],
  [/^proofs\.reveal/, ['V13', 'V4']],
  [/^lists\/objects/, ['V8', 'V9', 'V10', 'V11', 'V13']],
  [/^lists\/(inspectors|recusals)/, ['V8', 'V12']],
  [/^lists\/teams/, ['V12', 'V11']],
  [/^opened\/objects/, ['V13', 'V11', 'V12']],
  [/^opened/, ['V12']],
  [/^log/, ['V4', 'V14']],
];

/** Which checks may refuse a change at the place, the first of which must. */
function checksOf(place: string): readonly CheckId[] {
  return TABLE.find(([pattern]) => pattern.test(place))?.[1] ?? ['V1'];
}

const ROUNDS = [0, 1, 2, 3, 4, 5, 6, 7];
const EACH = 250;

test.each(ROUNDS)('mutants, part %i: each is refused by the checks that the table names', (round) => {
  const byForm = { refused: 0 };
  for (let n = round * EACH; n < (round + 1) * EACH; n++) {
    const { place, offset, files } = mutant(packs.P4, n);
    const ids = failed(verify(files));
    if (ids.join() === 'V1' && files.get(FILES.certificate) !== packs.P4.get(FILES.certificate)) {
      byForm.refused++;
      continue;
    }
    const named = checksOf(place);
    expect(ids, `mutant ${n}: ${place}, byte ${offset}`).toContain(named[0]);
    expect(named, `mutant ${n}: ${place}, byte ${offset}`).toEqual(expect.arrayContaining([...ids]));
  }
  expect(byForm.refused).toBeLessThan(EACH / 2);
});

test('control: the unchanged pack is refused by nothing, and the table has no line for nothing', () => {
  expect(failed(verify(packs.P4))).toEqual([]);
  expect(verify(packs.P4).complete).toBe(true);
  const places = [...Array(2000).keys()].map((n) => mutant(packs.P4, n).place);
  for (const [pattern] of TABLE)
    expect(
      places.some((place) => pattern.test(place)),
      String(pattern),
    ).toBe(true);
});

/** The same with replacements and results, on a quarter as many packs. */
const replaced = runSession({
  replacing: [{ rank: 7 }, { rank: 3, seat: 'leader', reason: 'kinship' }],
  results: ['1', '2', '3', '4', '5', '6', '7.1', '8', '9'].map((rank) => ({
    ...{ ranks: [rank], outcome: 'no-problem', wording: '未发现问题', publishedAt: '2026-12-28' },
  })),
}).packs.P4;

/** V14 hangs on what V12 hangs on, on the reserve, and on the lists that say who waits. */
const ALSO_V14 = /^(manifest|entropy\[\]$|seed|strata|proofs\.(log|manifest\.checkpoint|result|reveal)|lists\/objects)/;
const REPLACED: readonly (readonly [RegExp, readonly CheckId[]])[] = [
  [/^replacements\[\]\.(request|result)/, ['V14', 'V11', 'V15']],
  [/^proofs\.replacements/, ['V14', 'V4']],
  [/^opened\/replacements/, ['V14']],
  [/^results/, ['V15']],
];

test.each([0, 1])('mutants of a session with replacements, part %i', (round) => {
  const places = new Set<string>();
  for (let n = round * EACH; n < (round + 1) * EACH; n++) {
    const { place, offset, files } = mutant(replaced, n);
    const ids = failed(verify(files));
    places.add(place);
    if (ids.join() === 'V1' && files.get(FILES.certificate) !== replaced.get(FILES.certificate)) continue;
    // A change of a published sentence or day is no fault that a pack can show: results are the authority's word.
    if (place === FILES.results && ids.length === 0) continue;
    const known = REPLACED.find(([pattern]) => pattern.test(place))?.[1];
    const named = known ?? [...checksOf(place), ...(ALSO_V14.test(place) ? (['V14'] as const) : [])];
    expect(ids, `mutant ${n}: ${place}, byte ${offset}`).toContain(named[0]);
    expect(named, `mutant ${n}: ${place}, byte ${offset}`).toEqual(expect.arrayContaining([...ids]));
  }
  expect([...places].some((place) => place.startsWith('replacements[]'))).toBe(true);
  expect([...places].some((place) => place.startsWith('proofs.replacements'))).toBe(true);
});

test('control: the unchanged pack with replacements is refused by nothing', () => {
  expect(failed(verify(replaced))).toEqual([]);
  expect(verify(replaced).complete).toBe(true);
});

test('files that no check of the draw reads are held by the sums', () => {
  for (const name of [FILES.howTo, 'record.html', FILES.sums]) {
    const bytes = Uint8Array.from(packs.P4.get(name)!);
    bytes[3]! ^= 1;
    expect(failed(verify(new Map([...packs.P4, [name, bytes]]))), name).toEqual(['V1']);
  }
});

test('a log that is no text is refused, not taken for a missing one', () => {
  const files = new Map([...packs.P4, [FILES.log, Uint8Array.of(255)]]);
  expect(failed(verify(changed(files, {})))).toEqual(['V4']);
  expect(textOf(packs.P4, FILES.log)).toContain('result-commit');
});
