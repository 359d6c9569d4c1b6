import { isPair, isRecused, type Rows } from './seat-instance.ts';
import { type SeatPlan, seatInTeam } from './seat-plan.ts';

/**
 * The moves of a vacancy, for searches that visit every node at most once. `from` offers the neighbours of a node until `visit` answers
 * true; neighbours reached through a class are offered once between two restarts, so that a search costs the size of the classes and not
 * the number of pairs.
 */
export type Steps = {
  readonly restart: () => void;
  readonly from: (node: number, visit: (to: number) => boolean) => void;
  /** The most neighbours `from` could look at. */
  readonly cost: (node: number) => number;
};

/** To the nodes a vacancy can move to. */
export function stepsForward(plan: SeatPlan): Steps {
  const { instance, holder, first, next } = plan;
  const { seatCount, width, classOfSeat } = instance;
  const people = offers(instance.peopleOfClass);
  const fromSeat = (seat: number, visit: (to: number) => boolean): void => {
    const canTake = (person: number): boolean =>
      seatInTeam(plan, seat, person) < 0 && !isRecused(instance, seat, person);
    if (people.offer(classOfSeat[seat]!, canTake, (person) => visit(seatCount + person))) return;
    const base = seat - (seat % width);
    for (let other = base; other < base + width; other++) {
      if (other !== seat && isPair(instance, seat, holder[other]!) && visit(other)) return;
    }
  };
  const fromPerson = (person: number, visit: (to: number) => boolean): void => {
    for (let seat = first[person]!; seat >= 0 && !visit(seat); ) seat = next[seat]!;
  };
  return {
    restart: people.restart,
    cost: (node) => (node < seatCount ? people.size(classOfSeat[node]!) + width : plan.counts[node - seatCount]!),
    from: (node, visit) => (node < seatCount ? fromSeat(node, visit) : fromPerson(node - seatCount, visit)),
  };
}

/** To the nodes from which a vacancy can come, in a plan whose seats are all filled. */
export function stepsBackward(plan: SeatPlan): Steps {
  const { instance, holder } = plan;
  const { seatCount, personCount, width, classesOfPerson } = instance;
  const seats = offers(instance.seatsOfClass);
  const seatsOpen = new Int32Array(personCount);
  for (let person = 0; person < personCount; person++) {
    const { start, values } = classesOfPerson;
    for (let k = start[person]!; k < start[person + 1]!; k++) seatsOpen[person]! += seats.size(values[k]!);
  }
  const fromSeat = (seat: number, visit: (to: number) => boolean): void => {
    const person = holder[seat]!;
    const base = seat - (seat % width);
    for (let other = base; other < base + width; other++) {
      if (other !== seat && isPair(instance, other, person) && visit(other)) return;
    }
    visit(seatCount + person);
  };
  const fromPerson = (person: number, visit: (to: number) => boolean): void => {
    const canTake = (seat: number): boolean => seatInTeam(plan, seat, person) < 0 && !isRecused(instance, seat, person);
    const { start, values } = classesOfPerson;
    for (let k = start[person]!; k < start[person + 1]!; k++) if (seats.offer(values[k]!, canTake, visit)) return;
  };
  return {
    restart: seats.restart,
    cost: (node) => (node < seatCount ? width : seatsOpen[node - seatCount]!),
    from: (node, visit) => (node < seatCount ? fromSeat(node, visit) : fromPerson(node - seatCount, visit)),
  };
}

type Offers = {
  readonly size: (row: number) => number;
  readonly restart: () => void;
  /** Visits the members of a class that fit and were not visited since the restart; true where `visit` stopped it. */
  readonly offer: (row: number, fits: (member: number) => boolean, visit: (member: number) => boolean) => boolean;
};

/** Members not yet visited stand before the `end` of their row; a row that was not touched since the restart is whole. */
function offers(rows: Rows): Offers {
  const { start } = rows;
  const values = rows.values.slice();
  const end = new Int32Array(start.length);
  const touched = new Int32Array(start.length);
  let round = 1;
  return {
    size: (row) => start[row + 1]! - start[row]!,
    restart() {
      round++;
    },
    offer(row, fits, visit) {
      if (touched[row] !== round) {
        touched[row] = round;
        end[row] = start[row + 1]!;
      }
      for (let k = start[row]!; k < end[row]!; ) {
        const member = values[k]!;
        if (!fits(member)) {
          k++;
          continue;
        }
        const last = end[row]! - 1;
        values[k] = values[last]!;
        values[last] = member;
        end[row] = last;
        if (visit(member)) return true;
      }
      return false;
    },
  };
}
