import { compareText } from '../basics/bytes.ts';
import type { PublicLine } from './lists.ts';
import type { Manifest } from './manifest.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from './rows.ts';
import { eligible } from './seat-instance.ts';

/**
 * What must be printed beside a frozen list although it may be drawn.
 * `smallClass`: so few lines share stratum, tier and weight that a guess at their names is easy.
 * `fullTake`: 全取·非随机, everybody in the pool is drawn. `fewPeople`: hardly a choice for a seat of an object.
 */
export type FreezeWarning =
  | {
      readonly kind: 'smallClass';
      readonly stratum: string;
      readonly tier: number;
      readonly weight: number;
      readonly size: number;
    }
  | { readonly kind: 'fullTake'; readonly stratum: string; readonly n: number }
  | { readonly kind: 'fewPeople'; readonly objectId: string; readonly seat: string; readonly people: number };

const SMALL_CLASS = 5;

type Frozen = {
  readonly manifest: Manifest;
  readonly lines: readonly PublicLine[];
  readonly objects: readonly ObjectRow[];
  readonly inspectors: readonly InspectorRow[];
  readonly recusals: readonly RecusalRow[];
};

export function freezeWarnings(frozen: Frozen): readonly FreezeWarning[] {
  return [...smallClasses(frozen.lines), ...fullTakes(frozen.manifest), ...fewPeople(frozen)];
}

function smallClasses(lines: readonly PublicLine[]): readonly FreezeWarning[] {
  const sizes = new Map<string, { stratum: string; tier: number; weight: number; size: number }>();
  for (const line of lines) {
    if (line.state !== 'in') continue;
    const { stratum, tier, weight } = line;
    const key = `${stratum} ${tier} ${weight}`;
    sizes.set(key, { stratum, tier, weight, size: (sizes.get(key)?.size ?? 0) + 1 });
  }
  return [...sizes]
    .filter(([, { size }]) => size < SMALL_CLASS)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, found]) => ({ kind: 'smallClass', ...found }));
}

function fullTakes({ strata }: Manifest): readonly FreezeWarning[] {
  return strata
    .filter(({ tiers, n }) => n > 0 && tiers.reduce((sum, { pool }) => sum + pool, 0) === n)
    .map(({ id, n }) => ({ kind: 'fullTake', stratum: id, n }));
}

function fewPeople({ manifest, objects, inspectors, recusals }: Frozen): readonly FreezeWarning[] {
  const people = inspectors.filter((row) => row.state === 'in');
  const barred = new Map<string, RecusalRow[]>();
  for (const row of recusals) barred.set(row.objectId, [...(barred.get(row.objectId) ?? []), row]);
  const drawable = new Map(objects.filter((row) => row.state === 'in').map((row) => [row.id, row]));
  const warnings: FreezeWarning[] = [];
  for (const [objectId, { needs }] of drawable) {
    const rows = barred.get(objectId) ?? [];
    for (const seat of manifest.seats) {
      const count = people.filter((person) => eligible(person, seat, { objectId, needs }, rows)).length;
      if (count < manifest.minChoice) warnings.push({ kind: 'fewPeople', objectId, seat: seat.id, people: count });
    }
  }
  return warnings;
}
