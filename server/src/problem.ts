import { type ProblemCode, problemSentence, problems } from '@sunlot/contract/problems.ts';

export type ProblemDetails = Readonly<Record<string, unknown>>;

/** A refusal that the user can act on. Thrown inside a transaction it rolls everything back. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(problemSentence(code, details));
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return problems[this.code].status;
  }

  get exit(): number {
    return problems[this.code].exit;
  }
}
