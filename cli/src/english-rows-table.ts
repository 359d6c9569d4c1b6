/**
 * What an import says of a row, in English: the Chinese sentence with `{}` for each of its parts, and what it says; `$1` … are the parts,
 * themselves in English where they stand here. What a workbook, a scheme or a directory says keeps its own words.
 */
export const ENGLISH_ROWS: readonly (readonly [string, string])[] = [
  // Sentences with another one inside
  ['“{}”的行为日期不对：{}', 'The day of the act in “$1” does not fit: $2'],
  ['“{}”应写成“日期|内容或文号”：{}', '“$1” should be “date|what or document”: $2'],
  ['“{}”应写成“{}|日期|文号”，如 {}：{}', '“$1” should be “$2|date|document”, for example $3: $4'],
  // Any column
  [
    '有乱码字符，请在原文件中改正后重新导入。',
    'It has garbled characters. Correct them in the file and import it again.',
  ],
  ['超过 {} 个字符，请缩短。', 'It is longer than $1 characters. Make it shorter.'],
  ['超过 {} 个字，请核对。', 'It is longer than $1 characters. Check it.'],
  [
    '含有造字（U+{}），别的电脑上显示不出来。{}。',
    'It has a private character (U+$1) that other computers cannot show. $2.',
  ],
  ['多半是“{}”，请改用标准字', 'Probably “$1”: use the standard character'],
  ['请换成标准字或注明读音', 'Use a standard character or say how it is read'],
  [
    '含有生僻字“{}”（U+{}），打印和大屏前请核对显示。',
    'It has a rare character, “$1” (U+$2). Check how it looks before it is printed or shown.',
  ],
  ['“{}”不是整数，请改正。', '“$1” is no whole number. Correct it.'],
  ['“{}”不在 {}–{} 度之间，请用十进制度数填写。', '“$1” is not between $2 and $3 degrees. Write decimal degrees.'],
  ['“{}”不是{}的可选值，请改为：{}。', '“$1” is no value of $2. Write one of: $3.'],
  ['“{}”不是日历上有的日期，请核对。', '“$1” is no day of the calendar. Check it.'],
  [
    '“{}”不是完整的日期，请写成 2026-11-20 或 2026年11月20日。',
    '“$1” is no complete date. Write 2026-11-20 or 2026年11月20日.',
  ],
  ['“{}”应填“是”或“否”。', '“$1” should be 是 (yes) or 否 (no).'],
  [
    '“{}”应填“是”“否”或年度和级别，如 2026市级。',
    '“$1” should be 是, 否, or a year and a level, for example 2026市级.',
  ],
  ['“{}”应写成“起~止”，如 2026-01-01~2026-12-31。', '“$1” should be “from~to”, for example 2026-01-01~2026-12-31.'],
  ['“{}”的止早于起，请核对。', '“$1” ends before it begins. Check it.'],
  [
    '“{}”应写成“日期|级别|文号”或“日期|级别|文号|行为日期”，多件之间用“；”分隔。',
    '“$1” should be “date|level|document” or “date|level|document|day of the act”, several divided by “；”.',
  ],
  [
    '“{}”应写成“日期|级别|文号”，如 2026-03-02|市级|某环罚〔2026〕3号。',
    '“$1” should be “date|level|document”, for example 2026-03-02|市级|某环罚〔2026〕3号.',
  ],
  ['“{}”的级别应为国家级、省级、市级或县级。', 'The level of “$1” should be 国家级, 省级, 市级 or 县级.'],
  ['“{}”的行为日期晚于 {}，请核对。', 'The day of the act in “$1” is after $2. Check it.'],
  [
    '“{}”应写成“日期|内容或文号”，多件之间用“；”分隔。',
    '“$1” should be “date|what or document”, several divided by “；”.',
  ],
  ['“{}”应写成“{}|日期|文号”。', '“$1” should be “$2|date|document”.'],
  [
    '要写明级别（国家级、省级、市级或县级），如 2026-03-02|省级|文号：是否列为特殊监管对象由级别决定。',
    'Say the level (国家级, 省级, 市级 or 县级), for example 2026-03-02|省级|document: it decides whether the unit is of the special class.',
  ],
  // Codes and numbers
  [
    '“{}”不是有效的证号：只能用字母、数字、点和短横，最多 22 位。请对照证件核对。',
    '“$1” is no certificate number: letters, digits, dots and dashes only, at most 22. Compare it with the certificate.',
  ],
  [
    '身份证号校验不通过（现有 {} 位）。请对照身份证核对。',
    'The check digit of the identity number does not fit (it has $1 digits). Compare it with the card.',
  ],
  [
    '不是 11 位手机号，请核对；固定电话请写在备注。',
    'It is no mobile number of 11 digits. Check it; a fixed line goes into the remarks.',
  ],
  [
    '“{}”不是有效的统一社会信用代码，请核对。多个代码用“；”分隔。',
    '“$1” is no valid credit code. Check it; several are divided by “；”.',
  ],
  [
    '“{}”不是有效的统一社会信用代码，请对照营业执照核对。',
    '“$1” is no valid credit code. Compare it with the business licence.',
  ],
  [
    '被表格程序当成数字保存，后几位已经丢失。请把这一列设为文本格式，再按证照重新填写。',
    'A spreadsheet kept it as a number and its last digits are lost. Make the column text and write it again from the licence.',
  ],
  [
    '“{}”校验不通过（前 17 位对应的末位应是 {}）。请对照营业执照核对。',
    'The check digit of “$1” does not fit (after these 17 it is $2). Compare it with the business licence.',
  ],
  ['“{}”{}。请对照营业执照核对。', '“$1”$2. Compare it with the business licence.'],
  ['是 {} 位，应为 18 位', ' has $1 characters and should have 18'],
  ['含字母 {}，代码中没有 I、O、S、V、Z', ' has the letter $1; codes have no I, O, S, V, Z'],
  ['含有代码中没有的字符', ' has characters that no code has'],
  [
    '“{}”应写成“建设单位信用代码/项目编号”，编号只能用字母、数字、点和短横。',
    '“$1” should be “credit code of the builder/project number”, the number of letters, digits, dots and dashes only.',
  ],
  ['“{}”应写成“建设单位信用代码/项目编号”。', '“$1” should be “credit code of the builder/project number”.'],
  [
    '“{}”只能用字母、数字、点和短横，最多 40 位。请对照批复核对。',
    '“$1”: letters, digits, dots and dashes only, at most 40. Compare it with the approval.',
  ],
  [
    '统一社会信用代码没有填写，无法确定是哪一个对象，{}。',
    'The credit code is missing, so it is not known which unit this is. $1.',
  ],
  [
    '请补上建设单位的代码，或把项目编号写成“代码/编号”',
    'Add the code of the builder, or write the project number as “code/number”',
  ],
  ['请补上', 'Add it'],
  // Rows that meet
  ['与第 {} 行是同一个对象（{}）。请只保留一行。', 'It is the same unit as row $1 ($2). Keep one of them.'],
  [
    '名称和地址与第 {} 行相同、代码不同，疑似重复。请核对后决定是否删去一行。',
    'Name and address are those of row $1, the code is another: perhaps twice. Check and keep what is right.',
  ],
  [
    '名称和地址与名录中的 {} 相同、代码不同，疑似重复。请核对。',
    'Name and address are those of $1 in the directory, the code is another: perhaps twice. Check it.',
  ],
  ['与第 {} 行的证号相同（{}）。请只保留一行。', 'Row $1 has the same certificate number ($2). Keep one of them.'],
  [
    '与第 {} 行是同一次检查（对象、日期、检查机关和任务编号都相同）。请只保留一行。',
    'It is the same visit as row $1 (unit, day, authority and task). Keep one of them.',
  ],
  [
    '同一机关同一天对这个对象已有一次检查（第 {} 行），任务编号不同，疑似重复。请核对。',
    'Row $1 has a visit of the same authority to this unit on the same day under another task: perhaps twice. Check it.',
  ],
  [
    '已登记过同一机关对这个对象的一次检查（{}，{}），疑似重复。请核对日期和任务编号。',
    'A visit of the same authority to this unit is on record ($1, $2): perhaps twice. Check day and task.',
  ],
  ['没有任务编号', 'no task'],
  ['任务编号 {}', 'task $1'],
  [
    '与第 {} 行重复，同一来源的职责只写一行，请删去一行。',
    'It repeats row $1; a duty of one source stands once. Remove one of them.',
  ],
  ['与第 {} 行重复。请只保留一行，或改用不同的序号。', 'It repeats row $1. Keep one of them, or use another serial.'],
  ['序号 {} 与第 {} 行相同，请改正。', 'The serial $1 is that of row $2. Correct it.'],
  // Objects
  [
    '所在区域没有填写，请补上六位行政区划代码或区县名称。',
    'The region is missing. Add its six-digit code or the name of the county.',
  ],
  ['所在区域没有填写，按本单位辖区（{}）记录。', 'The region is missing; it is recorded as that of the agency ($1).'],
  [
    '“{}”不是六位行政区划代码，也不是本单位辖区内的区县名称。请改正。',
    '“$1” is neither a six-digit region code nor the name of a county of the agency. Correct it.',
  ],
  [
    '“{}”不在本单位辖区（{}）内。请核对，或改由所在地单位导入。',
    '“$1” is outside the territory of the agency ($2). Check it, or let the agency there import it.',
  ],
  [
    '排污许可管理类别没有填写，按“未纳入排污许可”记录。请核对。',
    '排污许可管理类别 is missing; it is recorded as under no permit. Check it.',
  ],
  [
    '行业类型没有填写，本地方案按行业标识和抽查，已导入，请补上。',
    '行业类型 is missing and the local scheme draws by it; the row was imported. Add it.',
  ],
  [
    '标识“{}”不在本地方案列出的要素之内，已保留。方案列出：{}。',
    'The tag “$1” is none that the local scheme lists; it was kept. Listed are: $2.',
  ],
  [
    '在建工程建设项目没有填写检查时限，请按市局下发的名单补上。',
    'A construction project has no 检查时限. Add it from the list that was handed down.',
  ],
  // Inspectors
  [
    '业务专长没有填写，按专长组队时不会选到这个人。',
    '业务专长 is missing: a team by speciality will not have this person.',
  ],
  [
    '类型“{}”不在本地方案列举的类型之内，已保留。方案列举：{}。',
    'The kind “$1” is none that the local scheme lists; it was kept. Listed are: $2.',
  ],
  [
    '没有执法证有效期的日常监管人员可以参加检查，不能任小组长，已按“否”导入。持有执法证的请补上有效期。',
    'Supervisors without the end of a certificate may inspect and not lead; imported as 否. Add the day where there is a certificate.',
  ],
  ['按本地方案，名录不收“{}”人员{}。可收：{}。', 'By the local scheme the directory takes in no “$1”$2. It takes: $3.'],
  ['辅助检查人员和专家须填写{}，请补上。', 'Auxiliaries and experts need $1. Add it.'],
  [
    '执法证已于 {} 到期，换证前不会被抽到。',
    'The certificate ended on $1; until it is renewed this person is not drawn.',
  ],
  [
    '执法证有效期没有填写，无法按日期判断是否有效，请补上。',
    '执法证有效期 is missing, so nobody can tell whether the certificate is good. Add it.',
  ],
  [
    '写了回避原因，没有写回避对象的信用代码，无法执行回避，请补上。',
    'There is a reason for a recusal and no credit code, so it cannot be kept to. Add the code.',
  ],
  ['回避原因没有填写，请补上。', '回避原因 is missing. Add it.'],
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
    '{} 自 {} 起在本平台抽取，却没有编号为“{}”的任务（或已作废）。请填写抽中这个对象的任务编号（sunlot task list 可查）；{}。',
    '$1 draws here since $2 and has no task “$3” (or it is void). Fill in the task that drew this unit (sunlot task list); $4.',
  ],
  [
    '这次检查已由 {} 登记，内容与本行不同，以其登记为准，没有改动。有误请联系该单位更正。',
    '$1 has recorded this visit otherwise; its record stands and nothing was changed. Ask that agency where it is wrong.',
  ],
  [
    '任务 {} 已经办结（或当年的计划已经办结），不再登记或更正检查，本行没有改动。',
    'The task $1 or its plan is closed: no visit is recorded or corrected any more, and the row changed nothing.',
  ],
  // Visits: who, what and when
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
  ['（另有辅助人员、专家 {} 人，不计入）', ' ($1 auxiliaries or experts do not count)'],
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
  ['{} 在今天（{}）之后，还没有发生。请核对。', '$1 is after today ($2) and has not come. Check it.'],
  [
    '{} 在今天（{}）之后：名录里原有的一行管到那一天。请核对。',
    '$1 is after today ($2): the row that the directory had holds until that day. Check it.',
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
    '“{}”须与其他部门一起检查，这一行既不是“部门联合”，也没有配合部门人员，不计入“{}”的完成数。请核对任务类型。',
    '“$1” is inspected with other departments; this row is neither 部门联合 nor names people of one, and does not count as completed for “$2”. Check 任务类型.',
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
    '既写了公示日期，又写了不予公开依据。请核对是否只公示了一部分。',
    'There are both 公示日期 and 不予公开依据. Check whether only a part was published.',
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
    '写了批准人，没有写偏离理由，也没有写不予公开依据。请补上所批准的理由或依据，或删去批准人。',
    'There is a 批准人, but neither 偏离理由 nor 不予公开依据. Write the reason or the ground that was approved, or leave out 批准人.',
  ],
  // Items and joint items
  [
    '{}没有填写，已导入并标为“信息不全”；无法律依据不检查，请补上。',
    '$1 is missing; imported and flagged as incomplete. Nothing is inspected without a legal basis. Add it.',
  ],
  ['“{}”里有认不出的检查方式，可用：{}。', '“$1” has a way of inspecting that is not known. There are: $2.'],
  [
    '监管事项不在本地方案的目录里，已照原样保留，请核对。可用：{}。',
    '监管事项 is not in the catalogue of the local scheme; it was kept as it is. Check it. There are: $1.',
  ],
  ['方式没有填写，协商时须补充明确。', '方式 is missing: agree on it in the consultation.'],
  ['要求没有填写，协商时须补充明确。', '要求 is missing: agree on it in the consultation.'],
  ['“{}”既是牵头部门又是配合部门，请改正其中一项。', '“$1” both leads and takes part. Correct one of the two.'],
  // A cell that is missing, whichever it is
  ['{}没有填写{}，已导入并标为“信息不全”，请补上。', '$1 is missing$2; imported and flagged as incomplete. Add it.'],
  ['{}没有填写，请补上。', '$1 is missing. Add it.'],
  // A clause of the scheme: its place and phrase, or its place alone
  ['（{}）', ' ($1)'],
  ['{}「{}」', '$1 “$2”'],
];
