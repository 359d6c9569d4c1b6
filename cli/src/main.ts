import { databaseRefusal } from '@sunlot/server/database-refusals.ts';
import { Problem } from '@sunlot/server/problem.ts';
import { CommanderError } from 'commander';
import { inEnglish } from './english-words.ts';
import { type Output, outputFor, showProblem } from './output.ts';
import { makeProgram } from './program.ts';
import { describeUsageError, type Near, nearest } from './usage.ts';

/** Runs one command line and returns its exit code: 0 … 130 as `docs/operations.md` lists them. */
export async function main(args: readonly string[]): Promise<number> {
  const output = outputFor(args, process.env, {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  });
  let code = 0;
  const program = makeProgram(output, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(error, { output, near: nearest(program, args) });
  }
}

type Failing = { readonly output: Output; readonly near: Near };

function exitCodeOf(error: unknown, { output, near }: Failing): number {
  const { refuse, say } = output;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    refuse(describeUsageError(error, output, near));
    return 2;
  }
  const problem = error instanceof Problem ? error : databaseRefusal(error);
  if (problem) {
    showProblem(output, problem);
    return problem.exit;
  }
  if (isEnvironmentUnfit(error)) {
    refuse(`✘ ${say(error.message, inEnglish(error.message))}`);
    return 9;
  }
  refuse(
    say(
      '✘ 出现程序错误，没有保存任何内容。请把下面一行告诉维护人员：',
      '✘ The program failed and saved nothing. Tell the maintainers this line:',
    ),
  );
  refuse(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  if (process.env.SUNLOT_DEBUG && error instanceof Error) refuse(error.stack ?? '');
  return 1;
}

function isEnvironmentUnfit(error: unknown): error is Error {
  return error instanceof Error && error.name === 'EnvironmentUnfit';
}
