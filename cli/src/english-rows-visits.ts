import type { Templates } from './english-templates.ts';

/** What is said of the rows of visits. */
export const VISIT_ROWS: Templates = [
  // Visits: the authority, the task and the draw
  [
    '抽取方式没有填写，按“随机”记录。不是随机抽取的请填“针对性”并写明依据和文书编号。',
    '抽取方式 is missing; recorded as 随机. What was not drawn is 针对性, with its ground and its document.',
  ],
  [
    '针对性检查必须写明方案列出的依据，请补上针对性依据。',
    'A directed visit needs a ground of the scheme. Add 针对性依据.',
  ],
  [
    '没有登记过编号为“{}”的针对性检查。请核对编号（sunlot directed list 可查），或留空并写明依据的文书编号。',
    'No directed inspection is on record as “$1”. Check it by sunlot directed list, or leave it empty and name the document.',
  ],
  [
    '针对性检查须有依据的文书：请填写文书编号（举报件、转办函、移送函等的文号），或在任务编号里填已登记的针对性检查编号（zdx-…）。',
    'A directed visit needs its document: fill in 文书编号, or the number of a recorded directed inspection (zdx-…) as 任务编号.',
  ],
  [
    '写了针对性依据，抽取方式却不是“针对性”。请改正其中一项。',
    'There is a 针对性依据, but 抽取方式 is not 针对性. Correct one of the two.',
  ],
  [
    '“{}”是针对性检查的编号，抽取方式却不是“针对性”。请改正其中一项。',
    '“$1” is the number of a directed inspection, but 抽取方式 is not 针对性. Correct one of the two.',
  ],
  [
    '针对性检查“{}”登记的是另一个对象，请核对编号和统一社会信用代码。',
    'The directed inspection “$1” is of another unit. Check its number and the credit code.',
  ],
  [
    '与针对性检查“{}”登记的依据不同，请改正，或留空（以登记的为准）。',
    'The directed inspection “$1” is recorded on another ground. Correct it, or leave it empty.',
  ],
  [
    '“{}”不在当时方案（{}）列出的{}之内，请改为其中一项：{}。',
    '“$1” is none of $3 that the scheme of that day ($2) lists. Write one of: $4.',
  ],
  [
    '“{}”是{}机关，检查层级却写了{}。请改正其中一项。',
    '“$1” is an authority of $2, but 检查层级 is $3. Correct one of the two.',
  ],
  [
    '机构树里没有“{}”，按所写名称登记为{}检查。',
    '“$1” is not in the tree of agencies; recorded under that name as a visit of $2.',
  ],
  ['机构树里没有“{}”这个检查机关。{}。', 'No authority “$1” is in the tree of agencies. $2.'],
  [
    '可用：{}。上级机关不在其中的，请同时写明检查层级；其他部门请先用 sunlot partner add 登记',
    'There are: $1. For one above that is not among them, write 检查层级 too; record other departments by sunlot partner add first',
  ],
  ['检查层级写了{}，没有写检查机关。{}。', '检查层级 is $1 and no authority is named. $2.'],
  [
    '机构树里没有{}机关：请写明检查机关的全称，或核对检查层级',
    'None of $1 is in the tree of agencies: name it in full, or check the level',
  ],
  ['{}机关有 {} 个：请在检查机关一栏写明是哪一个', 'There are $2 of $1: say which in 检查机关'],
  ['“{}”请写成“部门：姓名”，几人之间用“；”分隔。', '“$1” should be “department：name”, several divided by “；”.'],
  [
    '“{}”不是登记的联合部门（{}）。请核对名称，或先执行 sunlot partner add。',
    '“$1” is no partner department on record ($2). Check its name, or run sunlot partner add first.',
  ],
  [
    '“{}”是生态环境部门，不是联合部门：两级生态环境部门一起检查是内部联合，不写在配合部门人员一栏。请删去；那一级的检查由它自己登记。',
    '“$1” belongs to the environment authority and is no partner department: two levels of it inspecting together are internally joint and not written in 配合部门人员. Take it out; that level records its own visit.',
  ],
  [
    '“{}”是生态环境部门，没有其他部门一起去：两级生态环境部门一起检查是内部联合，这一行按“内部联合”登记，不算部门联合。请核对任务类型。',
    '“$1” belongs to the environment authority and no other department went along: two levels of it inspecting together are internally joint. The row is recorded as 内部联合 and not as 部门联合. Check 任务类型.',
  ],
  [
    '“{}”是生态环境部门，不算联合部门：两级生态环境部门一起检查是内部联合。这一栏照记，请核对任务类型。',
    '“$1” belongs to the environment authority and counts as no partner department: two levels of it inspecting together are internally joint. The cell is kept. Check 任务类型.',
  ],
  ['还没有登记联合部门', 'none is on record yet'],
  ['已登记：{}', 'on record: $1'],
  [
    '任务“{}”还没有抽取结果。先抽取、后检查：请核对任务编号，或在抽取之后再导入。',
    'The task “$1” has no draw yet, and the draw comes first. Check the task, or import this after the draw.',
  ],
  [
    '任务“{}”的被抽名单还没有公开，请由本单位{}导入，或在名单公开之后导入。',
    'The names drawn for the task “$1” are closed. Let $2 of the agency import this, or import it once they are open.',
  ],
  [
    '这个对象不在任务“{}”的抽取结果中（更换过的，以更换后的为准），不能登记为随机检查。请核对任务编号和代码；{}。',
    'The task “$1” has not drawn this unit (after replacements), so it is no random visit. Check task and code; $2.',
  ],
  [
    '这个对象是任务“{}”再次抽查抽中的：再次抽查须实际检查，不能以已有的检查结果代替。请按实际检查填写本行，并清空“不再重复检查依据”；没有检查的，删去本行。',
    'The task “$1” drew this unit to be inspected again (再次抽查): no earlier result stands for that visit. Write what was inspected and clear 不再重复检查依据; where nobody went, take the row out.',
  ],
  [
    '不是随机抽取的，请改为“针对性”并写明依据和文书编号',
    'what was not drawn is 针对性, with its ground and its document',
  ],
  [
    '检查日期 {} 早于任务“{}”的抽取日期 {}：先抽取、后检查，请核对。',
    'The visit of $1 is before the draw of the task “$2” on $3, and the draw comes first. Check it.',
  ],
  [
    '{}，此后的随机检查由该单位自己登记。请删去本行，需要时请该单位导入。',
    '$1 and records its random visits from then on itself. Remove the row, or let that agency import it.',
  ],
  ['{} 自 {} 起在本平台抽取', '$1 draws here since $2'],
  [
    '{} 自 {} 起在本平台抽取，此后的随机检查须写明任务编号。请填写抽中这个对象的任务编号（sunlot task list 可查）；{}。',
    '$1 draws here since $2: a random visit from then on names its task. Fill in the task that drew this unit (sunlot task list); $3.',
  ],
  [
    '任务“{}”是“{}”，这一行的任务类型却写了“{}”：以任务为准。请改为“{}”或留空。要按“{}”检查的，须在抽取前按这一类型发起任务，检查登记在那个任务的编号下；有其他部门的人一起去的，写在配合部门人员一栏。',
    'The task “$1” is of the kind “$2” and 任务类型 of this row says “$3”: the task holds. Write “$4” or leave it empty. For a visit of the kind “$5” a task of that kind is initiated before the draw, and the visit is recorded under its number; people of other departments who went along are named in 配合部门人员.',
  ],
  [
    '{} 自 {} 起在本平台抽取，却没有编号为“{}”的任务（或已作废）。请填写抽中这个对象的任务编号（sunlot task list 可查）；{}。',
    '$1 draws here since $2 and has no task “$3” (or it is void). Fill in the task that drew this unit (sunlot task list); $4.',
  ],
  [
    '这次检查已由 {} 登记，内容与本行不同，以其登记为准，没有改动。有误请联系该单位更正。',
    '$1 has recorded this visit otherwise; its record stands and nothing was changed. Ask that agency where it is wrong.',
  ],
  [
    '任务 {} 已经办结（或当年的计划已经办结），没有登记过的检查不再登记，本行退回。',
    'Task $1 is closed (or the plan of its year): a visit that was not recorded before is not taken any more, and the row comes back.',
  ],
  [
    '任务 {} 已经办结（或当年的计划已经办结），检查的时间、人员、方式、结果等不再登记或更正，本行没有改动。办结以后才公示、才整改完成的，只在检查记录里补写公示日期、整改完成日期后导入；已登记的日期不再更正。',
    'The task $1 or its plan is closed: day, people, method and result of a visit are recorded or corrected no more, and the row changed nothing. What was published or put right since then is imported with its 公示日期 or 整改完成日期 added to the visit; days on record stay.',
  ],
  [
    '任务 {} 已经办结（或当年的计划已经办结）：{}已登记；这一行其余与登记不同的内容没有改动。',
    'The task $1 or its plan is closed: $2 was recorded, and whatever else the row says otherwise changed nothing.',
  ],
  [
    '公示日期 {} 早于已登记的结果认定日期 {}，没有登记，请核对。',
    '公示日期 $1 is before the day on record on which the result was found ($2) and was not recorded. Check it.',
  ],
  [
    '已登记的检查结果是“{}”，没有要整改的，整改完成日期 {} 没有登记，请核对是不是写错了行。',
    'The result on record is “$1”: nothing was to be put right, and 整改完成日期 $2 was not recorded. Check whether it belongs to another row.',
  ],
  [
    '检查结果是“{}”，没有要整改的，不会有{} {}。请核对：结果写错的，改正检查结果；写错了行的，删去这一格。',
    'The result is “$1”: nothing was to be put right, so there is no $2 $3. Where the result is wrong correct it; where the day belongs to another row delete it.',
  ],
  [
    '已登记的检查结果是“{}”，没有要整改的，不会有{} {}。请核对：结果写错的，改正检查结果；写错了行的，删去这一格。',
    'The result on record is “$1”: nothing was to be put right, so there is no $2 $3. Where the result is wrong correct it; where the day belongs to another row delete it.',
  ],
  [
    '任务“{}”在这个对象上还要检查事项 {}：只互认这一行所写的事项 {}，其余仍须检查。所依据的结果也包括其余事项的，请在抽查事项中写全。',
    'The task “$1” has item $2 to inspect at this unit besides: only item $3 of this row is recognised, the others are still to be inspected. Where the result is on these as well, write them all into the items.',
  ],
  // Visits: who, what and when
  [
    '合并为一次检查的日期和人员各编号须相同，已照所写更正：其他编号登记的是 {}，这里是 {}。请把其他编号的也更正一致。',
    'Day and people of one visit are the same under each of its numbers; it was corrected as written: on record under the others is $1, here it is $2. Correct the others as well.',
  ],
  [
    '证号 {} 在 {} 不在岗（名录或不在岗登记），已照所写登记。请核对检查日期、检查人员，或更正不在岗登记。',
    'By the directory $1 was away on $2; it was recorded as written. Check the day and the inspectors, or correct the absence.',
  ],
  [
    '证号 {} 的执法证有效期至 {}，{} 检查时已过期，已照所写登记。请核对检查日期、检查人员，或更正名录里的有效期。',
    'The certificate of $1 was valid to $2 and had run out by the visit of $3; it was recorded as written. Check the day and the inspectors, or correct the validity in the directory.',
  ],
  [
    '本地方案随机抽查的范围里没有“{}”，这次检查照记，不计入抽查数量。请核对任务类型。',
    'Random inspection under the local scheme does not cover “$1”: the visit is recorded and counts to no number. Check the type of the task.',
  ],
  [
    '证号 {} 自 {} 起对这个对象回避，已照所写登记。请核对检查人员；确由本人检查的，判定时会指出。',
    '$1 has been recused from this unit since $2; it was recorded as written. Check the inspectors; if it is right, the verdict will point it out.',
  ],
  [
    '证号 {} 不在检查人员名录中，参与率和次数不会计到任何人名下。请核对，或先导入人员。',
    'The certificate $1 is not in the directory, so the visit counts for nobody. Check it, or import the people first.',
  ],
  ['“{}”{}。请填写执法证号，几人之间用“；”分隔。', '“$1”$2. Fill in certificate numbers, divided by “；”.'],
  ['不是执法证号，名录中也没有这个姓名', ' is no certificate number and no name of the directory'],
  ['名录中有 {} 人同名', ' is the name of $1 people of the directory'],
  ['检查人员 {} 人{}，少于 {} 人。请核对是否漏填。', '$1 inspectors$2, fewer than $3. Check whether one is missing.'],
  [
    '检查人员 {} 人{}，超过 {} 人（{}），须写明偏离理由和批准人。',
    '$1 inspectors$2, more than $3 ($4): name the reason (偏离理由) and who approved it (批准人).',
  ],
  [
    '（另有辅助人员、专家 {} 人，执法证已过期的 {} 人，不计入）',
    ' ($1 auxiliaries or experts, and $2 whose certificate had run out, do not count)',
  ],
  ['（另有辅助人员、专家 {} 人，不计入）', ' ($1 auxiliaries or experts do not count)'],
  ['（另有执法证已过期的 {} 人，不计入）', ' ($1 whose certificate had run out do not count)'],
  [
    '抽查事项 {} 不在已公布的随机抽查事项清单的序号中。请核对。',
    'The items $1 are no serials of the published list. Check them.',
  ],
  [
    '“{}”不是当时方案（{}）的结果用语，请改为：{}；多项用“；”分隔。',
    '“$1” is no wording of the scheme of that day ($2). Write: $3; several divided by “；”.',
  ],
  [
    '结果写“{}”，没有写{}。次数照计，请补上{}后再导入。',
    'The result says “$1” without $2. The visit counts; fill in $3 and import it again.',
  ],
  [
    '结果写“{}”，没有写{}。次数照计，请补上{}后再导入。',
    'The result says “$1” without $2. The visit counts; fill in $3 and import it again.',
  ],
  [
    '抽查事项没有填写：方案的次数上限或免查按事项计，这次检查计不到任何事项上，次数够多时上限无法判定。请补上清单序号后再导入。',
    'No 抽查事项: the scheme has its cap or exemption item by item, this visit counts to none of them, and with enough visits nobody can say whether the cap was kept. Fill in the serials of the list and import again.',
  ],
  [
    '“{}”须经批准后实施（{}），这一行没有写偏离理由和批准人，按没有批准判定。当时已经批准的，请补上后再导入。',
    '“$1” is approved before it is used ($2). This row has no 偏离理由 and 批准人 and is judged as not approved. Where it was approved then, fill them in and import again.',
  ],
  [
    '“{}”须现场检查，这一行的检查方式不是现场，不计入“{}”的完成数。请核对检查方式。',
    '“$1” is inspected on the spot: this row says another way and does not count for “$2”. Check 检查方式.',
  ],
  [
    '检查结果没有填写：次数照计，结果按“尚未认定”处理。请补上后再导入。',
    '检查结果 is missing: the visit counts, its result stands as not determined. Add it and import again.',
  ],
  [
    '检查日期 {} 在今天（{}）之后。只登记已经完成的检查，请核对。',
    'The visit of $1 is after today ($2). Only visits that took place are recorded. Check it.',
  ],
  ['检查日期 {} 早于 {} 年，请核对年份。', 'The visit of $1 is before $2. Check the year.'],
  [
    '结果登记在先，这次写的日期、依据、批准人等没有再记；与已登记的不同的，在检查记录里改好后导入（import visits）。',
    'The result was on record before: the dates, ground, approver and so on given now were not taken; what differs is put right in the record of the visit and imported (import visits).',
  ],
  ['{} 在今天（{}）之后，还没有发生。请核对。', '$1 is after today ($2) and has not come. Check it.'],
  [
    '{} 在今天（{}）之后：名录里原有的一行管到那一天，原来没有的自那一天起才算数。请核对。',
    '$1 is after today ($2): the row that the directory had holds until that day, and without one the unit counts from that day on. Check it.',
  ],
  [
    '{} 在今天（{}）之后，还没有发生：已导入，自那一天起才算数。请核对。',
    '$1 is after today ($2) and has not come: it was imported and counts from that day on. Check it.',
  ],
  ['{} 早于{} {}，请核对。', '$1 is before $2, $3. Check it.'],
  [
    '抽取日期 {} 晚于检查日期 {}：先抽取、后检查，请核对。',
    'The draw of $1 is after the visit of $2, and the draw comes first. Check it.',
  ],
  ['名录中没有“{}”这个检查对象。{}', 'No unit “$1” is in the directory. $2'],
  [
    '名录中有它的建设项目 {}，检查的是项目的请照此填写。',
    'Its construction projects $1 are: write those where one of them was inspected.',
  ],
  ['请先把它导入检查对象名录，再导入检查记录。', 'Import it there first, then its visits.'],
  [
    '名录中这个对象{}已{}，检查日期在其后，不计入完成数（已列入当期冻结名单的除外）。请核对这两个日期。',
    'In the directory this unit is $2$1, and the visit is later: it does not count as completed, unless the list frozen for the period has the unit. Check both dates.',
  ],
  [
    '检查对象类别写的是“{}”，按名录当日是“{}”，以所写类别计数。请核对名录或这一栏。',
    '检查对象类别 says “$1”, by the directory it was “$2” on that day; it counts as written. Check the directory or this cell.',
  ],
  [
    '检查机关写的是“{}”，这个对象在“{}”的名录里：同级机关在辖区以外的检查，两家都不计入完成数。请核对检查机关。',
    'The authority is “$1” and the unit stands in the directory of “$2”: a visit beside one’s own territory counts as completed for neither. Check the authority.',
  ],
  [
    '“{}”须与其他部门一起检查，这一行既不是“部门联合”，也没有配合部门人员，不计入“{}”的完成数。请核对任务类型和配合部门人员。',
    '“$1” is inspected with other departments; this row is neither 部门联合 nor names people of one, and does not count as completed for “$2”. Check 任务类型 and 配合部门人员.',
  ],
  [
    '“{}”不是任务“{}”的配合部门（选定的：{}），照记。请核对部门名称；确实一起去的，任务派发前须先选定并协商。',
    '“$1” is no partner of the task “$2” (chosen: $3); it is recorded as written. Check the name of the department; who does go along is chosen and consulted before the task is dispatched.',
  ],
  ['自 {} 起', ' since $1'],
  ['停产', 'suspended'],
  ['关停', 'closed'],
  ['注销', 'deregistered'],
  ['迁出', 'moved away'],
  [
    '“{}”不是当时方案（{}）里的对象类别，请改为：{}。',
    '“$1” is no class of the scheme of that day ($2). Write one of: $3.',
  ],
  ['“{}”不是不予公开的法定事由。{}。', '“$1” is no lawful ground for withholding. $2.'],
  ['当时方案没有列出不予公开的事由', 'The scheme of that day lists none'],
  ['可用：{}', 'There are: $1'],
  [
    '既写了公示日期，又写了不予公开依据，按已经公示计。只公示了一部分的，请把依据写成“{}（部分）”。',
    'There are both 公示日期 and 不予公开依据: it counts as published. Where only a part was, write the ground as “$1（部分）”.',
  ],
  [
    '既写了公示日期，又写了不予公开依据，而方案规定不予公开（{}），判定时按违规公示计。公示的已经删去有关内容的，请把依据写成“{}（部分）”；整份公示了的，请立即撤下。',
    'There are both 公示日期 and 不予公开依据, and the scheme forbids to publish ($1): the verdict counts it as a breach. Where what was published leaves the part concerned out, write the ground as “$2（部分）”; where all of it was, take it down at once.',
  ],
  [
    '原来登记的公示日期 {}，这一行没有写：导入后按没有公示判定。已经公示了的，请补上日期。',
    'It was recorded as published on $1, and this row has no day: after the import it is judged as not published. Where it was published, add the day.',
  ],
  [
    '写了偏离理由，没有写批准人。没有批准的理由不算数，请补上批准人。',
    'There is a 偏离理由 and no 批准人. A reason that nobody approved does not count. Add who did.',
  ],
  [
    '写了不予公开依据，没有写批准人。不予公开须经批准：已导入，请补上批准人后再导入。',
    'There is 不予公开依据 without 批准人. Withholding has to be approved: it was imported; add who approved it and import it again.',
  ],
  [
    '写了不予公开依据，没有写批准人。不予公开须经批准：还没有导入，请补上批准人后再导入。',
    'There is 不予公开依据 without 批准人. Withholding has to be approved: nothing is imported yet; add who approved it, then import.',
  ],
  [
    '写了不予公开依据，没有写批准人。不予公开须经批准：请加上批准人（--approver）；已经登记的，同一条命令加上批准人再执行一次。',
    'There is a ground for withholding and no approver. Withholding has to be approved: add who approved it (--approver); where the result is recorded already, run the same command once more with it.',
  ],
  [
    '写了批准人，没有写偏离理由，也没有写不予公开依据。请补上所批准的理由或依据，或删去批准人。',
    'There is a 批准人, but neither 偏离理由 nor 不予公开依据. Write the reason or the ground that was approved, or leave out 批准人.',
  ],
  // The result of a lead department's draw
  [
    '第 {} 行 {} 写的是“{}”，名录里是“{}”，已按代码采用。请核对是不是同一家。',
    'Row $1, $2: the file says “$3”, the directory “$4”; it was taken in by its code. Check that both are one unit.',
  ],
  [
    '第 {} 行 {}“{}”不在任务范围“{}”以内，已按牵头部门的名单采用。请核对。',
    'Row $1, $2 “$3”, is outside the scope “$4” of the task; it was taken in by the list of the lead department. Check it.',
  ],
  [
    '第 {} 行 {}“{}”不是所选联合事项的检查对象（{}），已按牵头部门的名单采用。请核对。',
    'Row $1, $2 “$3”, is none of the units of the joint items chosen ($4); it was taken in by the list of the lead department. Check it.',
  ],
  [
    '所选联合事项由本单位（{}）牵头，抽取的却是“{}”。按跨部门抽查的有关制度由它抽取的可以采用，否则应由本单位抽取。请核对。',
    'This agency ($1) leads the joint items chosen, and “$2” drew. Where the rules across departments let it draw, that may stand; else the draw is held here. Check it.',
  ],
  [
    '“{}”不是所选联合事项的牵头部门（{}）。按跨部门抽查的有关制度由它抽取的可以采用。请核对牵头部门。',
    '“$1” leads none of the joint items chosen ($2). Where the rules across departments let it draw, that may stand. Check who led.',
  ],
  [
    '“{}”在 {} 结束（{}）以后的 {} 才抽取：检查计入 {}，判定里认定为逾期抽取。',
    '“$1” drew on $4, after $2 was over ($3): the visits count for $5, and the verdict calls the draw late.',
  ],
];
