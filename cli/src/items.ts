import { Publication } from '@sunlot/contract/plans.ts';
import { publishItems } from '@sunlot/server/features/items/publish-items.ts';
import { type AddCommands, action, agencyOption, describe, writing } from './command.ts';
import { show } from './output.ts';
import { parseInput } from './parse-input.ts';

export const itemsCommands: AddCommands = (program, output, done) => {
  const { say } = output;
  const example = `sunlot items publish --agency 999999 --channel ${say('门户网站', 'website')} --url https://example.gov.cn/items`;
  const examples = [`${example} --as lingdao`, `${example} --dry-run --as lingdao`] as const;
  const items = describe(program.command('items'), output, {
    what: say('随机抽查事项清单', 'the list of inspection items'),
    examples,
  });

  const publish = writing(items.command('publish'), output, {
    what: say('公布清单；公布后计划和任务才能使用', 'publish the list; plans and tasks may use it from then on'),
    examples,
  });
  agencyOption(publish, output)
    .requiredOption(
      `--channel ${say('<渠道>', '<channel>')}`,
      say('公开渠道，如 门户网站', 'where it is published, for example website'),
    )
    .requiredOption(`--url ${say('<网址>', '<url>')}`, say('公开网址', 'address of the publication'));
  action<{ agency: string; channel: string; url: string }>(
    publish,
    { output, done },
    async (session, { agency, channel, url }) => {
      const view = await session.write(publishItems, { agency, ...parseInput(Publication, { channel, url }) });
      const incomplete = view.items.filter(({ missing }) => missing.length > 0).map(({ serial }) => serial);
      show(output, view, () => [
        say(
          `✔ 已公布 ${agency} 抽查事项清单第 ${view.version} 版，共 ${view.items.length} 项（${view.channel}）`,
          `✔ Version ${view.version} of the inspection items of ${agency} is published: ${view.items.length} items (${view.channel})`,
        ),
        ...(incomplete.length > 0
          ? [
              say(
                `  其中内容不全：${incomplete.join('、')}（不能单独用于任务）`,
                `  Incomplete: ${incomplete.join(', ')} (no task may rest on these alone)`,
              ),
            ]
          : []),
      ]);
      return 0;
    },
  );
};
