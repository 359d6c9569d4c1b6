import { createHash } from 'node:crypto';
import { fromHex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { resultCommit } from '@sunlot/core/draw/certificate.ts';
import { verifyQuicknet } from '@sunlot/core/draw/drand.ts';
import { type Frozen, freeze } from '@sunlot/core/draw/freeze.ts';
import { publicListText } from '@sunlot/core/draw/lists.ts';
import { runDraw } from '@sunlot/core/draw/run.ts';
import { seatTeams } from '@sunlot/core/draw/seat-teams.ts';
import { verifyDraw } from '@sunlot/core/draw/verify.ts';
import { drawWinners, winnersOf } from '@sunlot/core/draw/winners.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { verifySignature } from '@sunlot/server/log/checkpoint.ts';
import { greedySeats } from './assignment.ts';
import { hashLoop, loadLeaves, selectByHash, ticketPrefix, writeAndRead } from './draw-references.ts';
import { type DrawnDraw, drawAll } from './draw-session.ts';
import { type DrawSize, drawTerms } from './draw-terms.ts';
import { compare } from './measure.ts';
import type { Options, Row } from './row.ts';
import { asSuperuser, type Query, withInstallation } from './scratch-database.ts';

const COUNTIES: readonly DrawSize[] = [
  { objects: 37, people: 14, drawn: 10 },
  { objects: 240, people: 10, drawn: 12 },
];
const SIZES = [1_000, 10_000, 100_000];
const LARGE = 1_000_000;

/** A county's draw, step by step. */
export function benchDraw(options: Options): Promise<readonly Row[]> {
  return withInstallation((_, folder) =>
    asSuperuser(folder, async (query) => {
      const rows: Row[] = [];
      for (const size of COUNTIES) rows.push(...(await drawRows(size, { query, options, isCounty: true })));
      return rows;
    }),
  );
}

/** The same by size: 5 % drawn, at most 500 so that the assignment stays out of the picture. */
export function benchGrowth(options: Options): Promise<readonly Row[]> {
  const sizes = options.large ? [...SIZES, LARGE] : SIZES;
  return withInstallation((_, folder) =>
    asSuperuser(folder, async (query) => {
      const rows: Row[] = [];
      for (const objects of sizes) {
        const size = { objects, people: 40, drawn: Math.min(objects / 20, 500) };
        rows.push(...(await drawRows(size, { query, options, isCounty: false })));
      }
      return rows.sort((a, b) => order(a, rows) - order(b, rows) || a.size - b.size);
    }),
  );
}

/** Rows of one work together, works as they first came. */
function order({ work, reference }: Row, rows: readonly Row[]): number {
  return rows.findIndex((row) => row.work === work && row.reference === reference);
}

type Setting = { readonly query: Query; readonly options: Options; readonly isCounty: boolean };

async function drawRows(size: DrawSize, { query, options, isCounty }: Setting): Promise<readonly Row[]> {
  const { frozen, row } = await freezeRow(size, options);
  const drawn = drawAll(frozen);
  const selections = await selectionRows({ frozen, drawn, query }, options);
  const steps = isCounty ? await countySteps(drawn, size, options) : [];
  const checks = await verifyRows(drawn, size.objects, options);
  return [row, ...selections, ...steps, ...checks];
}

async function freezeRow(size: DrawSize, options: Options): Promise<{ readonly frozen: Frozen; readonly row: Row }> {
  const terms = drawTerms(size);
  const made = () => {
    const frozen = freeze(terms);
    if (!frozen.ok) throw new Error(`not frozen: ${frozen.error.kind}`);
    return frozen.value;
  };
  const frozen = made();
  const texts = [frozen.objects.map(({ text }) => `${text}\n`).join(''), publicListText(frozen.lines)];
  const times = await compare(made, () => writeAndRead(texts), options);
  return {
    frozen,
    row: {
      work: 'freeze: salts, leaves, root, manifest',
      size: size.objects,
      ...times,
      reference: 'same bytes written and read',
    },
  };
}

type Selecting = { readonly frozen: Frozen; readonly drawn: DrawnDraw; readonly query: Query };

async function selectionRows({ frozen, drawn, query }: Selecting, options: Options): Promise<readonly Row[]> {
  const { manifest, lines } = frozen;
  const seed = fromHex(drawn.session.certificate.seed)!;
  const prefix = ticketPrefix(seed, 'all');
  const own = () => winnersOf(drawWinners({ manifest, seed, lines })).map(({ leaf }) => leaf);
  const n = manifest.strata[0]!.n;
  await loadLeaves(query, lines);
  const byLoop = () => hashLoop(lines, prefix, n);
  const bySql = () => selectByHash(query, prefix, n);
  // Only equal answers are compared.
  for (const other of [byLoop(), await bySql()]) {
    if (other.join() !== own().join()) throw new Error('a reference drew other rows');
  }
  const row = { work: 'tickets and winners', size: lines.length };
  return [
    { ...row, ...(await compare(own, byLoop, options)), reference: 'createHash loop and sort' },
    { ...row, ...(await compare(own, bySql, options)), reference: 'PostgreSQL order by sha256() limit' },
  ];
}

async function countySteps(drawn: DrawnDraw, size: DrawSize, options: Options): Promise<readonly Row[]> {
  const { input, session } = drawn;
  const { manifest, rows } = input;
  const { certificate } = session;
  const seed = fromHex(certificate.seed)!;
  const objects = new Map(rows.objects.map(({ leaf, row }) => [leaf, row]));
  const { inspectors, recusals, seats } = drawTerms(size);
  const targets = session.drawn.map(({ rank, object }) => ({ rank, objectId: object.row.id, needs: object.row.needs }));
  const greedy = { hash: hashOf('std'), seed, targets, people: inspectors, recusals, seats, fallback: [], borrow: [] };
  const seated = () =>
    seatTeams({
      ...{ manifest, seed, strata: session.strata, window: input.window },
      objectOf: (leaf) => objects.get(leaf)!,
      ...{ inspectors: rows.inspectors.map(({ row }) => row), recusals: rows.recusals.map(({ row }) => row) },
    });
  const certified = () => [canonicalBytes(certificate), resultCommit(certificate, certificate)];
  const hashed = () => createHash('sha256').update(JSON.stringify(certificate)).digest();
  const assignment = await compare(seated, () => greedySeats(greedy), options);
  const made = await compare(certified, hashed, options);
  return [
    {
      ...{ work: `assignment of ${size.people} people`, size: size.objects, ...assignment },
      ...{ reference: 'greedy without guarantee', goal: '≤ 20 ms' },
    },
    { work: 'certificate and commitment', size: size.objects, ...made, reference: 'JSON.stringify and createHash' },
  ];
}

async function verifyRows({ input, closed, open }: DrawnDraw, size: number, options: Options): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [work, files] of [
    ['verification, names closed', closed],
    ['verification, names open', open],
  ] as const) {
    const verified = () => {
      const { checks } = verifyDraw(files, { verifySignature, verifyBeacon: verifyQuicknet });
      const failed = checks.filter(({ state }) => state === 'fail');
      if (failed.length > 0) throw new Error(`the draw does not verify: ${JSON.stringify(failed)}`);
    };
    rows.push({
      work,
      size,
      ...(await compare(verified, () => runDraw(input), options)),
      reference: 'the draw itself',
    });
  }
  return rows;
}
