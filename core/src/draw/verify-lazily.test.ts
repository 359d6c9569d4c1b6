import { expect, test } from 'vitest';
import { mutant } from '../../test/mutants.ts';
import { certified, failed } from '../../test/packs.ts';
import { randomPacks } from '../../test/random-packs.ts';
import { runSession, verifySignature } from '../../test/session.ts';
import { plainLanes } from '../hash/lanes.ts';
import { verifyQuicknet } from './drand.ts';
import type { EvidenceFiles } from './evidence.ts';
import { LATE_CHECKS } from './late-checks.ts';
import { verifyDraw } from './verify.ts';
import { type LazyOptions, type PartLoader, verifyLazily } from './verify-lazily.ts';
import { verifyWith } from './verify-with.ts';

/** As a browser answers. */
const later: LazyOptions['verifySignature'] = async (...signed) => verifySignature(...signed);

/** Verifies with parts that note that they were loaded. */
async function loading(files: EvidenceFiles, more: Partial<PartLoader> = {}) {
  const loaded: string[] = [];
  const part =
    <T>(name: string, value: T) =>
    async () => {
      loaded.push(name);
      return value;
    };
  const load: PartLoader = {
    late: part('late', LATE_CHECKS),
    beacon: part('beacon', verifyQuicknet),
    lanes: part('lanes', plainLanes),
    ...more,
  };
  return { verification: await verifyLazily(files, { load, verifySignature: later }), loaded };
}

test('in parts it finds what it finds as a whole, on the packs of 40 random sessions and their mutants', async () => {
  let refused = 0;
  for (let n = 0; n < 40; n++) {
    for (const [i, { name, files }] of randomPacks(n).entries()) {
      for (const each of [files, mutant(files, 5_000 + 10 * n + i).files]) {
        const whole = verifyDraw(each, { verifySignature, verifyBeacon: verifyQuicknet });
        if (!whole.ok) refused++;
        expect((await loading(each)).verification, name).toEqual(whole);
      }
    }
  }
  expect(refused).toBeGreaterThan(40);
});

const { P2, P4 } = runSession().packs;

test('what a pack does not need is not loaded', async () => {
  expect((await loading(P2)).loaded).toEqual([]);
  expect((await loading(P4)).loaded).toEqual(['late']);
  expect((await loading(new Map())).loaded).toEqual([]);
  const long = certified(P2, (certificate) => {
    const { manifest } = certificate;
    const objects = { ...manifest.lists.objects, size: 10_000 };
    return { ...certificate, manifest: { ...manifest, lists: { ...manifest.lists, objects } } } as never;
  });
  expect((await loading(long)).loaded).toEqual(['lanes']);
});

test('where a part does not load nothing is said to be verified', async () => {
  const late = () => Promise.reject(new Error('offline'));
  await expect(loading(P4, { late })).rejects.toThrow('offline');
  await expect(loading(P2, { late })).resolves.toMatchObject({ verification: { ok: true } });
  expect(() => verifyWith(P4, { verifySignature, verifyBeacon: undefined }, undefined)).toThrow('late checks');
});

test('a signature that the browser refuses does not hold', async () => {
  const load: PartLoader = {
    late: async () => LATE_CHECKS,
    beacon: async () => verifyQuicknet,
    lanes: async () => plainLanes,
  };
  const refused = await verifyLazily(P2, { load, verifySignature: async () => false });
  expect(failed(refused)).toEqual(
    failed(verifyDraw(P2, { verifySignature: () => false, verifyBeacon: verifyQuicknet })),
  );
  expect(failed(refused)).toContain('V2');
});

test('without a way to verify a beacon no value of one counts', () => {
  const drand = findDrand();
  expect(failed(verifyWith(drand, { verifySignature, verifyBeacon: verifyQuicknet }, LATE_CHECKS))).not.toContain('V6');
  expect(failed(verifyWith(drand, { verifySignature, verifyBeacon: undefined }, LATE_CHECKS))).toContain('V6');
});

/** A drawn pack with a beacon whose value is right. */
function findDrand(): EvidenceFiles {
  for (let n = 0; ; n++) {
    const found = randomPacks(n).find(({ name, files }) => {
      if (!name.endsWith('P2')) return false;
      const text = Buffer.from(files.get('draw.json')!).toString();
      return (
        text.includes('"k":"drand"') &&
        failed(verifyDraw(files, { verifySignature, verifyBeacon: verifyQuicknet })).length === 0
      );
    });
    if (found) return found.files;
  }
}
