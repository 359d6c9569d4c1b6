import { compareText } from '../basics/bytes.ts';
import { IN, type LeafTable } from './leaf-table.ts';
import type { Manifest } from './manifest.ts';
import { type InspectorRow, MAX_TIER, MAX_WEIGHT, type ObjectRow, type RecusalRow } from './rows.ts';
import { eligible } from './seat-instance.ts';

/**
 * What must be printed beside a frozen list although it may be drawn.
 * `smallClass`: so few lines share stratum, tier and weight that a guess at their names is easy.
 * `fullTake`: 全取·非随机, everybody in the pool is drawn. `fewPeople`: hardly a choice for a seat of so many objects; `people` is
 * the fewest that one of them has.
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
  | { readonly kind: 'fewPeople'; readonly seat: string; readonly objects: number; readonly people: number };

const SMALL_CLASS = 5;

type Frozen = {
  readonly manifest: Manifest;
  readonly table: LeafTable;
  readonly drawable: DrawableObjects;
  readonly inspectors: readonly InspectorRow[];
  readonly recusals: readonly RecusalRow[];
};

export function freezeWarnings(frozen: Frozen): readonly FreezeWarning[] {
  return [...smallClasses(frozen.table), ...fullTakes(frozen.manifest), ...fewPeople(frozen)];
}

function smallClasses({ size, strata, stratum, tier, weight, state }: LeafTable): readonly FreezeWarning[] {
  const sizes = new Map<string, { stratum: string; tier: number; weight: number; size: number }>();
  const places = new Map<number, number>();
  for (let i = 0; i < size; i++) {
    if (state[i] !== IN) continue;
    const place = (stratum[i]! * (MAX_TIER + 1) + tier[i]!) * (MAX_WEIGHT + 1) + weight[i]!;
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  for (const [place, count] of places) {
    const ofTier = Math.floor(place / (MAX_WEIGHT + 1));
    const found = {
      stratum: strata[Math.floor(ofTier / (MAX_TIER + 1))]!,
      tier: ofTier % (MAX_TIER + 1),
      weight: place % (MAX_WEIGHT + 1),
    };
    if (count < SMALL_CLASS) sizes.set(`${found.stratum} ${found.tier} ${found.weight}`, { ...found, size: count });
  }
  return [...sizes].sort(([a], [b]) => compareText(a, b)).map(([, found]) => ({ kind: 'smallClass', ...found }));
}

function fullTakes({ strata }: Manifest): readonly FreezeWarning[] {
  return strata
    .filter(({ tiers, n }) => n > 0 && tiers.reduce((sum, { pool }) => sum + pool, 0) === n)
    .map(({ id, n }) => ({ kind: 'fullTake', stratum: id, n }));
}

/** The objects that may be drawn, as far as seats care: how many need which tags, and what those need whom somebody stays away from. */
export type DrawableObjects = {
  /** Counts by needs, tags joined by a space. */
  readonly byNeeds: ReadonlyMap<string, number>;
  /** Needs of the objects of a recusal, by id; they are not counted in `byNeeds`. */
  readonly watched: ReadonlyMap<string, readonly string[]>;
};

/** Counts objects row by row; rows of one object come one after another. `recused`: ids in recusals. */
export function drawableCounter(recused: ReadonlySet<string>): {
  readonly add: (row: Pick<ObjectRow, 'id' | 'state' | 'needs'>) => void;
  readonly all: () => DrawableObjects;
} {
  const byNeeds = new Map<string, number>();
  const watched = new Map<string, readonly string[]>();
  let before = '';
  return {
    add({ id, state, needs }) {
      if (state !== 'in' || id === before) return;
      before = id;
      if (recused.has(id)) watched.set(id, needs);
      else byNeeds.set(needs.join(' '), (byNeeds.get(needs.join(' ')) ?? 0) + 1);
    },
    all: () => ({ byNeeds, watched }),
  };
}

function fewPeople({ manifest, drawable, inspectors, recusals }: Frozen): readonly FreezeWarning[] {
  const people = inspectors.filter((row) => row.state === 'in');
  const barred = new Map<string, RecusalRow[]>();
  for (const row of recusals) barred.set(row.objectId, [...(barred.get(row.objectId) ?? []), row]);
  const kinds = [
    ...[...drawable.byNeeds].map(([needs, objects]) => ({
      id: '',
      needs: needs === '' ? [] : needs.split(' '),
      objects,
    })),
    ...[...drawable.watched].map(([id, needs]) => ({ id, needs, objects: 1 })),
  ];
  return manifest.seats.flatMap((seat) => {
    let [objects, fewest] = [0, manifest.minChoice];
    for (const { id, needs, objects: count } of kinds) {
      const target = { objectId: id, needs };
      const choice = people.filter((person) => eligible(person, seat, target, barred.get(id) ?? [])).length;
      if (choice >= manifest.minChoice) continue;
      objects += count;
      fewest = Math.min(fewest, choice);
    }
    return objects === 0 ? [] : [{ kind: 'fewPeople', seat: seat.id, objects, people: fewest } as const];
  });
}
