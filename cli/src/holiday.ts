import { importHolidays } from '@sunlot/server/features/holidays/import-holidays.ts';
import { readYaml } from '@sunlot/server/holidays/read-yaml.ts';
import { type AddCommands, action, describe, writing } from './command.ts';
import { readNamedText } from './files.ts';
import { type Output, show } from './output.ts';

export const holidayCommands: AddCommands = (program, output, done) => {
  const { say } = output;
  const examples = ['sunlot holiday import 2028.yaml', 'sunlot holiday import 2028.yaml --dry-run'] as const;
  const what = say('节假日与调休', 'holidays and the working days that pay for them');
  const holiday = describe(program.command('holiday'), output, { what, examples });

  const add = writing(holiday.command('import'), output, {
    what: say(
      '导入某年的节假日表（写法同随附的 packs/holidays/*.yaml）',
      'take in the table of a year (written like the packs/holidays/*.yaml that ship)',
    ),
    examples,
  }).argument(say('<文件>', '<file>'));
  action(add, { output, done }, async (session, _options, [file]) => {
    const year = await session.write(importHolidays, { content: readYaml(file!, await readNamedText(file!)) });
    show(output, year, () => [
      say(
        `✔ 已更新 ${year.year} 年：放假 ${year.off.length} 天，调休上班 ${year.work.length} 天`,
        `✔ ${year.year} updated: ${year.off.length} days off, ${year.work.length} weekend days at work`,
      ),
      ...changedLines(output, year.changedPast),
    ]);
    return 0;
  });
};

function changedLines({ say }: Output, days: readonly string[] = []): readonly string[] {
  if (days.length === 0) return [];
  const named = days.slice(0, 5);
  const more = days.length > named.length;
  return [
    say(
      `  注意：已经过去的日子改了 ${days.length} 天（${named.join('、')}${more ? ' 等' : ''}）：期限和没有定案的判定按新表重算，请核对通知原文。`,
      `  Note: ${days.length} days that are over have changed (${named.join(', ')}${more ? ' …' : ''}): limits and open verdicts go by the new table. Compare it with the notice.`,
    ),
  ];
}
