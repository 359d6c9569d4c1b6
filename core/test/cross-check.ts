import { canonicalJson } from '../src/basics/canonical-json.ts';
import type { CheckId } from '../src/draw/check.ts';
import type { Manifest } from '../src/draw/manifest.ts';
import type { Verification } from '../src/draw/verify-with.ts';
import { askPython, askShort, difference, type ShortAnswer, shortCodes, verifyUnsigned } from './checker.ts';
import { changedJson, fieldMutant } from './field-mutants.ts';
import { mutant } from './mutants.ts';
import { verify } from './packs.ts';
import { type NamedPack, randomPacks } from './random-packs.ts';
import { type Chance, chanceOf } from './random-session.ts';
import { random } from './seat-sessions.ts';

/** Random packs, whole and changed, before both programs. */

export type PlansCompared = {
  readonly packs: number;
  readonly differences: readonly string[];
  /** How many packs there were of each phase, and how many that some check refuses. */
  readonly phases: { readonly [phase: string]: number };
  readonly refused: number;
  /** How often `verify_draw.py` found all right (0), nothing drawn yet (8), or something wrong (7). */
  readonly codes: { readonly [code: number]: number };
};

/** Packs of the sessions `from` … `to − 1`, at most `each` of every session: the last one always, the others by lot. */
export async function comparePlans(from: number, to: number, each = 99): Promise<PlansCompared> {
  const packs: NamedPack[] = [];
  for (let n = from; n < to; n++) {
    const all = randomPacks(n);
    const { below } = chanceOf(random(n));
    const left = [...all.slice(0, -1)];
    while (left.length > each - 1) left.splice(below(left.length), 1);
    packs.push(...left, all.at(-1)!);
  }
  const contents = packs.map(({ files }) => files);
  const asked = Promise.all([askPython(contents), askShort(contents)]);
  const own = contents.map((files) => verifyUnsigned(files));
  const [answers, short] = await asked;
  const phases: Record<string, number> = {};
  for (const { session } of own) phases[session!.phase] = (phases[session!.phase] ?? 0) + 1;
  return {
    ...{ packs: packs.length, phases, refused: own.filter(({ ok }) => !ok).length },
    codes: Object.fromEntries([0, 7, 8].map((wanted) => [wanted, short.filter(({ code }) => code === wanted).length])),
    differences: packs.flatMap((pack, i) =>
      [difference(pack, own[i]!, answers[i]!), shortDifference(pack, own[i]!, short[i]!)].flatMap((one) => one ?? []),
    ),
  };
}

/** Where `verify_draw.py` says something else than it may. */
function shortDifference({ name }: NamedPack, own: Verification, { code, told }: ShortAnswer): string | undefined {
  const may = shortCodes(own);
  return may.includes(code)
    ? undefined
    : `${name}\n  verify_draw.py ${code} instead of ${may.join(' or ')}: ${told.at(-1)}`;
}

export type MutantsCompared = {
  readonly mutants: number;
  readonly differences: readonly string[];
  readonly refused: number;
  /** Of the refused, those which `verify_draw.py` refuses too. */
  readonly refusedByShort: number;
  /** Those which it does not refuse though a check does that it does not leave out: there must be none. */
  readonly passedByShort: readonly string[];
  /** Those which only a signature gives away: Python cannot refuse them. */
  readonly bySignature: number;
  /** Those which nobody refuses: what they change is nothing that a pack can prove. */
  readonly accepted: readonly string[];
};

/** Draw.json of the sessions that are mutated has at most so many bytes: a mutant takes a whole verification. */
const MOST_BYTES = 20_000;

/** `count` mutants of random sessions from `from` on, ten of each; half of them have a byte changed, half a field. */
export async function compareMutants(from: number, count: number): Promise<MutantsCompared> {
  const mutants: NamedPack[] = [];
  for (let n = from; mutants.length < count; n++) {
    const chance = chanceOf(random(31 * (n + 1)));
    const packs = randomPacks(n).filter(({ files }) => files.get('draw.json')!.length <= MOST_BYTES);
    for (let i = 0; i < 10 && packs.length > 0; i++) {
      const { name, files } = chance.one(packs);
      const changed = i % 2 === 0 ? mutant(files, 10 * n + i) : fieldMutant(files, chance);
      mutants.push({ name: `${name} ${changed.place}`, files: changed.files });
    }
  }
  return compareRefusals(mutants);
}

/** Times, quorum, nonces and other sessions of the log, how replacements follow, and results: `verify_draw.py` says that it does not look at them. */
const LEFT_OUT: readonly CheckId[] = ['V2', 'V3', 'V4', 'V5', 'V14', 'V15'];
/**
 * What it says that it does not read of draw.json, though other checks hang on it (every path leads to a checkpoint, whose line is of the log's
 * key): that a checkpoint extends another, the log's keys, the lines of signatures; teams and software where no result binds them.
 */
const UNREAD = /proofs.*\b(?:consistency|log|logGm|checkpoint)\b|draw\.json \/(?:teams|software)\b/;
const isUnread = ({ checks }: Verification, place: string) =>
  UNREAD.test(place) || checks.every(({ id, state }) => state !== 'fail' || LEFT_OUT.includes(id));
const isRefusal = (code: number) => code === 7 || code === 2;

async function compareRefusals(mutants: readonly NamedPack[]): Promise<MutantsCompared> {
  const contents = mutants.map(({ files }) => files);
  const asked = Promise.all([askPython(contents), askShort(contents)]);
  const verified = contents.map((files) => verifyUnsigned(files));
  const own = verified.map(({ ok }) => ok);
  const [answers, short] = await asked;
  const accepted = mutants.filter((_, i) => own[i]);
  const signed = accepted.filter(({ files }) => !verify(files, { verifyBeacon: () => true }).ok);
  return {
    ...{ mutants: mutants.length, refused: own.filter((ok) => !ok).length, bySignature: signed.length },
    refusedByShort: short.filter(({ code }, i) => !own[i] && isRefusal(code)).length,
    passedByShort: mutants.flatMap(({ name }, i) =>
      isRefusal(short[i]!.code) || isUnread(verified[i]!, name) ? [] : [name],
    ),
    accepted: accepted.filter((each) => !signed.includes(each)).map(({ name }) => name),
    differences: mutants.flatMap((one, i) => [
      ...(own[i] === answers[i]!.ok ? [] : [`${one.name}: refused by ${own[i] ? 'Python' : 'TypeScript'} alone`]),
      ...(own[i] ? [shortDifference(one, verified[i]!, short[i]!) ?? []].flat() : []),
    ]),
  };
}

/**
 * Sessions of an authority that froze another manifest than a freeze makes, one field of it changed, and went on with it as if nothing were
 * wrong: here everything is logged as it is told. Where no session can be made of the manifest there is nothing to compare.
 */
export async function compareRemade(from: number, count: number): Promise<MutantsCompared> {
  const packs: NamedPack[] = [];
  for (let n = from; packs.length < count; n++) {
    const chance = chanceOf(random(17 * (n + 1)));
    let place = '';
    const remade = (manifest: Manifest): Manifest => {
      const changed = changedJson(JSON.parse(canonicalJson(manifest)), chance);
      place = changed.place;
      return changed.value as unknown as Manifest;
    };
    const { below } = chance;
    try {
      const made = randomPacks(n, { remade });
      const { name, files } = made[below(made.length)]!;
      packs.push({ name: `${name} ${place}`, files });
    } catch {}
  }
  return compareRefusals(packs);
}

/** Who lets a pack pass in which one byte of one file was changed and nothing else, the sums neither: there must be none. */
export async function compareBytes(from: number, count: number): Promise<readonly string[]> {
  const packs: NamedPack[] = [];
  for (let n = from; packs.length < count; n++) {
    const chance = chanceOf(random(13 * (n + 1)));
    const made = randomPacks(n);
    for (let i = 0; i < 25 && packs.length < count; i++) packs.push(byteChanged(chance.one(made), chance));
  }
  const contents = packs.map(({ files }) => files);
  const [answers, short] = await Promise.all([askPython(contents), askShort(contents)]);
  return packs.flatMap(({ name, files }, i) => [
    ...(failsSums(verifyUnsigned(files)) ? [] : [`${name}: TypeScript`]),
    ...(failsSums(answers[i]!) ? [] : [`${name}: verify_pack.py`]),
    ...(short[i]!.code === 7 && short[i]!.told[0]!.includes('SHA256SUMS') ? [] : [`${name}: verify_draw.py`]),
  ]);
}

/** Some of the packs have another fault too: it is the sums that must not fit. */
const failsSums = ({ checks }: { readonly checks?: readonly { readonly id: CheckId; readonly state: string }[] }) =>
  checks?.some(({ id, state }) => id === 'V1' && state === 'fail') === true;

/** Any byte of any file with something in it, the sums and the text for people too, is any other byte. */
function byteChanged({ name, files }: NamedPack, { one, below }: Chance): NamedPack {
  const [file, bytes] = one([...files].filter(([, content]) => content.length > 0));
  const at = below(bytes.length);
  const changed = bytes.with(at, (bytes[at]! + 1 + below(255)) % 256);
  return { name: `${name} ${file} byte ${at}`, files: new Map([...files, [file, changed]]) };
}
