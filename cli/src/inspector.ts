import {
  AbsenceInput,
  type AbsenceView,
  AvailabilityPlace,
  AvailabilitySearch,
  BindAccount,
  EndAbsence,
  RecusalInput,
  type RecusalView,
  UnbindAccount,
} from '@sunlot/contract/availability.ts';
import { bindAccount, unbindAccount } from '@sunlot/server/features/availability/bind-account.ts';
import { listAbsences, listRecusals } from '@sunlot/server/features/availability/list-availability.ts';
import { endAbsence, recordAbsence } from '@sunlot/server/features/availability/record-absence.ts';
import { recuseInspector } from '@sunlot/server/features/availability/recuse-inspector.ts';
import { withdrawRecusal } from '@sunlot/server/features/availability/withdraw-recusal.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { addHandOvers } from './hand-over.ts';
import { addIdentity } from './inspector-identity.ts';
import { addYears } from './inspector-year.ts';
import { addLiability } from './liability.ts';
import { pageOptions } from './lists.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { addReconcile } from './reconcile.ts';

const recuseExample = ({ say }: Output) =>
  `sunlot inspector recuse --agency 999999 --certificate DEMO-001 --object 91999999MA0000001N --reason ${say('近亲属任职', 'kinship')} --as zonghe`;
const leaveExample = ({ say }: Output) =>
  `sunlot inspector leave --agency 999999 --certificate DEMO-001 --from 2026-11-23 --to 2026-11-27 --reason ${say('休假', 'holiday')} --as zonghe`;

export const inspectorCommands: AddCommands = (program, output, done) => {
  const sink = { output, done };
  const inspector = describe(program.command('inspector'), output, {
    what: output.say('检查人员的回避、在岗与年度履职', 'who may not go, who is away, and the year of each'),
    examples: [recuseExample(output), leaveExample(output)],
  });
  addRecuse(inspector, sink);
  addUnrecuse(inspector, sink);
  addRecusals(inspector, sink);
  addLeave(inspector, sink);
  addReturn(inspector, sink);
  addAbsences(inspector, sink);
  addBind(inspector, sink);
  addUnbind(inspector, sink);
  addYears(inspector, sink);
  addIdentity(inspector, sink);
  addLiability(inspector, sink);
  addHandOvers(inspector, sink);
  addReconcile(inspector, sink, 'inspectors');
};

type Person = { readonly agency: string; readonly certificate: string };
type Interest = Person & { readonly object: string; readonly reason: string };
type Pages = {
  readonly agency: string;
  readonly certificate?: string;
  readonly limit?: string;
  readonly cursor?: string;
};

const placeOf = (agency: string) => parseInput(AvailabilityPlace, { agency });

function personOptions(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command, output).requiredOption(
    `--certificate ${say('<证号>', '<number>')}`,
    say('执法证号', 'number of the certificate'),
  );
}

function interestOptions(command: Command, output: Output): Command {
  const { say } = output;
  return personOptions(command, output)
    .requiredOption(`--object ${say('<对象>', '<unit>')}`, say('统一社会信用代码', 'credit code of the unit'))
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由', 'the reason'));
}

function addRecuse(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const recuse = writing(inspector.command('recuse'), sink.output, {
    what: say('申报或登记回避：以后不会被抽去检查这个对象', 'declare an interest: never drawn for this unit again'),
    examples: [recuseExample(sink.output), `${recuseExample(sink.output)} --json`],
  });
  action<Interest>(interestOptions(recuse, sink.output), sink, async (session, options) => {
    const { certificate, object, reason } = options;
    const input = { ...placeOf(options.agency), ...parseInput(RecusalInput, { certificate, object, reason }) };
    const view = await session.write(recuseInspector, input);
    show(sink.output, view, () => [
      say(
        `✔ 已登记回避：${view.name}（${view.certificate}）对 ${view.objectName}`,
        `✔ Recusal recorded: ${view.name} (${view.certificate}) from ${view.objectName}`,
      ),
    ]);
    return 0;
  });
}

function addUnrecuse(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot inspector unrecuse --agency 999999 --certificate DEMO-001 --object 91999999MA0000001N --reason ${say('亲属已离职', 'left')} --as lingdao`;
  const back = writing(inspector.command('unrecuse'), sink.output, {
    what: say('撤销回避（由负责人办理，须写明理由）', 'take a recusal back (by a leader, with a reason)'),
    examples: [example, `${example} --dry-run`],
  });
  action<Interest>(interestOptions(back, sink.output), sink, async (session, options) => {
    const { certificate, object, reason } = options;
    const input = { ...placeOf(options.agency), ...parseInput(RecusalInput, { certificate, object, reason }) };
    const view = await session.write(withdrawRecusal, input);
    show(sink.output, view, () => [
      say(
        `✔ 已撤销回避：${view.name}（${view.certificate}）对 ${view.objectName}`,
        `✔ Recusal taken back: ${view.name} (${view.certificate}) from ${view.objectName}`,
      ),
    ]);
    return 0;
  });
}

function listing(inspector: Command, sink: Sink, about: { readonly name: string; readonly what: string }): Command {
  const { say } = sink.output;
  const list = reading(inspector.command(about.name), sink.output, {
    what: about.what,
    examples: [
      `sunlot inspector ${about.name} --agency 999999`,
      `sunlot inspector ${about.name} --agency 999999 --certificate DEMO-001 --json`,
    ],
  });
  return pageOptions(agencyOption(list, sink.output), sink.output).option(
    `--certificate ${say('<证号>', '<number>')}`,
    say('只看一个人', 'of one person'),
  );
}

function addRecusals(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = listing(inspector, sink, { name: 'recusals', what: say('列出回避登记', 'list the recusals') });
  action<Pages>(list, sink, async (session, { agency, certificate, limit, cursor }) => {
    const input = { ...placeOf(agency), ...parseInput(AvailabilitySearch, { certificate, limit, cursor }) };
    const page = await session.read(listRecusals, input);
    show(sink.output, page, () => [...recusalTable(sink.output, page.items), ...more(sink.output, page.next)]);
    return 0;
  });
}

function recusalTable({ say }: Output, rows: readonly RecusalView[]): readonly string[] {
  if (rows.length === 0) return [say('没有回避登记。', 'There are no recusals.')];
  return table([
    say('证号|姓名|对象|理由|申报人', 'certificate|name|unit|reason|declared by').split('|'),
    ...rows.map((row) => [row.certificate, row.name, row.objectName, row.reason, row.declaredBy ?? '—']),
  ]);
}

function addLeave(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const leave = writing(inspector.command('leave'), sink.output, {
    what: say('登记不在岗：这些天封存的名单里抽不到', 'record who is away: out of every list frozen on these days'),
    examples: [leaveExample(sink.output), `${leaveExample(sink.output)} --dry-run`],
  });
  personOptions(leave, sink.output)
    .requiredOption(`--from ${say('<日期>', '<date>')}`, say('第一天', 'first day'))
    .option(
      `--to ${say('<日期>', '<date>')}`,
      say('最后一天；不写为另行通知', 'last day; unsaid: until further notice'),
    )
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由（加密保存）', 'the reason (kept encrypted)'));
  action<Person & { from: string; to?: string; reason: string }>(leave, sink, async (session, options) => {
    const { certificate, from, to, reason } = options;
    const input = { ...placeOf(options.agency), ...parseInput(AbsenceInput, { certificate, from, to, reason }) };
    const view = await session.write(recordAbsence, input);
    show(sink.output, view, () => [
      say(
        `✔ 已登记不在岗：${view.name}（${view.certificate}），${view.from} 至 ${view.to ?? '另行通知'}，编号 ${view.id}`,
        `✔ Away: ${view.name} (${view.certificate}), ${view.from} to ${view.to ?? 'further notice'}, number ${view.id}`,
      ),
    ]);
    return 0;
  });
}

function addReturn(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot inspector return abs_0001 --agency 999999 --to 2026-11-25 --as zonghe';
  const back = writing(inspector.command('return'), sink.output, {
    what: say('提前结束不在岗；不写日期为整段撤销', 'end an absence early; without a day it is called off'),
    examples: [example, 'sunlot inspector return abs_0001 --agency 999999 --as zonghe'],
  }).argument(say('<编号>', '<absence>'));
  agencyOption(back, sink.output).option(`--to ${say('<日期>', '<date>')}`, say('最后一天不在岗', 'the last day away'));
  action<{ agency: string; to?: string }>(back, sink, async (session, { agency, to }, [absence]) => {
    const input = { ...placeOf(agency), absence: absence!, ...parseInput(EndAbsence, { to }) };
    const view = await session.write(endAbsence, input);
    show(sink.output, view, () => [
      view.calledOff
        ? say(`✔ 已撤销 ${view.name} 的不在岗登记`, `✔ The absence of ${view.name} is called off`)
        : say(`✔ ${view.name} 不在岗至 ${view.to} 止`, `✔ ${view.name} is away until ${view.to}`),
    ]);
    return 0;
  });
}

function addAbsences(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = listing(inspector, sink, { name: 'absences', what: say('列出不在岗登记', 'list who is away') });
  action<Pages>(list, sink, async (session, { agency, certificate, limit, cursor }) => {
    const input = { ...placeOf(agency), ...parseInput(AvailabilitySearch, { certificate, limit, cursor }) };
    const page = await session.read(listAbsences, input);
    show(sink.output, page, () => [...absenceTable(sink.output, page.items), ...more(sink.output, page.next)]);
    return 0;
  });
}

function absenceTable({ say }: Output, rows: readonly AbsenceView[]): readonly string[] {
  if (rows.length === 0) return [say('没有不在岗登记。', 'Nobody is recorded as away.')];
  return table([
    say('编号|证号|姓名|自|至|理由', 'number|certificate|name|from|to|reason').split('|'),
    ...rows.map((row) => [
      row.id,
      row.certificate,
      row.name,
      row.from,
      row.calledOff ? say('已撤销', 'called off') : (row.to ?? '—'),
      row.reason,
    ]),
  ]);
}

function more({ say }: Output, next: string | undefined): readonly string[] {
  return next === undefined ? [] : [say(`下一页：--cursor ${next}`, `More: --cursor ${next}`)];
}

function addBind(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot inspector bind --agency 999999 --certificate DEMO-001 --login zhangsan --as zonghe';
  const bind = writing(inspector.command('bind'), sink.output, {
    what: say('绑定账号，本人即可申报回避', 'bind an account, so that its person declares interests'),
    examples: [example, `${example} --dry-run`],
  });
  personOptions(bind, sink.output).requiredOption(
    `--login ${say('<用户>', '<login>')}`,
    say('本单位的账号', 'an account of the agency'),
  );
  action<Person & { login: string }>(bind, sink, async (session, { agency, certificate, login }) => {
    const input = { ...placeOf(agency), ...parseInput(BindAccount, { certificate, login }) };
    const view = await session.write(bindAccount, input);
    show(sink.output, view, () => [
      say(
        `✔ 账号 ${view.login} 已绑定 ${view.name}（${view.certificate}）`,
        `✔ The account ${view.login} is bound to ${view.name} (${view.certificate})`,
      ),
    ]);
    return 0;
  });
}

function addUnbind(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot inspector unbind --agency 999999 --certificate DEMO-001 --as zonghe';
  const unbind = writing(inspector.command('unbind'), sink.output, {
    what: say('解除账号绑定', 'undo the binding of an account'),
    examples: [example, `${example} --dry-run`],
  });
  action<Person>(personOptions(unbind, sink.output), sink, async (session, { agency, certificate }) => {
    const input = { ...placeOf(agency), ...parseInput(UnbindAccount, { certificate }) };
    const view = await session.write(unbindAccount, input);
    show(sink.output, view, () => [
      say(`✔ 已解除 ${view.name} 与账号 ${view.login} 的绑定`, `✔ ${view.name} is no longer bound to ${view.login}`),
    ]);
    return 0;
  });
}
