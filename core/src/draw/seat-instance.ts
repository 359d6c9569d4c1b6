import { assert } from '../basics/assert.ts';

/** A person who may take seats. `load` = logged seats of this year, `cap` = most seats in this session. */
export type SeatPerson = {
  readonly id: string;
  readonly tags: readonly string[];
  readonly load: number;
  readonly cap: number;
};
/** An object that needs a team. `rank` is its lowest rank; `needs` are the tags its `object` seats ask for. */
export type SeatTarget = { readonly rank: number; readonly objectId: string; readonly needs: readonly string[] };
export type SeatTemplate = { readonly id: string; readonly needs: readonly string[]; readonly object?: boolean };
export type SeatRecusal = { readonly objectId: string; readonly inspectorId: string };

/** What has to be seated. `targets` in rank order; `seats` gives the template of one target, always of `width` seats. */
export type SeatProblem = {
  readonly targets: readonly SeatTarget[];
  readonly people: readonly SeatPerson[];
  readonly recusals: readonly SeatRecusal[];
  readonly width: number;
  readonly seatsOf: (target: SeatTarget) => readonly SeatTemplate[];
};

/**
 * The same as numbers: seat `t·width + j` is seat j of target t, a person is an index into `people`.
 * Pairs are kept twice: the people of a seat (ascending) and the seats of a person (ascending).
 */
export type SeatInstance = {
  readonly seatCount: number;
  readonly personCount: number;
  readonly width: number;
  readonly loads: Int32Array;
  /** Never above the number of targets: nobody sits twice in a team. */
  readonly caps: Int32Array;
  readonly seatStart: Int32Array;
  readonly seatPeople: Int32Array;
  readonly personStart: Int32Array;
  readonly personSeats: Int32Array;
};

const LARGEST_LOAD = 2 ** 30;

/** Throws where an id stands twice or a load or cap is not a count: the caller has checked the lists it froze. */
export function seatInstance(problem: SeatProblem): SeatInstance {
  const { targets, people, width } = problem;
  const indexOf = indexById(people);
  const loads = Int32Array.from(people, (person) => count(person.load));
  const caps = Int32Array.from(people, (person) => Math.min(count(person.cap), targets.length));
  const { start: seatStart, values: seatPeople } = peopleOfSeats(problem, indexOf);
  const seatCount = targets.length * width;
  const { start: personStart, values: personSeats } = transpose(seatStart, seatPeople, people.length);
  return {
    seatCount,
    personCount: people.length,
    width,
    loads,
    caps,
    seatStart,
    seatPeople,
    personStart,
    personSeats,
  };
}

type SeatQuestion = readonly [
  person: { readonly id: string; readonly tags: readonly string[] },
  seat: SeatTemplate,
  target: { readonly objectId: string; readonly needs: readonly string[] },
  recusals: readonly SeatRecusal[],
];

/** May this person sit there? A person's state is the caller's matter: only people who are `in` are asked about. */
export function eligible(...[person, seat, target, recusals]: SeatQuestion): boolean {
  return (
    tagsNeeded(seat, target).every((tag) => person.tags.includes(tag)) &&
    !recusals.some((row) => row.objectId === target.objectId && row.inspectorId === person.id)
  );
}

function tagsNeeded(seat: SeatTemplate, target: { readonly needs: readonly string[] }): readonly string[] {
  return seat.object === true ? [...seat.needs, ...target.needs] : seat.needs;
}

function count(value: number): number {
  assert(Number.isInteger(value) && value >= 0, `not a count: ${value}`);
  return Math.min(value, LARGEST_LOAD);
}

function indexById(people: readonly SeatPerson[]): ReadonlyMap<string, number> {
  const indexOf = new Map(people.map((person, i) => [person.id, i]));
  assert(indexOf.size === people.length, 'a person stands twice in the list');
  return indexOf;
}

type Rows = { readonly start: Int32Array; readonly values: Int32Array };

/** People with the same tags needed are one class, found once by intersecting the tags' bit sets. */
function peopleOfSeats(problem: SeatProblem, indexOf: ReadonlyMap<string, number>): Rows {
  const classOf = classes(problem.people);
  const barred = barredPeople(problem.recusals, indexOf);
  const rows: Int32Array[] = [];
  for (const target of problem.targets) {
    const out = barred.get(target.objectId);
    for (const seat of problem.seatsOf(target)) {
      const row = classOf(tagsNeeded(seat, target));
      rows.push(out === undefined ? row : row.filter((person) => !out.has(person)));
    }
  }
  const start = new Int32Array(rows.length + 1);
  rows.forEach((row, seat) => {
    start[seat + 1] = start[seat]! + row.length;
  });
  const values = new Int32Array(start[rows.length]!);
  rows.forEach((row, seat) => {
    values.set(row, start[seat]!);
  });
  return { start, values };
}

function barredPeople(
  recusals: readonly SeatRecusal[],
  indexOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, ReadonlySet<number>> {
  const barred = new Map<string, Set<number>>();
  for (const { objectId, inspectorId } of recusals) {
    const person = indexOf.get(inspectorId);
    if (person === undefined) continue;
    const row = barred.get(objectId) ?? new Set();
    barred.set(objectId, row.add(person));
  }
  return barred;
}

function classes(people: readonly SeatPerson[]): (tags: readonly string[]) => Int32Array {
  const words = (people.length + 31) >> 5;
  const holders = new Map<string, Uint32Array>();
  people.forEach((person, i) => {
    for (const tag of person.tags) {
      const bits = holders.get(tag) ?? new Uint32Array(words);
      bits[i >> 5]! |= 1 << (i & 31);
      holders.set(tag, bits);
    }
  });
  const known = new Map<string, Int32Array>();
  return (tags) => {
    const key = tags.join(' ');
    const found = known.get(key) ?? membersOfAll(tags, holders, people.length);
    known.set(key, found);
    return found;
  };
}

function membersOfAll(
  tags: readonly string[],
  holders: ReadonlyMap<string, Uint32Array>,
  personCount: number,
): Int32Array {
  const sets = tags.map((tag) => holders.get(tag));
  const members: number[] = [];
  for (let i = 0; i < personCount; i++) {
    if (sets.every((bits) => bits !== undefined && ((bits[i >> 5]! >>> (i & 31)) & 1) === 1)) members.push(i);
  }
  return Int32Array.from(members);
}

function transpose(start: Int32Array, values: Int32Array, rowCount: number): Rows {
  const newStart = new Int32Array(rowCount + 1);
  for (const row of values) newStart[row + 1]!++;
  for (let row = 0; row < rowCount; row++) newStart[row + 1]! += newStart[row]!;
  const at = newStart.slice();
  const newValues = new Int32Array(values.length);
  for (let column = 0; column + 1 < start.length; column++) {
    for (let k = start[column]!; k < start[column + 1]!; k++) newValues[at[values[k]!]!++] = column;
  }
  return { start: newStart, values: newValues };
}
