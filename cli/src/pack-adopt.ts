import { type AdoptedPack, AdoptPack, SwitchPack } from '@sunlot/contract/packs.ts';
import type { Topic } from '@sunlot/core/policy/rule-topics.ts';
import { adoptPack } from '@sunlot/server/features/packs/adopt-pack.ts';
import { switchPack } from '@sunlot/server/features/packs/switch-pack.ts';
import { TOPIC_NAMES } from '@sunlot/server/packs/rule-words.ts';
import type { Command } from 'commander';
import { action, agencyOption, type Sink, writing } from './command.ts';
import { ruleInEnglish, topicInEnglish } from './english-rule-words.ts';
import { type Output, show } from './output.ts';
import { readPackFile } from './pack-source.ts';
import { parseInput } from './parse-input.ts';
import { approverLogin } from './session.ts';

type Approved = { readonly agency: string; readonly why: string; readonly approve: string };

/** Options of a change that one person brings in and another approves. */
function approved(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command, output)
    .requiredOption(`--why ${say('<理由>', '<reason>')}`, say('理由，记入日志', 'the reason; it goes into the log'))
    .requiredOption(
      `--approve ${say('<用户>', '<user>')}`,
      say('批准的人（单位主要负责人或领导小组）', 'who approves: the head or the leading group'),
    );
}

export function addAdopt(pack: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = `sunlot pack adopt mine.yaml --agency 999999 --why ${say('方案修订', 'amended')} --as admin --approve lingdao`;
  const adopt = writing(pack.command('adopt'), output, {
    what: say(
      '采用政策包的新版本：从生效日起的周期按新版本，已结束的不变',
      'adopt a new version: periods from its first day on follow it, ended ones stay as they are',
    ),
    examples: [example, `${example} --dry-run`],
  }).argument(say('<文件>', '<file>'));
  approved(adopt, output).option(
    '--change-pack',
    say('有意换成另一个政策包（还没有计划时）', 'another pack on purpose (while there is no plan)'),
  );
  action<Approved & { changePack?: boolean }>(adopt, sink, async (session, options, [file]) => {
    const { agency, why, changePack } = options;
    const { name, text } = await readPackFile(file!);
    const approver = await approverLogin(session, options.approve);
    const asked = { agency, file: name, text, why, approver, ...(changePack && { changePack }) };
    showAdopted(output, await session.write(adoptPack, parseInput(AdoptPack, asked)));
    return 0;
  });
}

export function addSwitch(pack: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = `sunlot pack switch planTable.policy enforce --agency 999999 --from 2027-01-01 --why ${say('会议决定', 'decided')} --as admin --approve lingdao`;
  const command = writing(pack.command('switch'), output, {
    what: say(
      '从某日起改变一个开关（歧义的读法），形成新版本',
      'read one ambiguous sentence otherwise from a day on: makes the next version',
    ),
    examples: [example, `${example} --dry-run`],
  })
    .argument(say('<开关>', '<key>'))
    .argument(say('<选项>', '<value>'))
    .requiredOption(
      `--from ${say('<日期>', '<date>')}`,
      say('从哪一天起，如 2027-01-01', 'first day, for example 2027-01-01'),
    );
  approved(command, output);
  action<Approved & { from: string }>(command, sink, async (session, options, [key, value]) => {
    const { agency, why, from } = options;
    const approver = await approverLogin(session, options.approve);
    showAdopted(
      output,
      await session.write(switchPack, parseInput(SwitchPack, { agency, key, value, from, why, approver })),
    );
    return 0;
  });
}

function showAdopted(output: Output, adopted: AdoptedPack): void {
  const { agency, pack, version, effectiveFrom, seats, nextYear, ended } = adopted;
  show(output, adopted, () => [
    output.say(
      `✔ 单位 ${agency} 采用 ${pack} 第 ${version} 版：${effectiveFrom} 及以后开始的周期按此版本，此前的不变`,
      `✔ Agency ${agency} adopts version ${version} of ${pack}: it holds for periods that begin on ${effectiveFrom} or later`,
    ),
    ...(seats ? [seatsLine(output, seats)] : []),
    ...(ended
      ? [
          output.say(
            `  不再设的类别（${ended.join('、')}）${effectiveFrom} 起不再抽查：计划里已有的以后时段，用 plan adjust --n 0 调为 0`,
            `  Classes that it leaves out (${ended.join(', ')}) are not drawn any more from ${effectiveFrom} on: bring what the plan has of later periods to nought by plan adjust --n 0`,
          ),
        ]
      : []),
    ...(nextYear ? nextYearLines(output, nextYear) : []),
  ]);
}

type NextYear = NonNullable<AdoptedPack['nextYear']>;

/** Plan, draws and verdict of the running year stay with the periods that it began with, and with what was asked of all of it. */
function nextYearLines(
  output: Output,
  { from, classes, yearly = [], kept = [], waiting = [] }: NextYear,
): readonly string[] {
  const { say } = output;
  const year = Number(from.slice(0, 4)) - 1;
  const rest = say(
    `${year} 年的计划、抽取和判定仍按年初的版本，${from} 起按此版本`,
    `plan, draws and verdict of ${year} go by the version of its beginning, this one holds for them from ${from} on`,
  );
  return [
    ...(classes.length === 0
      ? []
      : [
          say(
            `  抽查周期有变的类别（${classes.join('、')}）年内不换周期：${rest}。`,
            `  Classes whose periods change (${classes.join(', ')}) keep them within the year: ${rest}.`,
          ),
        ]),
    ...(kept.length === 0
      ? []
      : [
          say(
            `  不再设的类别（${kept.join('、')}）有全年的要求，保留到 ${year} 年底：抽取和判定照旧，${from} 起不再有。`,
            `  Classes that it leaves out (${kept.join(', ')}) have a duty of the whole year and stay until the end of ${year}: draws and verdict as before, gone from ${from} on.`,
          ),
        ]),
    ...(waiting.length === 0
      ? []
      : [
          say(
            `  新设的类别（${waiting.join('、')}）${from} 起才有：在此以前其对象仍在原来的类别。`,
            `  Classes that it adds (${waiting.join(', ')}) begin on ${from}: until then their objects stay in the classes they have.`,
          ),
        ]),
    ...(yearly.length === 0
      ? []
      : [
          say(`  全年的要求年内不变：${rest}：`, `  What is asked of a whole year stays within the year: ${rest}:`),
          ...yearly.map((one) => yearlyLine(output, one)),
        ]),
  ];
}

function yearlyLine(
  { say }: Output,
  { topic, class: cls, key, before, after }: NonNullable<NextYear['yearly']>[number],
): string {
  const words = (value: string | undefined) =>
    value === undefined ? say('没有规定', 'nothing') : say(value, key === undefined ? ruleInEnglish(value) : value);
  const of = topic === undefined ? '' : say(TOPIC_NAMES[topic as Topic], topicInEnglish(topic));
  const what = key ?? (cls === undefined ? of : say(`${cls} ${of}`, `${of} of ${cls}`));
  return say(`    ${what}：${words(before)} → ${words(after)}`, `    ${what}: ${words(before)} → ${words(after)}`);
}

function seatsLine({ say }: Output, { before, after }: NonNullable<AdoptedPack['seats']>): string {
  const words = (names: readonly string[]) => `${names.length}（${names.join('、')}）`;
  return before.length === after.length
    ? say(
        `  小组仍按方案的席位抽取：${words(after)}。席位没有变；要改席位，请改政策包文件的 seats 再用 pack adopt 采用。`,
        `  Teams are still drawn by the seats of the scheme: ${words(after)}. To change these, change \`seats\` in the file of the pack and use pack adopt.`,
      )
    : say(`  小组席位：${words(before)} → ${words(after)}`, `  Seats of a team: ${words(before)} → ${words(after)}`);
}
