import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { type MergedRecord, mergedRecords } from './merged-teams.ts';
import { type SeatRow, selectCertificate, selectPeople, type TaskRow } from './sql.ts';
import type { Visit } from './visits-of-task.ts';

export type Person = Pick<SeatRow, 'certificate' | 'name'>;

/** Who inspected, with the team that went. */
export type Went = {
  readonly by: Person;
  readonly team: readonly Person[];
  /** The visit under the numbers of the tasks that it was merged with. */
  readonly records: readonly MergedRecord[];
};

/**
 * Who of the team inspected: as stated, else the own certificate of the account. Somebody else is named by the office alone. Where the visit was
 * merged, the team of another of the tasks may have gone: the one that is on record under its number already, else the first that has the person.
 * @throws Problem form.notInTeam, form.byNeeded
 */
export async function whoWent(
  ctx: Context,
  task: TaskRow,
  { visit, by }: { readonly visit: Visit; readonly by: string | undefined },
): Promise<Went> {
  const own = await selectCertificate(ctx.tx, ctx.actor.id);
  const named = by ?? own;
  if (by !== undefined && by !== own) may(ctx.actor, 'form.record', task.agency);
  const records = await mergedRecords(ctx, task, visit.merged);
  const teams = [
    visit.team,
    ...visit.merged.map(({ team }) => team),
    ...(await recordedTeams(ctx, task, { named, records })),
  ];
  const among = teams.filter((team) => team.some(({ certificate }) => certificate === named));
  const team = among.find((one) => records.some(({ people }) => isSameTeam(one, people))) ?? among[0];
  if (team) return { by: team.find(({ certificate }) => certificate === named)!, team, records };
  const place = { rank: visit.rank, team: placeText(visit) };
  if (by !== undefined) throw new Problem('form.notInTeam', { by, ...place });
  throw new Problem('form.byNeeded', place);
}

type Asked = { readonly named: string | undefined; readonly records: readonly MergedRecord[] };

/** Others than those drawn may have gone, and are on record under another number. Who is named has to be in the directory. */
async function recordedTeams(
  ctx: Context,
  { agency }: TaskRow,
  { named, records }: Asked,
): Promise<readonly (readonly Person[])[]> {
  const certificates = [...new Set(records.flatMap(({ people }) => people))];
  if (named === undefined || !certificates.includes(named)) return [];
  const rows = await selectPeople(ctx.tx, { agency, certificates });
  const names = new Map(rows.map(({ certificate_no: certificate, name }) => [certificate, name]));
  if (!names.has(named)) return [];
  return records.map(({ people }) =>
    people.map((certificate) => ({ certificate, name: names.get(certificate) ?? certificate })),
  );
}

function placeText({ team, merged }: Visit): string {
  return [teamText(team), ...merged.map((one) => `${one.code}：${teamText(one.team)}`)].join('；');
}

function teamText(team: readonly Person[]): string {
  return team.map(({ certificate, name }) => `${certificate} ${name}`).join('、');
}

export function isSameTeam(team: readonly Pick<Person, 'certificate'>[], people: readonly string[]): boolean {
  return team.length === people.length && team.every(({ certificate }) => people.includes(certificate));
}

/** Day and people of one visit are the same under each of its numbers: where they are not, what the other one says. */
export function differsFromMerged(
  { team, records }: Went,
  on: string,
): { readonly theirs: string; readonly ours: string } | undefined {
  const agrees = ({ on: day, people }: MergedRecord) => day === on && (people.length === 0 || isSameTeam(team, people));
  // A number with several visits has this one among them.
  const agreed = new Set(records.filter(agrees).map(({ code }) => code));
  const told = records.filter(({ code }) => !agreed.has(code));
  if (told.length === 0) return undefined;
  return {
    theirs: told.map(({ code, on: day, people }) => `${code} ${day} ${people.join('、')}`).join('；'),
    ours: `${on} ${team.map(({ certificate }) => certificate).join('、')}`,
  };
}
