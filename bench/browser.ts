import { fromUtf8 } from '@sunlot/core/basics/bytes.ts';
import type { Certificate } from '@sunlot/core/draw/certificate.ts';
import { FILES } from '@sunlot/core/draw/evidence.ts';
import { freeze } from '@sunlot/core/draw/freeze.ts';
import { publicLineText } from '@sunlot/core/draw/lists.ts';
import { makeOwnOpening } from '@sunlot/core/draw/own-opening.ts';
import { openRank } from '@sunlot/core/draw/reveal.ts';
import { bundledFile, packedSize, verificationSizes } from './browser-bundle.ts';
import { chromiumVersion, findChromium, inChromium, inNode, type Runner } from './browser-run.ts';
import type { BrowserTask, BrowserTimes } from './browser-work.ts';
import { drawAll } from './draw-session.ts';
import { drawTerms } from './draw-terms.ts';
import type { Options, Row } from './row.ts';
import { inScratchFolder } from './scratch-database.ts';

const SIZES = [1_000, 10_000, 100_000];
const LARGE = [1_000_000, 4_000_000];
const COUNTY = { objects: 240, people: 10, drawn: 12 };
const BEST_OF = 3;

const WORKS = {
  load: 'list read, its root included',
  check: 'verification of the draw after loading',
  pack: 'evidence pack of a county, names closed',
  ownFirst: 'own row: the first opening after loading',
  own: 'own row: the same once warm',
} as const satisfies Record<keyof BrowserTimes, string>;

/** The verification as a page would do it, in Chromium and in Node from the same script; the best of three. */
export function benchBrowser({ large }: Options): Promise<readonly Row[]> {
  return inScratchFolder(async (folder) => {
    const script = await bundledFile('browser-work.ts');
    const chromium = findChromium();
    const node = inNode({ script, folder });
    const browser = chromium === undefined ? undefined : inChromium(chromium, { script, folder });
    const county = countyTask();
    const rows = [...rowsOf(county, { node, browser })];
    for (const size of large ? [...SIZES, ...LARGE] : SIZES)
      rows.push(...rowsOf({ ...county, size }, { node, browser }));
    const works = Object.values(WORKS);
    const sorted = rows.sort(
      (a, b) => works.indexOf(a.work as never) - works.indexOf(b.work as never) || a.size - b.size,
    );
    const where = chromium === undefined ? 'no Chromium on this machine: Node alone' : chromiumVersion(chromium);
    return withNotes(sorted, [where, ...(await sizeNotes())]);
  });
}

function countyTask(): BrowserTask {
  const frozen = freeze(drawTerms(COUNTY));
  if (!frozen.ok) throw new Error(`not frozen: ${frozen.error.kind}`);
  const { session, closed } = drawAll(frozen.value);
  const texts = [...closed].map(([name, bytes]) => [name, fromUtf8(bytes)!] as const);
  const certificate = JSON.parse(fromUtf8(closed.get(FILES.certificate)!)!) as Certificate;
  const opening = makeOwnOpening({
    ...{ certificate, opening: openRank(session, 1), lines: frozen.value.lines.map(publicLineText) },
    teams: session.teams.map(({ leaf }) => leaf),
  });
  if (!opening.ok) throw new Error(`an opening of ${opening.error.bytes} bytes`);
  const { log: logKey } = certificate.proofs;
  return { size: 0, runs: BEST_OF, pack: Object.fromEntries(texts), opening: opening.value, logKey };
}

function rowsOf(
  task: BrowserTask,
  { node, browser }: { readonly node: Runner; readonly browser: Runner | undefined },
): readonly Row[] {
  // They take turns, so that whatever disturbs the machine disturbs both; a long task has its samples inside.
  const rounds = task.size > SIZES.at(-1)! ? 1 : BEST_OF;
  const taken = Array.from({ length: rounds }, () => ({ reference: node(task), times: browser?.(task) }));
  const reference = bestOf(taken.map((round) => round.reference));
  const times = bestOf(taken.flatMap((round) => round.times ?? []));
  return (Object.keys(WORKS) as (keyof BrowserTimes)[]).flatMap((name) => {
    const [ms, referenceMs] = [times[name], reference[name]];
    if (referenceMs === undefined) return [];
    const row = { work: WORKS[name], size: task.size || COUNTY.objects, ...goalOf(name, task.size) };
    return ms === undefined
      ? [{ ...row, ms: referenceMs }]
      : [{ ...row, ms, reference: 'the same script in Node', referenceMs }];
  });
}

function bestOf(all: readonly BrowserTimes[]): BrowserTimes {
  const names = Object.keys(WORKS) as (keyof BrowserTimes)[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const known = all.flatMap((times) => times[name] ?? []);
      return known.length === 0 ? [] : [[name, Math.min(...known)]];
    }),
  );
}

/** Goals are for the largest list, and for the own row. */
function goalOf(name: keyof BrowserTimes, size: number): { readonly goal?: string } {
  if (name === 'ownFirst') return { goal: '< 50 ms' };
  return name === 'check' && size === LARGE[LARGE.length - 1] ? { goal: '≤ 3 s' } : {};
}

const OPENING = [
  `export { readOwnOpening } from '@sunlot/core/draw/read-own-opening.ts';`,
  `export { openingFault } from '@sunlot/core/draw/opening-now.ts';`,
];

/** What a page may send for a verification, packed. */
export const MOST_PAGE_BYTES = 40_000;

/** What each page would send, packed; a verification above its goal ends the benchmark. */
async function sizeNotes(): Promise<readonly string[]> {
  const { first, parts } = await verificationSizes();
  if (first > MOST_PAGE_BYTES)
    throw new Error(`the script of a verification has ${first} bytes, over ${MOST_PAGE_BYTES}`);
  const more = Object.entries(parts).map(([name, bytes]) => `${name} ${kilobytes(bytes)}`);
  return [
    `own row ${kilobytes(await packedSize(OPENING))} gz`,
    `verification ${kilobytes(first)} gz (goal ≤ 40 KB), where needed also ${more.join(', ')}`,
  ];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`;
}

/** Notes about the whole run stand beside its first row. */
function withNotes(rows: readonly Row[], notes: readonly string[]): readonly Row[] {
  return rows.map((row, i) => (i === 0 ? { ...row, note: notes.join('; ') } : row));
}
