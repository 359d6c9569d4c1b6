import { periodText } from '@sunlot/contract/compliance-words.ts';
import {
  ChooseJoint,
  ConfirmConsultation,
  Consult,
  JointListState,
  type JointListView,
  JointPlace,
  type JointTaskView,
} from '@sunlot/contract/joint.ts';
import { Publication } from '@sunlot/contract/plans.ts';
import { chooseJointItems, confirmConsultation, consultPartner } from '@sunlot/server/features/joint/consult.ts';
import { listPartnerTasks, showJointTask } from '@sunlot/server/features/joint/joint-task.ts';
import { proposeJointItems } from '@sunlot/server/features/joint/propose-joint-items.ts';
import { publishJointItems, showJointItems } from '@sunlot/server/features/joint/publish-joint-items.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { addJointDraw } from './joint-draw.ts';
import { typedList } from './lists.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

const CHOOSE = 'sunlot joint choose 2026.joint-object --items 1 --as zonghe';

export const jointCommands: AddCommands = (program, output, done) => {
  const sink = { output, done };
  const joint = describe(program.command('joint'), output, {
    what: output.say('部门联合：事项清单、配合部门、协商', 'joint inspections: items, partners, what was agreed'),
    examples: ['sunlot joint propose --agency 999999 --as zonghe', CHOOSE],
  });
  addPropose(joint, sink);
  addPublish(joint, sink);
  addItems(joint, sink);
  addChoose(joint, sink);
  addConsult(joint, sink);
  addConfirm(joint, sink);
  addShow(joint, sink);
  addOwn(joint, sink);
  addJointDraw(joint, sink);
};

function addPropose(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot joint propose --agency 999999 --as zonghe';
  const propose = writing(joint.command('propose'), sink.output, {
    what: say('以方案列出的联合事项为第一版草稿', 'draw up the first list from what the scheme names'),
    examples: [example, `${example} --dry-run`],
  });
  action<{ agency: string }>(agencyOption(propose, sink.output), sink, async (session, { agency }) => {
    const view = await session.write(proposeJointItems, parseInput(JointPlace, { agency }));
    show(sink.output, view, () => [
      say(
        `✔ 已编制部门联合随机抽查事项清单草稿，共 ${view.items.length} 项`,
        `✔ A draft of ${view.items.length} joint items is made`,
      ),
      ...itemTable(sink.output, view),
    ]);
    return 0;
  });
}

function addPublish(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot joint publish --agency 999999 --channel ${say('门户网站', 'website')} --url https://example.gov.cn/joint`;
  const publish = writing(joint.command('publish'), sink.output, {
    what: say('公布清单；公布后联合任务才能使用', 'publish the list; joint tasks may use it from then on'),
    examples: [`${example} --as lingdao`, `${example} --dry-run --as lingdao`],
  });
  agencyOption(publish, sink.output)
    .requiredOption(`--channel ${say('<渠道>', '<channel>')}`, say('公开渠道', 'where it is published'))
    .requiredOption(`--url ${say('<网址>', '<url>')}`, say('公开网址', 'address of the publication'));
  action<{ agency: string; channel: string; url: string }>(publish, sink, async (session, { agency, channel, url }) => {
    const input = { ...parseInput(JointPlace, { agency }), ...parseInput(Publication, { channel, url }) };
    const view = await session.write(publishJointItems, input);
    show(sink.output, view, () => [
      say(
        `✔ 已公布 ${agency} 部门联合随机抽查事项清单第 ${view.version} 版，共 ${view.items.length} 项（${view.channel}）`,
        `✔ Version ${view.version} of the joint items of ${agency} is published: ${view.items.length} items (${view.channel})`,
      ),
    ]);
    return 0;
  });
}

function addItems(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const items = reading(joint.command('items'), sink.output, {
    what: say('查看联合事项清单', 'show the list of joint items'),
    examples: ['sunlot joint items --agency 999999', 'sunlot joint items --agency 999999 --state draft --json'],
  });
  agencyOption(items, sink.output).option(
    `--state ${say('<状态>', '<state>')}`,
    say('draft 草稿 | published 已公布（默认）', 'draft | published (default)'),
  );
  action<{ agency: string; state?: string }>(items, sink, async (session, { agency, state }) => {
    const input = { ...parseInput(JointPlace, { agency }), ...parseInput(JointListState, { state }) };
    const view = await session.read(showJointItems, input);
    show(sink.output, view, () => itemTable(sink.output, view));
    return 0;
  });
}

function itemTable({ say }: Output, { items }: Pick<JointListView, 'items'>): readonly string[] {
  return table([
    say('序号|联合事项|牵头部门|配合部门|检查对象', 'serial|joint item|lead|partners|units').split('|'),
    ...items.map((one) => [
      one.serial,
      one.name,
      one.leadDepartment,
      one.partnerDepartments.join('、'),
      one.objectKind,
    ]),
  ]);
}

function withTask(command: Command, { say }: Output): Command {
  return command.argument(say('<任务>', '<task>'));
}

function addChoose(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const choose = writing(joint.command('choose'), sink.output, {
    what: say('为部门联合任务选定联合事项', 'choose the joint items of an interdepartmental task'),
    examples: [CHOOSE, `${CHOOSE} --dry-run`],
  });
  withTask(choose, sink.output).requiredOption(
    `--items ${say('<序号>', '<serials>')}`,
    say('已公布清单内的序号，逗号分隔', 'serials of the published list, separated by commas'),
  );
  choose.option(`--reason ${say('<理由>', '<reason>')}`, say('抽取后更改的理由', 'why they change after the draw'));
  action<{ items: string; reason?: string }>(choose, sink, async (session, { items, reason }, [task]) => {
    const input = { task: task!, ...parseInput(ChooseJoint, { items: typedList(items), reason }) };
    const view = await session.write(chooseJointItems, input);
    show(sink.output, view, () => taskLines(sink.output, view));
    return 0;
  });
}

type ConsultOptions = {
  readonly partner: string;
  readonly matters: string;
  readonly mode: string;
  readonly demands: string;
  readonly date: string;
};

function partnerOption(command: Command, { say }: Output): Command {
  return command.requiredOption(
    `--partner ${say('<部门>', '<department>')}`,
    say('联合部门的名称或编号', 'name or number of the partner'),
  );
}

function addConsult(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot joint consult 2026.joint-object --partner ptn_0001 --matters ${say('设施运行', 'operation')} --mode ${say('现场', 'on-site')} --demands ${say('各带两人', 'two-each')} --date 2026-11-20 --as zonghe`;
  const consult = writing(joint.command('consult'), sink.output, {
    what: say('登记与联合部门的协商', 'record what was agreed with a partner'),
    examples: [example, `${example} --dry-run`],
  });
  partnerOption(withTask(consult, sink.output), sink.output)
    .requiredOption(`--matters ${say('<事项>', '<matters>')}`, say('检查的事项', 'matters of the inspection'))
    .requiredOption(`--mode ${say('<方式>', '<mode>')}`, say('检查的方式', 'how it is made'))
    .requiredOption(`--demands ${say('<要求>', '<demands>')}`, say('要求', 'what is asked for'))
    .requiredOption(`--date ${say('<日期>', '<date>')}`, say('协商日期', 'day of the consultation'));
  action<ConsultOptions>(consult, sink, async (session, options, [task]) => {
    const { partner, matters, mode, demands, date } = options;
    const input = { task: task!, ...parseInput(Consult, { partner, matters, mode, demands, date }) };
    const view = await session.write(consultPartner, input);
    show(sink.output, view, () => taskLines(sink.output, view));
    return 0;
  });
}

function addConfirm(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot joint confirm 2026.joint-object --partner ptn_0001';
  const confirm = writing(joint.command('confirm'), sink.output, {
    what: say('联合部门确认协商内容，或登记其回函', 'a partner confirms, or its letter is recorded'),
    examples: [`${example} --as zhujian`, `${example} --document ${say('建函〔2026〕5号', '2026-5')} --as zonghe`],
  });
  partnerOption(withTask(confirm, sink.output), sink.output).option(
    `--document ${say('<文号>', '<number>')}`,
    say('回函或文号（由办公室登记时必填）', 'its letter (needed where the office records it)'),
  );
  action<{ partner: string; document?: string }>(confirm, sink, async (session, { partner, document }, [task]) => {
    const input = { task: task!, ...parseInput(ConfirmConsultation, { partner, document }) };
    const view = await session.write(confirmConsultation, input);
    show(sink.output, view, () => taskLines(sink.output, view));
    return 0;
  });
}

function addShow(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const one = reading(joint.command('show'), sink.output, {
    what: say('查看任务的联合事项和协商情况', 'show the joint items of a task and how far its partners are'),
    examples: ['sunlot joint show 2026.joint-object', 'sunlot joint show 2026.joint-object --json'],
  });
  action(withTask(one, sink.output), sink, async (session, _options, [task]) => {
    const view = await session.read(showJointTask, { task: task! });
    show(sink.output, view, () => taskLines(sink.output, view));
    return 0;
  });
}

function addOwn(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const own = reading(joint.command('tasks'), sink.output, {
    what: say('联合部门的账号查看本部门的任务', 'the tasks of a partner, for its own account'),
    examples: [
      'sunlot joint tasks --agency 999999 --as zhujian',
      'sunlot joint tasks --agency 999999 --json --as zhujian',
    ],
  });
  action<{ agency: string }>(agencyOption(own, sink.output), sink, async (session, { agency }) => {
    const { items } = await session.read(listPartnerTasks, parseInput(JointPlace, { agency }));
    show(sink.output, { items }, () =>
      items.length === 0
        ? [say('没有本部门参加的任务。', 'There are no tasks of your department.')]
        : items.flatMap((view) => taskLines(sink.output, view)),
    );
    return 0;
  });
}

function taskLines({ lang, say }: Output, view: JointTaskView): readonly string[] {
  const names = view.items.map(({ serial, name }) => `${serial} ${name}`).join('；');
  const state = (one: JointTaskView['partners'][number]) => {
    if (one.confirmedOn !== undefined) return say(`${one.confirmedOn} 已确认`, `confirmed on ${one.confirmedOn}`);
    return one.consultation ? say('已协商，待确认', 'consulted, not confirmed') : say('未协商', 'not consulted');
  };
  return [
    say(
      `${view.code}（${periodText(view.period, lang)}）：${names || '未选定联合事项'}`,
      `${view.code} (${periodText(view.period, lang)}): ${names || 'no joint items chosen'}`,
    ),
    ...view.partners.map((one) => `  ${one.partner}  ${state(one)}`),
    ...(view.confirmationNeeded && !view.confirmed && view.next !== undefined
      ? [
          view.next === 'freeze'
            ? say(
                '  按方案，配合部门全部确认后才能封存名单',
                '  Under the scheme the list is frozen only when all partners have confirmed',
              )
            : say(
                '  名单已经封存；按方案，配合部门全部确认后才能派发',
                '  The list is frozen; under the scheme nobody is sent before all partners have confirmed',
              ),
        ]
      : []),
  ];
}
