import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about filled-in forms of visits; part of the catalogue in `problems.ts`. Visits stand by their rank, never by name. */
export const formProblems = {
  'form.notDispatched': p(409, 5, {
    zh: '任务 {task} 还没有派发，没有检查表可填。请先执行 sunlot task dispatch。',
    en: 'The visits of task {task} are not dispatched: there is no form to fill in yet. Run sunlot task dispatch first.',
  }),
  'form.nobodyGoes': p(409, 5, {
    zh: '第 {rank} 号已互认其他机关的结果，不再检查，不收检查表。',
    en: 'Number {rank} was closed by a result that is recognised: nobody goes there, and no form is taken in.',
  }),
  'form.notOwn': p(403, 4, {
    zh: '账号 {who} 在任务 {task} 里没有检查 {object} 的安排。检查表由本组人员提交，或由办公室代为录入（--by 执法证号）。',
    en: 'The account {who} has no visit to {object} in task {task}. A form is submitted by the team, or recorded by the office (--by CERTIFICATE).',
  }),
  'form.byNeeded': p(400, 2, {
    zh: '代为录入须写明第 {rank} 号由谁检查（--by 执法证号）。本组：{team}。',
    en: 'To record it for others, say who inspected number {rank} (--by CERTIFICATE). The team: {team}.',
  }),
  'form.away': p(409, 5, {
    zh: '{by} 在 {on} 登记为不在岗或已停用，不能作为第 {rank} 号的检查人员，没有保存。请写实际检查的人（--by）和日期（--on）；不在岗登记有误的，先更正（sunlot inspector absences、return）。',
    en: '{by} is recorded as away or disabled on {on} and cannot have inspected number {rank}; nothing was stored. Name who inspected (--by) and the day (--on); where the absence was recorded in error, correct it first (sunlot inspector absences, return).',
  }),
  'form.notInTeam': p(409, 5, {
    zh: '{by} 不在第 {rank} 号的检查小组，没有保存。本组：{team}。',
    en: '{by} is not in the team of number {rank}; nothing was saved. The team: {team}.',
  }),
  'form.notAsMerged': p(409, 5, {
    zh: '第 {rank} 号与其他任务合并为一次检查，日期和人员须与已登记的相同，没有保存：已登记的是 {theirs}，这里是 {ours}。这里写错的，改 --on、--by 再提交；已登记的写错的，先更正那一份（task form … --reason，已登记结果的用 import visits）。',
    en: 'Number {rank} is one visit together with other tasks: day and people have to be those on record; nothing was saved: on record is {theirs}, here it is {ours}. Where this one is wrong, correct --on or --by and submit again; where the one on record is, correct that first (task form … --reason, or import visits once its result is recorded).',
  }),
  'form.otherObject': p(409, 5, {
    zh: '这是 {given} 的检查表，不是第 {rank} 号的，没有保存。请核对文件或 --object。',
    en: 'This is the form of {given} and not of number {rank}; nothing was saved. Check the file or --object.',
  }),
  'form.severalEditions': p(400, 2, {
    zh: '表中有 {n} 个不同的{column}（{values}），没有保存。一张检查表只用于一次检查。',
    en: 'The file has {n} different values of {column} ({values}); nothing was saved. One form is of one visit.',
  }),
  'form.outdated': p(409, 5, {
    zh: '表号 {given} 不是第 {rank} 号现在的检查表（{edition}），没有保存。变化：{changes}。请用 sunlot task form {task} --object {rank} --out 重新取表。',
    en: 'The edition {given} is not the present form of number {rank} ({edition}); nothing was saved. Changes: {changes}. Get it again: sunlot task form {task} --object {rank} --out FILE.',
  }),
  'form.textChanged': p(409, 5, {
    zh: '有 {n} 行的检查内容与检查表不同，没有保存：{rows}。请只填检查结果和情况说明，不要改动检查内容。',
    en: '{n} rows read otherwise than the form; nothing was saved: {rows}. Fill in answer and note only, and leave the text as it is.',
  }),
  'form.empty': p(409, 5, {
    zh: '第 {rank} 号没有可检查的事项：任务 {task} 选用的事项已不在公布的清单中。请先核对清单（sunlot items show）。',
    en: 'There is nothing to inspect at number {rank}: the items of task {task} are no longer on the published list. Look at the list first (sunlot items show).',
  }),
  'form.rowsTwice': p(409, 5, {
    zh: '检查表中有 {n} 行的编号重复，没有保存：{rows}。请每行只填一次。',
    en: '{n} rows are filled in more than once; nothing was saved: {rows}. Fill in each row once.',
  }),
  'form.rowsUnknown': p(409, 5, {
    zh: '检查表没有这 {n} 行，没有保存：{rows}。请删去，或重新取表。',
    en: 'The form has no such {n} rows; nothing was saved: {rows}. Take them out, or get the form again.',
  }),
  'form.unanswered': p(409, 5, {
    zh: '检查表还有 {n} 行没有填写检查结果，没有保存：{rows}。请逐行填写合格、不合格或不涉及。',
    en: '{n} rows have no answer; nothing was saved: {rows}. Answer each row: pass, fail or notApplicable.',
  }),
  'form.noteMissing': p(409, 5, {
    zh: '不合格的 {n} 行没有写情况说明，没有保存：{rows}。请写明发现了什么。',
    en: '{n} rows fail and do not say what was found; nothing was saved: {rows}. Write it into the note of the row.',
  }),
  'form.already': p(409, 5, {
    zh: '第 {rank} 号的检查表已于 {at} 提交（第 {version} 版），没有改动。需要更正的，请写明理由（--reason），原表保留。',
    en: 'The form of number {rank} was submitted at {at} (version {version}); nothing was changed. To correct it, say why (--reason); the old one is kept.',
  }),
  'form.nothingToCorrect': p(409, 5, {
    zh: '第 {rank} 号还没有提交过检查表，没有可更正的。请去掉 --reason，或核对 --object。',
    en: 'No form of number {rank} was submitted yet, so there is nothing to correct. Leave out --reason, or check --object.',
  }),
  'form.unchanged': p(409, 5, {
    zh: '更正的内容与第 {rank} 号的第 {version} 版完全相同，没有保存。',
    en: 'The correction says the same as version {version} of number {rank}; nothing was saved.',
  }),
  'form.noVersion': p(404, 3, {
    zh: '第 {rank} 号的检查表没有第 {version} 版，已提交 {n} 版。',
    en: 'The form of number {rank} has no version {version}; {n} were submitted.',
  }),
  'form.nothingToHandOver': p(409, 5, {
    zh: '检查表没有不合格的行，没有可移送的，没有保存。请去掉 --to，或核对检查结果。',
    en: 'No row of the form fails, so there is nothing to hand over; nothing was saved. Leave out --to, or check the answers.',
  }),
  'result.noForm': p(409, 5, {
    zh: '第 {rank} 号还没有提交检查表，结果无从认定，没有登记。请先执行 sunlot task form {task} --object {rank} --file …。',
    en: 'Number {rank} has no form yet, so there is nothing to determine a result from; nothing was recorded. Run sunlot task form {task} --object {rank} --file … first.',
  }),
  'result.wordingUnknown': p(400, 2, {
    zh: '“{wording}”不是方案的结果用语，没有登记。可用：{wordings}。',
    en: '“{wording}” is no wording of the scheme; nothing was recorded. There are: {wordings}.',
  }),
  'result.againstForm': p(409, 5, {
    zh: '第 {rank} 号的检查表（第 {version} 版）{found}，结果不能写“{wording}”，没有登记。与检查表一致的有：{wordings}；检查表有误的，先更正（task form … --reason）。',
    en: 'The form of number {rank} (version {version}): {found}. The result cannot be “{wording}”; nothing was recorded. In line with the form are: {wordings}. Where the form is wrong, correct it first (task form … --reason).',
  }),
  'result.needs': p(400, 2, {
    zh: '“{wording}”须写明{what}（{option}），没有登记。',
    en: '“{wording}” needs {what} ({option}); nothing was recorded.',
  }),
  'result.secret': p(409, 5, {
    zh: '方案规定“{ground}”的检查结果不予公开（{section}），第 {rank} 号的结果不能连同公示日期登记，没有登记。公示的已经删去有关内容的，加 --part；还没有公示的，去掉 --published。',
    en: 'The scheme forbids to publish a result on the ground “{ground}” ({section}), so that of number {rank} cannot be recorded with a day of publication; nothing was recorded. Where what was published leaves the part concerned out, add --part; where nothing was published, leave out --published.',
  }),
  'result.already': p(409, 5, {
    zh: '第 {rank} 号的检查结果已经登记（{date} 检查，{results}），没有改动。更正或补公示日期请用 import visits 导入这一次检查的整行。',
    en: 'The result of number {rank} is on record already (visit of {date}: {results}); nothing was changed. To correct it or add the day of publication, import the whole row of this visit (import visits).',
  }),
  'result.refused': p(409, 5, {
    zh: '第 {rank} 号的检查结果没有登记：{why}',
    en: 'The result of number {rank} was not recorded: {why}',
  }),
} as const satisfies Record<string, ProblemKind>;
