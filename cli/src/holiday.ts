import { readFile } from 'node:fs/promises';
import { importHolidays } from '@sunlot/server/features/holidays/import-holidays.ts';
import { readYaml } from '@sunlot/server/holidays/read-yaml.ts';
import { type AddCommands, action, writing } from './command.ts';
import { show } from './output.ts';

export const holidayCommands: AddCommands = (program, output, done) => {
  const holiday = program.command('holiday').description('节假日与调休');
  const add = writing(
    holiday
      .command('import')
      .description('导入某年的节假日表（写法同随附的 packs/holidays/*.yaml）')
      .argument('<文件>'),
  );
  action(add, { output, done }, async (session, _options, [file]) => {
    const year = await session.write(importHolidays, { content: readYaml(file!, await readFile(file!, 'utf8')) });
    show(output, year, () => [`✔ 已更新 ${year.year} 年：放假 ${year.off.length} 天，调休上班 ${year.work.length} 天`]);
    return 0;
  });
};
