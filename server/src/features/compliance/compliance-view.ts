import type {
  CancelledView,
  ComplianceView,
  EndedDrawView,
  FindingView,
  MeasureView,
  ReadingView,
} from '@sunlot/contract/compliance.ts';
import { classNames } from '@sunlot/core/policy/classes-of-year.ts';
import type { Compliance, ComplianceInput } from '@sunlot/core/policy/compliance.ts';
import type { Finding } from '@sunlot/core/policy/findings.ts';
import type { JudgingVersion } from '@sunlot/core/policy/judging-versions.ts';
import type { Measure } from '@sunlot/core/policy/measures.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { isPrinciple } from '@sunlot/core/policy/principle.ts';
import type { Territory } from '../../visits/territory.ts';
import type { ListedTwice } from './listed-twice.ts';
import type { OtherKind } from './sql.ts';

type Judged = {
  readonly input: ComplianceInput;
  readonly result: Compliance;
  readonly ended: readonly EndedDrawView[];
  readonly cancelled: readonly CancelledView[];
  readonly listedTwice: readonly ListedTwice[];
  readonly otherKind: readonly OtherKind[];
};

/** A verdict as it leaves the program: numbers, clauses, and names of classes and of objects that findings speak of. */
export function complianceView(
  pack: Pack,
  { agency, tree }: Territory,
  { input, result, ended, cancelled, listedTwice, otherKind }: Judged,
): ComplianceView {
  const wanted = new Set(result.findings.flatMap(({ object }) => object ?? []));
  const names = new Map(input.objects.flatMap(({ id, name }) => (wanted.has(id) ? [[id, name] as const] : [])));
  const agencies = new Map(tree.map(({ code, name }) => [code, name]));
  const versions = [...(input.versions ?? []), pack];
  const clauses = new Map(versions.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule.clause])));
  const principles = new Set(
    versions.flatMap((one) => one.rules.filter((rule) => isPrinciple(one, rule)).map(({ id }) => id)),
  );
  const derived = new Set(
    versions.flatMap(({ rules }) => rules.filter(({ origin }) => origin === 'derived').map(clauseKey)),
  );
  const isUnjudged = result.verdict === 'notJudged';
  return {
    agency: agency.code,
    agencyName: agency.name,
    level: result.level,
    pack: result.pack,
    packName: pack.name,
    packVersion: result.packVersion,
    ...(isUnjudged && { schemeFrom: input.versions!.map(({ effectiveFrom }) => effectiveFrom).sort()[0]! }),
    year: result.year,
    ...(input.only !== undefined && { period: input.only }),
    asOf: input.asOf,
    verdict: result.verdict,
    findings: result.findings.map((finding) => findingView(finding, { names, principles, derived, agencies })),
    tables: result.tables.map(measureView),
    ...(result.reports.length > 0 && {
      reports: result.reports.map(({ clause, ...one }) => ({ ...one, clause: { ...clause } })),
    }),
    visits: result.visits,
    ended: [...ended],
    ...(cancelled.length > 0 && { cancelled: [...cancelled] }),
    history: result.history,
    ...(listedTwice.length > 0 && {
      listedTwice: listedTwice.map((one) => ({ ...one, agencies: [...one.agencies] })),
    }),
    ...(otherKind.length > 0 && {
      otherKind: otherKind.map(({ objectName, ...one }) => ({ ...one, ...(objectName !== null && { objectName }) })),
    }),
    notJudged: result.notJudged.map((rule) => ({ rule, clause: { ...clauses.get(rule)! } })),
    ...(result.unclocked && { unclocked: { ...result.unclocked, clause: { ...result.unclocked.clause } } }),
    readings: isUnjudged ? [] : readingsOf(pack),
    ...(result.versions && { versions: result.versions.map((one) => versionView(pack, one)) }),
    classNames: classNames([pack, ...(input.versions ?? [])]),
  };
}

/** Beside its parts only what it reads otherwise than the version at the head of the verdict. */
function versionView(head: Pack, { pack, periods, ...days }: JudgingVersion) {
  const usual = new Map(readingsOf(head).map(({ key, value }) => [key, value]));
  const readings = readingsOf(pack).filter(({ key, value }) => value !== usual.get(key));
  return { version: pack.version, ...days, periods: [...periods], readings };
}

/** Every reading the verdict rests on, whether it is the default or not. */
function readingsOf({ ambiguities, settings }: Pack): ReadingView[] {
  return ambiguities.flatMap(({ id: ambiguity, problem, reading, clause, switches }) =>
    switches.map(({ key, default: usual }) => ({
      ...{ ambiguity, key, default: usual, value: settings[key], problem, reading },
      clause: { ...clause },
    })),
  );
}

type Known = {
  readonly names: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
  readonly principles: ReadonlySet<string>;
  /** Rules that the scheme does not say, each as one version has it. */
  readonly derived: ReadonlySet<string>;
};

/** A rule by its clause: another version may say what an earlier one left out. */
function clauseKey({ id, clause: { section, quote } }: Pick<Pack['rules'][number], 'id' | 'clause'>): string {
  return JSON.stringify([id, section, quote]);
}

function findingView(finding: Finding, { names, agencies, principles, derived }: Known): FindingView {
  const { clause, justification, object, lacks, by, lateBy, expired, waitingIn, cancelledIn, ...numbers } = finding;
  const objectName = object === undefined ? undefined : names.get(object);
  return {
    ...numbers,
    ...(object !== undefined && { object }),
    ...(objectName !== undefined && { objectName }),
    ...(lateBy && { lateBy: { ...lateBy } }),
    ...(expired && { expired: expired.map((one) => ({ ...one })) }),
    ...(lacks && { lacks: [...lacks] }),
    ...(waitingIn && { waitingIn: [...waitingIn] }),
    ...(cancelledIn && { cancelledIn: [...cancelledIn] }),
    ...(by && { by: by.map((code) => agencies.get(code) ?? code) }),
    ...(principles.has(finding.rule) && { principle: true }),
    ...(derived.has(clauseKey({ id: finding.rule, clause })) && { derived: true }),
    clause: { ...clause },
    ...(justification && { justification: { ...justification } }),
  };
}

function measureView({ clause, ...measure }: Measure): MeasureView {
  return { ...measure, clause: { ...clause } };
}
