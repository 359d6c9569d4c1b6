import { fromUtf8 } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import type { LaneMaker } from '../hash/lanes.ts';
import type { Certificate, DrawnParts } from './certificate.ts';
import { type EvidenceFiles, FILES } from './evidence.ts';
import type { ListRoot, Manifest } from './manifest.ts';
import { listRoot } from './told-winners.ts';
import type { ReserveLeaf, Winner } from './winners.ts';

/** The drawn strata of a pack, whichever way its certificate tells them (`told-winners.ts`): all checks read them from here. */

const WINNER = /^([1-9]\d{0,9})\t([a-z0-9][a-z0-9:._-]{0,63})\t(0|[1-9]\d{0,5})\t([0-9a-f]{64})\t([0-9a-f]{64})$/;
const RESERVE = /^([a-z0-9][a-z0-9:._-]{0,63})\t(0|[1-9]\d{0,5})\t([0-9a-f]{64})\t([0-9a-f]{64})$/;

/** What was drawn, whole; the error is a Chinese sentence: not drawn yet, or a file that is missing or not the one of the root. */
export function readDrawn(
  files: EvidenceFiles,
  certificate: Certificate,
  makeLanes: LaneMaker,
): Result<DrawnParts, string> {
  const { manifest, seed, strata, teams, winners, reserve } = certificate;
  if (seed === undefined) return err('尚未摇号');
  const drawn = readLines(files, { file: FILES.winners, form: WINNER, given: winners, manifest, makeLanes });
  if (!drawn.ok) return drawn;
  const waiting = readLines(files, { file: FILES.reserve, form: RESERVE, given: reserve, manifest, makeLanes });
  if (!waiting.ok) return waiting;
  const winnersOfTier = new Map<string, Winner[]>();
  for (const [, rank, stratum, tier, leaf, t] of drawn.value)
    push(winnersOfTier, `${stratum}\t${tier}`, { rank: Number(rank), leaf: leaf!, t: t! });
  const reserveOf = new Map<string, ReserveLeaf[]>();
  for (const [, stratum, tier, leaf, t] of waiting.value)
    push(reserveOf, stratum!, { tier: Number(tier), leaf: leaf!, t: t! });
  return ok({
    seed,
    strata: strata!.map(({ id, tiers, reserve: inline }) => ({
      id,
      tiers: tiers.map((told) => ({ winners: winnersOfTier.get(`${id}\t${told.tier}`) ?? [], ...told })),
      reserve: inline ?? reserveOf.get(id) ?? [],
    })),
    teams: teams!,
  });
}

type Wanted = {
  readonly file: string;
  readonly form: RegExp;
  /** What the certificate says of the file; undefined where there is none to read. */
  readonly given: ListRoot | undefined;
  readonly manifest: Manifest;
  readonly makeLanes: LaneMaker;
};

function readLines(
  files: EvidenceFiles,
  { file, form, given, manifest, makeLanes }: Wanted,
): Result<readonly RegExpExecArray[], string> {
  if (!given) return ok([]);
  const bytes = files.get(file);
  if (!bytes) return err(`缺少 ${file}`);
  const lines = (fromUtf8(bytes) ?? '').split('\n');
  if (lines.pop() !== '') return err(`${file} 第 ${lines.length + 1} 行没有结束`);
  const fields: RegExpExecArray[] = [];
  for (const line of lines) {
    const match = form.exec(line);
    if (!match) return err(`${file} 第 ${fields.length + 1} 行格式不对`);
    fields.push(match);
  }
  const { root, size } = listRoot(hashOf(manifest.profile), lines, makeLanes);
  return root === given.root && size === given.size ? ok(fields) : err(`${file} 的根 ${root}，${size} 行，与证书不同`);
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
