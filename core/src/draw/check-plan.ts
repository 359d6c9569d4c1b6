import { hex, utf8 } from '../basics/bytes.ts';
import { parseCanonical } from '../basics/canonical-json.ts';
import { leafHash } from '../hash/merkle.ts';
import type { Manifest } from './manifest.ts';

/** The plan entry behind a draw: whoever draws outside it cannot hide that. */

type Planned = { readonly code: string; readonly period: string; readonly strata: readonly string[] };

/** A part of a planned task, or what was lacking after it: code and strata are those of the plan with this at the end. */
const PART = /^(.+)(-(?:part|supplement)-[1-9]\d*)$/;

/** `inPlan`: what the record says. A fault where the manifest names a plan that does not stand before it or does not list it. */
export function planOf(
  manifest: Manifest,
  before: readonly string[],
): { readonly inPlan: boolean; readonly faults: readonly string[] } {
  const { plan } = manifest;
  if (plan === undefined) return { inPlan: false, faults: [] };
  const line = before.find((text) => hex(leafHash(utf8(text))) === plan);
  if (line === undefined) return { inPlan: true, faults: ['清单所指的计划不在此前的日志中'] };
  const tasks = plannedTasks(line, manifest.agency).filter(({ period }) => period === manifest.period);
  const [, whole, part = ''] = PART.exec(manifest.task) ?? [];
  const listed = tasks.find(({ code }) => code === manifest.task);
  const task = listed ?? tasks.find(({ code }) => code === whole);
  if (!task) return { inPlan: true, faults: ['计划没有列出本任务'] };
  const drawn = new Set(manifest.strata.map(({ id }) => id));
  const wanted = listed ? task.strata : task.strata.map((id) => `${id}${part}`);
  const missing = wanted.filter((id) => !drawn.has(id));
  return { inPlan: true, faults: missing.length === 0 ? [] : [`计划列出的 ${missing.join('、')} 不在清单中`] };
}

/** The tasks of a plan entry of the agency; none of anything else. */
function plannedTasks(line: string, agency: string): readonly Planned[] {
  const entry = parseCanonical(line) as { type?: unknown; agency?: unknown; tasks?: unknown } | undefined;
  if (entry?.type !== 'plan' || entry.agency !== agency || !Array.isArray(entry.tasks)) return [];
  return entry.tasks.filter(isPlanned);
}

/** Canonical JSON has no null, so whatever stands there has fields, or none. */
function isPlanned(task: unknown): task is Planned {
  const { code, period, strata } = task as Partial<Planned>;
  return typeof code === 'string' && typeof period === 'string' && Array.isArray(strata);
}
