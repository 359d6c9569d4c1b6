import { Command, Option } from 'commander';
import { agencyCommands } from './agency.ts';
import { apiCommands } from './api.ts';
import { describe } from './command.ts';
import { complianceCommand } from './compliance.ts';
import { directedCommands } from './directed.ts';
import { drawCommands } from './draw.ts';
import { holidayCommands } from './holiday.ts';
import { importCommands } from './import.ts';
import { inspectorCommands } from './inspector.ts';
import { itemsCommands } from './items.ts';
import { jointCommands } from './joint.ts';
import { logCommands } from './log.ts';
import { objectCommands } from './object.ts';
import { displayWidth, type Output } from './output.ts';
import { packCommands } from './pack.ts';
import { partnerCommands } from './partner.ts';
import { planCommands } from './plan.ts';
import { publishCommands } from './publish.ts';
import { reportCommands } from './report.ts';
import { serveCommands } from './serve.ts';
import { stewardCommands } from './steward.ts';
import { taskCommands } from './task.ts';
import { userCommands } from './user.ts';
import { verifyCommand } from './verify.ts';
import { version } from './version.ts';
import { visitsCommands } from './visits.ts';

/** The whole command with its nouns, in the language of the output. Help goes to `output.out`. */
export function makeProgram(output: Output, done: (code: number) => void): Command {
  const { say } = output;
  const program = new Command('sunlot')
    .version(version(), '-V, --version', say('显示版本', 'print the version'))
    .helpOption('-h, --help', say('显示帮助', 'show help'))
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.out(text.replace(/\n$/, '')), writeErr: () => {} })
    .configureHelp({
      showGlobalOptions: true,
      displayWidth,
      styleTitle: (title) => say(TITLES[title] ?? title, title),
      optionDescription: ({ description }) => description,
    });
  describe(program, output, {
    what: say(
      '阳光双随机：名单封存、现场摇号、人人可验的随机抽查',
      'Sunlot: random inspections with a frozen list, a public throw and a result that anybody can check',
    ),
    examples: ['sunlot demo', 'sunlot verify draw.zip'],
  });
  globalOptions(program, output);
  for (const add of [
    serveCommands,
    agencyCommands,
    userCommands,
    importCommands,
    objectCommands,
    stewardCommands,
    packCommands,
    holidayCommands,
    itemsCommands,
    planCommands,
    taskCommands,
    drawCommands,
    visitsCommands,
    jointCommands,
    partnerCommands,
    directedCommands,
    inspectorCommands,
    publishCommands,
    complianceCommand,
    reportCommands,
    verifyCommand,
    logCommands,
    apiCommands,
  ]) {
    add(program, output, done);
  }
  return program;
}

/** Options before or after any command. They are read by `outputFor`; here they are documented and judged. */
function globalOptions(program: Command, { say }: Output): void {
  program
    .addOption(
      new Option(
        `--lang ${say('<语言>', '<language>')}`,
        say('zh | en，默认 SUNLOT_LANG 或 zh', 'zh | en, default: SUNLOT_LANG or zh'),
      )
        .choices(['zh', 'en'])
        .env('SUNLOT_LANG'),
    )
    .option('--quiet', say('标准错误上只打印拒绝的原因', 'nothing on stderr but refusals'))
    .option('--no-color', say('不用颜色（本来就不用）', 'no colours (there are none)'))
    .option('--no-input', say('从不提问；缺什么就直接拒绝', 'never ask; refuse where something is missing'));
}

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
};
