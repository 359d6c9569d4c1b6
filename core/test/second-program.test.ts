import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Certificate, Opening } from '../src/draw/certificate.ts';
import { type EvidenceFiles, FILES } from '../src/draw/evidence.ts';
import {
  askPython,
  askShort,
  difference,
  type PythonAnswer,
  python,
  runShort,
  runShortOn,
  runShortWithoutSm3,
  sm3ByHand,
  verifyUnsigned,
} from './checker.ts';
import { compareBytes, compareMutants, comparePlans, compareRemade } from './cross-check.ts';
import { longSession } from './long-sessions.ts';
import { certified, changed, textOf } from './packs.ts';
import { randomPacks } from './random-packs.ts';
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
    const { packs, phases, refused, codes, differences } = await comparePlans(from, from + 50, 2);
    expect(differences).toEqual([]);
    // The short program says the same of every pack: right, not drawn yet, or wrong where a check refuses it.
    expect(codes[0]).toBeGreaterThan(20);
    expect(codes[8]).toBeGreaterThan(5);
    expect(codes[7]).toBeLessThanOrEqual(refused);
    expect(codes[0]! + codes[7]! + codes[8]!).toBe(packs);
    expect(packs).toBeGreaterThan(85);
    expect(Object.keys(phases).sort()).toEqual(['P1', 'P2', 'P3', 'P4', 'PX']);
    // Some were run with a slip of the clock or a plan that does not fit: both refuse those, and not the others.
    expect(refused).toBeGreaterThan(0);
    expect(refused / packs).toBeLessThan(0.6);
  });
});

withPython(`2,000 mutants of random sessions (${on})`, () => {
  test.each([500, 600, 700, 800])(
    'from %i: what one refuses the other refuses, or it is a signature',
    async (from) => {
      const compared = await compareMutants(from, 500);
      const { mutants, refused, refusedByShort, passedByShort, bySignature, accepted, differences } = compared;
      const rest = `${bySignature} by a signature alone, ${accepted.length} by nobody`;
      process.stdout.write(
        `${mutants} mutants: ${refused} refused by both, ${refusedByShort} by the short one, ${rest}\n`,
      );
      expect(differences).toEqual([]);
      expect(refused).toBeGreaterThan(mutants * 0.9);
      // What the short program lets pass it does not look at, and says so: times, quorum, keys, consistency, replacements, results.
      expect(passedByShort).toEqual([]);
      expect(refusedByShort).toBeGreaterThan(refused * 0.97);
      expect(bySignature).toBeGreaterThan(0);
    },
    240_000,
  );
});

withPython(`2,000 packs with one byte changed, and the sums left as they were (${on})`, () => {
  test.each([0, 50, 100, 150])('from %i: all three programs refuse every one', async (from) => {
    expect(await compareBytes(4000 + from, 500)).toEqual([]);
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

withPython(`what the page says of broken packs, by the second program (${on})`, () => {
  const LIST = 'lists/objects.txt';
  const linesOf = (files: EvidenceFiles, name: string) => textOf(files, name).split(/(?<=\n)/);
  const stateOf = ({ checks }: PythonAnswer) => Object.fromEntries(checks!.map(({ id, state }) => [id, state]));

  test('a list with a line in another place or without form fails V8 alone; what hangs on the lines is open', async () => {
    const { P4 } = runSession().packs;
    const [first, second, ...rest] = linesOf(P4, LIST);
    const broken = [[second, first, ...rest].join(''), [first, '-\n', ...rest].join(''), undefined];
    const [whole, ...answers] = await askPython([P4, ...broken.map((text) => changed(P4, { [LIST]: text }))]);
    expect(stateOf(whole!)).toMatchObject({ V8: 'pass', V9: 'pass', V10: 'pass', V12: 'pass', V15: 'stated' });
    const open = Object.fromEntries(['V9', 'V10', 'V11', 'V12', 'V13', 'V14', 'V15'].map((id) => [id, 'notYet']));
    for (const answer of answers)
      expect(stateOf(answer)).toMatchObject({ V1: 'pass', V7: 'pass', V8: 'fail', ...open });
  });

  test('V9 refuses a cycle that ends before it begins and an earlier session named twice', async () => {
    const { P1 } = runSession().packs;
    const withTerms = (terms: (manifest: Certificate['manifest']) => object) =>
      certified(P1, (c) => ({ ...c, manifest: { ...c.manifest, ...terms(c.manifest) } }));
    const supersedes = (times: number) => withTerms(() => ({ supersedes: Array(times).fill('ab'.repeat(32)) }));
    const reversed = withTerms(({ cycle }) => ({ cycle: { from: cycle.to, to: cycle.from } }));
    const answers = await askPython([P1, supersedes(1), supersedes(2), reversed]);
    expect(answers.map((answer) => stateOf(answer)['V9'])).toEqual(['pass', 'pass', 'fail', 'fail']);
  });

  test('V11 refuses the team of another object, though it is of a lower rank, once the rows show it', async () => {
    const found = Array.from({ length: 40 }, (_, n) => randomPacks(n)).flatMap((packs) =>
      packs.filter(({ name, files }) => name.endsWith('.P3') && teamsOf(files).length > 1).map(({ files }) => files),
    );
    const withTeam = (files: EvidenceFiles, isLowerOpen: boolean) =>
      certified(files, (c) => {
        const [lower, higher] = teamsOf(files) as [Opening, Opening];
        const given = { ...higher, teamRow: lower.teamRow!, teamSalt: lower.teamSalt! };
        const others = c.openings.filter(({ rank }) => rank !== higher.rank && (isLowerOpen || rank !== lower.rank));
        return { ...c, openings: [...others, given] };
      });
    const packs = found.flatMap((files) => [files, withTeam(files, true), withTeam(files, false)]);
    const states = (await askPython(packs)).map((answer) => stateOf(answer)['V11']);
    expect(found.length).toBeGreaterThan(5);
    for (let i = 0; i < states.length; i += 3) {
      expect(states[i]).toMatch(/pass|notYet/);
      expect(states.slice(i + 1, i + 3)).toEqual(['fail', 'notYet']);
    }
  });

  test.each([
    ['opened/inspectors.txt', 'lists/inspectors.txt'],
    ['opened/recusals.txt', 'lists/recusals.txt'],
  ])('V12 refuses a second row of the same in %s', async (opened, list) => {
    const { P4 } = runSession().packs;
    const [, row] = /\t(.*)\n/.exec(textOf(P4, opened))!;
    const rows = linesOf(P4, opened).map((line, i) => [linesOf(P4, list)[i]!, line] as const);
    const salt = 'ab'.repeat(32);
    const leaf = createHash('sha256')
      .update(Buffer.from(`00${salt}`, 'hex'))
      .update(row!)
      .digest('hex');
    const sorted = [...rows, [`${leaf}\n`, `${salt}\t${row}\n`] as const].sort(([a], [b]) => (a < b ? -1 : 1));
    const both = [opened, list].map((name, i) => [name, sorted.map((pair) => pair[1 - i]).join('')]);
    const [whole, twice] = await askPython([P4, changed(P4, Object.fromEntries(both))]);
    expect(stateOf(whole!)['V12']).toBe('pass');
    expect(stateOf(twice!)['V12']).toBe('fail');
    expect(twice!.checks!.find(({ id }) => id === 'V12')!.why).toMatch(/两行|两次/);
  });
});

withPython(`verify_draw.py, the short program (${on})`, () => {
  const LIST = 'lists/objects.txt';
  const all = Array.from({ length: 30 }, (_, n) => randomPacks(n)).flat();
  /** Packs of random draws that no check refuses, under both profiles, as they are and with one thing changed. */
  const drawn = all.filter(
    ({ name, files }) => name.endsWith('.P2') && textOf(files, LIST).includes('\tin\t') && verifyUnsigned(files).ok,
  );
  /** The first winner of the certificate stands with the leaf of a line that was not drawn. */
  const swapped = (files: EvidenceFiles) =>
    certified(files, (c) => {
      const text = JSON.stringify(c.strata);
      const leaves = textOf(files, LIST).match(/[0-9a-f]{64}(?=\n)/g)!;
      const leaf = /"leaf":"([0-9a-f]{64})"/.exec(text)![1]!;
      const other = leaves.find((each) => !text.includes(each))!;
      return { ...c, strata: JSON.parse(text.replace(leaf, other)) as typeof c.strata };
    });
  /** A line is taken out of the pool. */
  const lineChanged = (files: EvidenceFiles) =>
    changed(files, { [LIST]: textOf(files, LIST).replace(/^(.*\t)in(\t.*)$/m, '$1base$2') });
  /** A digit of the first number is another. */
  const valueChanged = (files: EvidenceFiles) =>
    certified(files, (c) => {
      const [{ value, ...first }, ...rest] = c.entropy as [Certificate['entropy'][number], ...Certificate['entropy']];
      return {
        ...c,
        entropy: [{ ...first, value: value.replace(/[0-9]/, (digit) => `${(Number(digit) + 1) % 10}`) }, ...rest],
      };
    });

  test('a swapped winner, a changed line and a changed number are wrong; without them all is right', async () => {
    expect(drawn.length).toBeGreaterThan(15);
    expect(new Set(drawn.map(({ files }) => /"profile":"(\w+)"/.exec(textOf(files, 'draw.json'))![1])).size).toBe(2);
    for (const [change, code] of [
      [swapped, 7],
      [lineChanged, 7],
      [valueChanged, 7],
      [(all: EvidenceFiles) => all, 0],
    ] as const) {
      const answers = await askShort(drawn.map(({ files }) => change(files)));
      expect(answers.map((answer) => answer.code)).toEqual(drawn.map(() => code));
    }
  });

  test('an earlier draw that the manifest does not name, or that is still open, is wrong as far as there is a log to tell it', async () => {
    const packs = all.filter(({ files }) =>
      /没有写明此前|尚未了结/.test(String(verifyUnsigned(files).checks.find(({ id }) => id === 'V4')!.actual)),
    );
    const [whole, withoutLog] = await Promise.all([
      askShort(packs.map(({ files }) => files)),
      askShort(packs.map(({ files }) => changed(files, { [FILES.log]: undefined }))),
    ]);
    expect(packs.length).toBeGreaterThan(5);
    expect(whole.map(({ told }) => told[0])).toEqual(packs.map(() => expect.stringContaining('先前的抽取')));
    expect(withoutLog.map(({ code }) => code)).not.toContain(7);
  });

  test('2,001 winners told in a file: right, and wrong with one line less', async () => {
    const { P2 } = longSession({ winners: 2001, reserve: 2001 }).packs;
    const less = (name: string) => changed(P2, { [name]: textOf(P2, name).replace(/^.*\n/, '') });
    const answers = await askShort([P2, less(FILES.winners), less(FILES.reserve)]);
    expect(answers.map(({ code }) => code)).toEqual([0, 7, 7]);
  });

  test('run by hand it says what it does not look at, and holds the list against a fingerprint that was noted', () => {
    const { P1, P2 } = runSession().packs;
    const [, noted] = /[ ]([0-9a-f]{64})\n/.exec(runShort(P1).stdout)!;
    expect(runShort(P1)).toMatchObject({ status: 8, stdout: expect.stringContaining('没有摇号') });
    expect(runShort(P2, '--fingerprint', noted!)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/此处未核[\s\S]*Not checked here/),
    });
    expect(runShort(P2, '--fingerprint', 'ab'.repeat(32))).toMatchObject({
      status: 7,
      stdout: expect.stringContaining(noted!),
    });
    expect(runShort(P2, '--fingerprint', '十二个字').status).toBe(2);
  });

  test('what it cannot read it says in words of its own, with what to do', () => {
    const { P2 } = runSession().packs;
    const withoutCertificate = runShort(changed(P2, { 'draw.json': undefined }));
    const noZip = runShortOn(import.meta.filename);
    const nothing = runShortOn(`${import.meta.filename}.zip`);
    for (const { status, stdout } of [withoutCertificate, noZip, nothing]) {
      expect(status).toBe(2);
      expect(stdout).toMatch(/^读不了证据包 unreadable：.*请重新下载.* download /);
      expect(stdout).not.toMatch(/Error|Errno|zip file/);
    }
  });

  test('a Python without SM3 cannot check a session with it, and says so; that is no fault of the pack', () => {
    const gm = runSession({ terms: { profile: 'gm' } }).packs.P2;
    const { status, stdout } = runShortWithoutSm3(gm);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^核对不了 cannot check：这个 Python 没有 SM3，请用 verify_pack.py/);
    expect(runShortWithoutSm3(runSession().packs.P2).status).toBe(0);
  });
});

inTwo(`SM3 by hand, for machines whose Python has none, is SM3 (${on})`, () => {
  const texts = Array.from({ length: 130 }, (_, length) => 'a'.repeat(length));
  expect(sm3ByHand(texts)).toEqual(texts.map((text) => createHash('sm3').update(text).digest('hex')));
});

inTwo(`control: a difference would be seen (${on})`, async () => {
  const { P2 } = runSession().packs;
  const other = certified(P2, (c) => ({ ...c, seed: 'ab'.repeat(32) }));
  const [right, wrong] = await askPython([P2, other]);
  const pack = { name: 'P2', files: P2 };
  expect(difference(pack, verifyUnsigned(P2), right!)).toBeUndefined();
  expect(difference(pack, verifyUnsigned(P2), wrong!)).toContain('V7 fail');
});

/** Openings of places as drawn whose own teams were opened with them, of two objects at least, by rank. */
function teamsOf(files: EvidenceFiles): readonly Opening[] {
  const { openings } = JSON.parse(textOf(files, FILES.certificate)) as Certificate;
  return openings
    .filter(({ rank, k, teamRow }) => k === undefined && teamRow?.includes(`"rank":${rank},`))
    .sort((a, b) => a.rank - b.rank);
}
