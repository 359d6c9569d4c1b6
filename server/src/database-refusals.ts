import type { ProblemCode } from '@sunlot/contract/problems.ts';
import { Problem } from './problem.ts';

/** Constraints that refuse what two people do at the same moment, and the problem each one means. */
const CONSTRAINTS: Readonly<Record<string, { readonly code: ProblemCode; readonly detail: string }>> = {
  agency_pkey: { code: 'agency.exists', detail: 'code' },
  app_user_login_key: { code: 'user.exists', detail: 'login' },
  plan_one_open: { code: 'plan.exists', detail: 'agency' },
  plan_version: { code: 'plan.exists', detail: 'agency' },
  plan_two_people: { code: 'plan.sameDrafter', detail: 'needs' },
  task_code_once: { code: 'task.exists', detail: 'task' },
  draw_once: { code: 'draw.alreadyFrozen', detail: 'task' },
  draw_one_open: { code: 'draw.openManifest', detail: 'agency' },
  draw_entry_pkey: { code: 'draw.entryClosed', detail: 'at' },
  draw_entry_person_once: { code: 'draw.sameWitness', detail: 'who' },
};

const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';

/**
 * The refusal of the database as a problem: a constraint that means something to the user, or a database that cannot
 * be reached or did not answer in time. Undefined for every other error.
 */
export function databaseRefusal(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === UNIQUE_VIOLATION || code === CHECK_VIOLATION) return constraintProblem(error);
  const call = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : '';
  return isUnavailable({ code, call, message: error.message }) ? new Problem('database.busy') : undefined;
}

function constraintProblem(error: Error): Problem | undefined {
  const name = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
  const known = CONSTRAINTS[name];
  if (!known) return undefined;
  const text = 'detail' in error && typeof error.detail === 'string' ? error.detail : '';
  const values = /^Key \([^=]*\)=\((.*)\) already exists/.exec(text)?.[1];
  return new Problem(known.code, values === undefined ? {} : { [known.detail]: values });
}

/** Class 08 connection, 53 resources, 57P0x shutdown, timeouts and lost locks (PostgreSQL, appendix A). */
const UNAVAILABLE_STATES = /^(?:08...|53...|57P0[1-5]|57014|55P03|40001|40P01|25P0[34])$/;
const UNAVAILABLE_SYSTEM = /^(?:ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/;
const UNAVAILABLE_MESSAGE =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end)/;

type Symptoms = { readonly code: string | undefined; readonly call: string; readonly message: string };

function isUnavailable({ code = '', call, message }: Symptoms): boolean {
  if (UNAVAILABLE_STATES.test(code) || UNAVAILABLE_MESSAGE.test(message)) return true;
  return UNAVAILABLE_SYSTEM.test(code) && /^(?:connect|read|write|getaddrinfo)$/.test(call);
}
