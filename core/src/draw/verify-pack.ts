import { compareBytes, fromUtf8, hex } from '../basics/bytes.ts';
import { parseCanonical } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { Hash } from '../hash/hash.ts';
import type { LaneMaker } from '../hash/lanes.ts';
import type { Certificate, DrawnParts } from './certificate.ts';
import { certificateShape } from './certificate-shape.ts';
import { type Finding, judged } from './check.ts';
import type { VerifySignature } from './checkpoint.ts';
import type { VerifyBeacon } from './drand.ts';
import { type Digest, type EvidenceFiles, FILES, withSums } from './evidence.ts';
import type { LeafTable } from './leaf-table.ts';
import { type ReadList, readList } from './list-reader.ts';
import type { OpenedObjects } from './opened-objects.ts';

/** What the checks work on: the pack's files, its certificate, and the public list where it can be read. */
export type Pack = {
  readonly files: EvidenceFiles;
  readonly certificate: Certificate;
  /** What was drawn, whole; undefined before the draw, and where a file of it is missing or another one. */
  readonly drawn: DrawnParts | undefined;
  /** Why there is no `drawn`, as a Chinese sentence. */
  readonly undrawn: string;
  /** The public list; undefined where the file is missing or malformed (V8 says so). */
  readonly table: LeafTable | undefined;
  /** The opened rows of the objects, gone through when first asked for; only after the reveal. */
  readonly opened: () => Result<OpenedObjects, string>;
  /** Only after the reveal. */
  readonly late: () => LateChecks;
  readonly makeLanes: LaneMaker;
  readonly verifySignature: VerifySignature;
  /** Without it no value of a beacon counts as valid. */
  readonly verifyBeacon: VerifyBeacon | undefined;
  /** SM2 with SM3, where the reader's program has it. */
  readonly verifySm2: VerifySignature | undefined;
  /** The verifier key that the reader trusts, where he brought one. */
  readonly logKey: string | undefined;
  readonly sha256: Digest;
  /** Opened packs of earlier draws of the same log, to count tiers and loads by. */
  readonly earlier: readonly EvidenceFiles[];
};

/** What the log's signatures are read with. */
export type SignedPack = Pick<Pack, 'files' | 'certificate' | 'logKey' | 'verifySignature' | 'verifySm2'>;

/** The checks of opened rows, people and replacements. */
export type LateChecks = {
  readonly readOpenedObjects: (pack: Pack) => Result<OpenedObjects, string>;
  readonly replayTeams: (pack: Pack, drawn: DrawnParts, leaves: readonly string[]) => Finding;
  readonly replayReplacements: (
    pack: Pack,
    seen: { readonly drawn: DrawnParts; readonly teams: Finding; readonly seen: string },
  ) => Finding;
};

const EXPECTED = '各文件与 SHA256SUMS 一致；draw.json 为规范 JSON，各字段齐全且无多余';

/** Text of a file; undefined where it is missing or not UTF-8. */
export function textOf(files: EvidenceFiles, name: string): string | undefined {
  const bytes = files.get(name);
  return bytes && fromUtf8(bytes);
}

/** V1, and the certificate where there is one to read. */
export function readCertificate(
  files: EvidenceFiles,
  digest: Digest,
): {
  readonly finding: Finding;
  readonly certificate?: Certificate;
} {
  const sums = sumFaults(files, digest);
  const read = parseCertificate(textOf(files, FILES.certificate));
  if (!read.ok) return { finding: judged(EXPECTED, [...sums, read.error], '') };
  return { finding: judged(EXPECTED, sums, `共 ${files.size} 个文件，全部一致`), certificate: read.value };
}

/** The public list of a pack, or the reason why there is none. */
export function readObjects(
  files: EvidenceFiles,
  { hash, makeLanes }: { readonly hash: Hash; readonly makeLanes: LaneMaker },
): Result<ReadList, string> {
  const bytes = files.get(FILES.objects);
  if (bytes === undefined) return err(`缺少 ${FILES.objects}`);
  const read = readList(hash, bytes, makeLanes);
  if (read.ok) return read;
  return err(
    `${FILES.objects} 第 ${read.error.line} 行${read.error.problem === 'order' ? '叶码次序不对' : '格式不对'}`,
  );
}

function parseCertificate(text: string | undefined): Result<Certificate, string> {
  if (text === undefined) return err('draw.json 缺失或不是 UTF-8');
  const value = parseCanonical(text);
  if (value === undefined) return err('draw.json 不是规范的 JSON');
  const read = certificateShape(value, '');
  if (!read.ok) return err(`draw.json 的 ${read.error.path} 应为 ${read.error.expected}`);
  return isCoherent(read.value) ? ok(read.value) : err('draw.json 的各部分与日志证明不成对');
}

/**
 * Each part stands with its log proof: sources, result, replacements, reveal, end. A void session has no result; one that
 * was given up afterwards keeps it.
 */
function isCoherent(certificate: Certificate): boolean {
  const { proofs, entropy, seed, replacements, reveal, end } = certificate;
  const hasResult = proofs.result !== undefined;
  const proven = proofs.replacements ?? [];
  return (
    proven.length === replacements.length &&
    replacements.every(({ result }, i) => (result === undefined) === (proven[i]!.result === undefined)) &&
    (replacements.length === 0 || hasResult) &&
    proofs.entropy.length === entropy.length &&
    (proofs.reveal !== undefined) === (reveal !== undefined) &&
    (proofs.end !== undefined) === (end !== undefined) &&
    (end === undefined ? hasResult === (seed !== undefined) : !hasResult || end.kind === 'abandoned') &&
    (!hasResult || seed !== undefined) &&
    (entropy.length === 0 || hasResult || end?.kind === 'abandoned') &&
    (reveal === undefined || hasResult) &&
    isToldOnce(certificate)
  );
}

/** Winners stand in the certificate or in a file, all of them; likewise the 候补. */
function isToldOnce({ strata = [], winners, reserve }: Certificate): boolean {
  return strata.every(
    (stratum) =>
      (stratum.reserve === undefined) === (reserve !== undefined) &&
      stratum.tiers.every((tier) => (tier.winners === undefined) === (winners !== undefined)),
  );
}

function sumFaults(files: EvidenceFiles, digest: Digest): readonly string[] {
  const given = files.get(FILES.sums);
  if (given === undefined) return ['缺少 SHA256SUMS'];
  const right = withSums(files, digest).get(FILES.sums);
  if (right !== undefined && compareBytes(given, right) === 0) return [];
  const lines = new Set((fromUtf8(given) ?? '').split('\n'));
  const wrong = [...files].filter(
    ([name, bytes]) => name !== FILES.sums && !lines.has(`${hex(digest(bytes))}  ${name}`),
  );
  return wrong.length > 0 ? wrong.map(([name]) => `${name} 与校验值不符`) : ['SHA256SUMS 与文件清单不符'];
}
