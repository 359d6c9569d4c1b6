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

/** Lists of numbers, one after the other: row r is values[start[r]] … values[start[r + 1] − 1]. */
export type Rows = { readonly start: Int32Array; readonly values: Int32Array };

/**
 * The same as numbers: seat `t·width + j` is seat j of target t, a person is an index into `people`. Seats that need the same tags form a
 * class, open to the same people but for recusals: a province has a million pairs of seat and person and a few hundred classes.
 */
export type SeatInstance = {
  readonly seatCount: number;
  readonly personCount: number;
  readonly width: number;
  readonly loads: Int32Array;
  /** Never above the number of targets: nobody sits twice in a team. */
  readonly caps: Int32Array;
  readonly classOfSeat: Int32Array;
  readonly peopleOfClass: Rows;
  readonly seatsOfClass: Rows;
  readonly classesOfPerson: Rows;
  /** Of each seat: the people recused from its object, where there are any. */
  readonly recused: readonly (ReadonlySet<number> | undefined)[];
};

const LARGEST_LOAD = 2 ** 30;

/** Throws where a person stands twice, or a load or cap is not a count (loads up to 2^30): the caller has checked the lists it froze. */
export function seatInstance(problem: SeatProblem): SeatInstance {
  const { targets, people, recusals, width } = problem;
  const classNumber = new Map<string, number>();
  const classTags: (readonly string[])[] = [];
  const seatClasses: number[] = [];
  for (const target of targets) {
    for (const seat of problem.seatsOf(target)) {
      const tags = tagsNeeded(seat, target);
      const key = tags.join(' ');
      const known = classNumber.get(key) ?? classTags.push(tags) - 1;
      classNumber.set(key, known);
      seatClasses.push(known);
    }
  }
  const members = membersByTags(people);
  const peopleOfClass = rowsOf(classTags.map(members));
  const classOfSeat = Int32Array.from(seatClasses);
  const recusedIn = recusedByObject(recusals, indexById(people));
  return {
    seatCount: seatClasses.length,
    personCount: people.length,
    width,
    loads: Int32Array.from(people, (person) => count(person.load, LARGEST_LOAD)),
    caps: Int32Array.from(people, (person) => Math.min(count(person.cap, Number.MAX_SAFE_INTEGER), targets.length)),
    classOfSeat,
    peopleOfClass,
    seatsOfClass: transpose(rowsOf(seatClasses.map((known) => [known])), classTags.length),
    classesOfPerson: transpose(peopleOfClass, people.length),
    recused: targets.flatMap(({ objectId }) => Array.from({ length: width }, () => recusedIn.get(objectId))),
  };
}

/** May this person, by number, sit there? The answer of `eligible`. */
export function isPair(instance: SeatInstance, seat: number, person: number): boolean {
  const { start, values } = instance.peopleOfClass;
  const known = instance.classOfSeat[seat]!;
  let low = start[known]!;
  let high = start[known + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < person) low = middle + 1;
    else high = middle;
  }
  return low < start[known + 1]! && values[low] === person && !isRecused(instance, seat, person);
}

export function isRecused(instance: SeatInstance, seat: number, person: number): boolean {
  return instance.recused[seat]?.has(person) === true;
}

/** All people who may sit there, ascending. */
export function peopleFor(instance: SeatInstance, seat: number): number[] {
  const { start, values } = instance.peopleOfClass;
  const known = instance.classOfSeat[seat]!;
  const people: number[] = [];
  for (let k = start[known]!; k < start[known + 1]!; k++) {
    if (!isRecused(instance, seat, values[k]!)) people.push(values[k]!);
  }
  return people;
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

function count(value: number, largest: number): number {
  assert(Number.isInteger(value) && value >= 0 && value <= largest, `not a load or cap: ${value}`);
  return value;
}

function indexById(people: readonly SeatPerson[]): ReadonlyMap<string, number> {
  const indexOf = new Map(people.map((person, i) => [person.id, i]));
  assert(indexOf.size === people.length, 'a person stands twice in the list');
  return indexOf;
}

function recusedByObject(
  recusals: readonly SeatRecusal[],
  indexOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, ReadonlySet<number>> {
  const recused = new Map<string, Set<number>>();
  for (const { objectId, inspectorId } of recusals) {
    const person = indexOf.get(inspectorId);
    if (person === undefined) continue;
    const row = recused.get(objectId) ?? new Set();
    recused.set(objectId, row.add(person));
  }
  return recused;
}

/** Answers with the people who have all the tags, ascending. */
function membersByTags(people: readonly SeatPerson[]): (tags: readonly string[]) => readonly number[] {
  const holders = new Map<string, Set<number>>();
  people.forEach((person, i) => {
    for (const tag of person.tags) {
      const row = holders.get(tag) ?? new Set();
      holders.set(tag, row.add(i));
    }
  });
  const everybody = people.map((_, i) => i);
  return (tags) => {
    const sets = tags.map((tag) => holders.get(tag) ?? new Set<number>()).sort((a, b) => a.size - b.size);
    const [smallest, ...others] = sets;
    if (smallest === undefined) return everybody;
    return [...smallest].filter((person) => others.every((set) => set.has(person)));
  };
}

function rowsOf(lists: readonly (readonly number[])[]): Rows {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, row) => {
    start[row + 1] = start[row]! + list.length;
  });
  const values = new Int32Array(start[lists.length]!);
  lists.forEach((list, row) => {
    values.set(list, start[row]!);
  });
  return { start, values };
}

/** Row v of the answer lists the rows that contain v, ascending. */
function transpose({ start, values }: Rows, rowCount: number): Rows {
  const newStart = new Int32Array(rowCount + 1);
  for (const row of values) newStart[row + 1]!++;
  for (let row = 0; row < rowCount; row++) newStart[row + 1]! += newStart[row]!;
  const at = newStart.slice();
  const newValues = new Int32Array(values.length);
  for (let row = 0; row + 1 < start.length; row++) {
    for (let k = start[row]!; k < start[row + 1]!; k++) newValues[at[values[k]!]!++] = row;
  }
  return { start: newStart, values: newValues };
}
