import { describe, expect, test } from 'vitest';
import { FILES } from '../src/draw/evidence.ts';
import { askPython, difference, python, verifyUnsigned } from './checker.ts';
import { compareMutants, comparePlans, compareRemade } from './cross-check.ts';
import { longSession } from './long-sessions.ts';
import { certified, changed, textOf } from './packs.ts';
import { runSession } from './session.ts';

/**
 * The draw in two programs: this one, and one in Python that somebody else wrote from docs/draw-specification.md alone. More of the same:
 * `full/cross.full.test.ts`.
 */
const inTwo = test.runIf(python !== undefined);
const on = python ?? 'no python3 on this machine';

const withPython = describe.runIf(python !== undefined);

withPython(`200 random sessions (${on})`, () => {
  test.each([0, 50, 100, 150])('from %i: the same draw, phase and state of every check', async (from) => {
    const { packs, phases, refused, differences } = await comparePlans(from, from + 50, 2);
    expect(differences).toEqual([]);
    expect(packs).toBeGreaterThan(85);
    expect(Object.keys(phases).sort()).toEqual(['P1', 'P2', 'P3', 'P4', 'PX']);
    // Some were run with a slip of the clock or a plan that does not fit: both refuse those, and not the others.
    expect(refused).toBeGreaterThan(0);
    expect(refused / packs).toBeLessThan(0.6);
  });
});

withPython(`2,000 mutants of random sessions (${on})`, () => {
  test.each([500, 600, 700, 800])('from %i: what one refuses the other refuses, or it is a signature', async (from) => {
    const { mutants, refused, bySignature, accepted, differences } = await compareMutants(from, 500);
    const rest = `${bySignature} by a signature alone, ${accepted.length} by nobody`;
    process.stdout.write(`${mutants} mutants: ${refused} refused by both, ${rest}\n`);
    expect(differences).toEqual([]);
    expect(refused).toBeGreaterThan(mutants * 0.9);
    expect(bySignature).toBeGreaterThan(0);
  });
});

inTwo(`300 manifests that no freeze makes, logged and drawn from as if they were right (${on})`, async () => {
  const { refused, accepted, differences } = await compareRemade(3000, 300);
  expect(differences).toEqual([]);
  expect(refused).toBeGreaterThan(100);
  expect(accepted.length).toBeGreaterThan(10);
});

inTwo(`2,001 winners and as many waiting, told by root and file (${on})`, async () => {
  const { P2 } = longSession({ winners: 2001, reserve: 2001 }).packs;
  const firstDropped = (name: string) => changed(P2, { [name]: textOf(P2, name).replace(/^.*\n/, '') });
  const faulty = [firstDropped(FILES.winners), firstDropped(FILES.reserve)];
  const packs = [P2, ...faulty];
  const answers = await askPython(packs);
  const differences = packs.map((files, i) => difference({ name: `${i}`, files }, verifyUnsigned(files), answers[i]!));
  expect(differences).toEqual(packs.map(() => undefined));
  for (const files of faulty) expect(verifyUnsigned(files).ok).toBe(false);
  expect(verifyUnsigned(P2).ok).toBe(true);
});

inTwo(`control: a difference would be seen (${on})`, async () => {
  const { P2 } = runSession().packs;
  const other = certified(P2, (c) => ({ ...c, seed: 'ab'.repeat(32) }));
  const [right, wrong] = await askPython([P2, other]);
  const pack = { name: 'P2', files: P2 };
  expect(difference(pack, verifyUnsigned(P2), right!)).toBeUndefined();
  expect(difference(pack, verifyUnsigned(P2), wrong!)).toContain('V7 fail');
});
