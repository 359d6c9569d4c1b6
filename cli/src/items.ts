import { Publication } from '@sunlot/contract/plans.ts';
import { publishItems } from '@sunlot/server/features/items/publish-items.ts';
import { type AddCommands, action, writing } from './command.ts';
import { show } from './output.ts';
import { parseInput } from './parse-input.ts';

export const itemsCommands: AddCommands = (program, output, done) => {
  const items = program.command('items').description('随机抽查事项清单');
  const publish = writing(items.command('publish').description('公布清单；公布后计划和任务才能使用'))
    .requiredOption('--agency <代码>', '单位')
    .requiredOption('--channel <渠道>', '公开渠道，如 门户网站')
    .requiredOption('--url <网址>', '公开网址');
  action<{ agency: string; channel: string; url: string }>(
    publish,
    { output, done },
    async (session, { agency, channel, url }) => {
      const view = await session.write(publishItems, { agency, ...parseInput(Publication, { channel, url }) });
      const incomplete = view.items.filter(({ missing }) => missing.length > 0).map(({ serial }) => serial);
      show(output, view, () => [
        `✔ 已公布 ${agency} 抽查事项清单第 ${view.version} 版，共 ${view.items.length} 项（${view.channel}）`,
        ...(incomplete.length > 0 ? [`  其中内容不全：${incomplete.join('、')}（不能单独用于任务）`] : []),
      ]);
      return 0;
    },
  );
};
