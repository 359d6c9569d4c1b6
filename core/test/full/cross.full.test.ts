import { expect, test } from 'vitest';
import { python } from '../checker.ts';
import { compareMutants, comparePlans, compareRemade } from '../cross-check.ts';

/** The two programs on many more sessions than `second-program.test.ts` has, in every phase. */

const PLANS = 10_000;
const MUTANTS = 20_000;
/** As many as lie in the temporary folder at once. */
const BATCH = 250;
const on = python ?? 'no python3 on this machine';

test.runIf(python !== undefined)(`10,000 random sessions in every phase (${on})`, async () => {
  const differences: string[] = [];
  let packs = 0;
  for (let from = 0; from < PLANS; from += BATCH) {
    const compared = await comparePlans(from, from + BATCH);
    differences.push(...compared.differences);
    packs += compared.packs;
  }
  expect(differences).toEqual([]);
  expect(packs).toBeGreaterThan(3 * PLANS);
});

test.runIf(python !== undefined)(`20,000 mutants of them (${on})`, async () => {
  const differences: string[] = [];
  const accepted: string[] = [];
  let [refused, bySignature] = [0, 0];
  for (let from = 0; from < MUTANTS; from += 1000) {
    const compared = await compareMutants(PLANS + from, 1000);
    differences.push(...compared.differences);
    accepted.push(...compared.accepted);
    refused += compared.refused;
    bySignature += compared.bySignature;
  }
  process.stdout.write(
    `${refused} refused by both, ${bySignature} by a signature alone, ${accepted.length} by nobody\n`,
  );
  expect(differences).toEqual([]);
});

test.runIf(python !== undefined)(`5,000 manifests that no freeze makes (${on})`, async () => {
  const differences: string[] = [];
  for (let from = 0; from < 5000; from += BATCH)
    differences.push(...(await compareRemade(50_000 + 2 * from, BATCH)).differences);
  expect(differences).toEqual([]);
});
