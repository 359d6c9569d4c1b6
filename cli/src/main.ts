import { Problem } from '@sunlot/server/problem.ts';
import { Command, CommanderError } from 'commander';
import { agencyCommands } from './agency.ts';
import { apiCommands } from './api.ts';
import { drawCommands } from './draw.ts';
import { holidayCommands } from './holiday.ts';
import { importCommands } from './import.ts';
import { itemsCommands } from './items.ts';
import { logCommands } from './log.ts';
import { type Output, showProblem } from './output.ts';
import { packCommands } from './pack.ts';
import { planCommands } from './plan.ts';
import { serveCommands } from './serve.ts';
import { taskCommands } from './task.ts';
import { describeUsageError } from './usage.ts';
import { userCommands } from './user.ts';
import { verifyCommand } from './verify.ts';
import { version } from './version.ts';

/** Runs one command line and returns its exit code: 0 … 130 as `docs/operations.md` lists them. */
export async function main(args: readonly string[]): Promise<number> {
  const output: Output = {
    out: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
    json: args.includes('--json'),
  };
  let code = 0;
  const program = makeProgram(output, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(error, output);
  }
}

function makeProgram(output: Output, done: (code: number) => void): Command {
  const program = new Command('sunlot')
    .description('阳光双随机：名单封存、现场摇号、人人可验的随机抽查')
    .version(version(), '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  for (const add of [
    serveCommands,
    agencyCommands,
    userCommands,
    importCommands,
    packCommands,
    holidayCommands,
    itemsCommands,
    planCommands,
    taskCommands,
    drawCommands,
    verifyCommand,
    logCommands,
    apiCommands,
  ]) {
    add(program, output, done);
  }
  return program;
}

function exitCodeOf(error: unknown, output: Output): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    output.note(describeUsageError(error));
    return 2;
  }
  if (error instanceof Problem) {
    showProblem(output, error);
    return error.exit;
  }
  if (isEnvironmentUnfit(error)) {
    output.note(`✘ ${error.message}`);
    return 9;
  }
  output.note(`✘ 出现程序错误，没有保存任何内容。请把下面一行告诉维护人员：`);
  output.note(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  if (process.env.SUNLOT_DEBUG && error instanceof Error) output.note(error.stack ?? '');
  return 1;
}

function isEnvironmentUnfit(error: unknown): error is Error {
  return error instanceof Error && error.name === 'EnvironmentUnfit';
}
