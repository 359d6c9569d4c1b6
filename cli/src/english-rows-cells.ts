import type { Templates } from './english-templates.ts';

/** What is said of a cell of any table, and of rows that meet each other. */
export const CELL_ROWS: Templates = [
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
  [
    '同一次检查（同一天、同一方式）在任务 {} 名下登记的结果是“{}”，这里是“{}”。登记错了的，改好那一条后导入（import visits）；两个任务查的事项不同，或者确是两次检查的，不用改。',
    'The same visit (day and method) is recorded under task $1 with the result “$2”, and here it is “$3”. Where one is wrong, correct that record and import it again (import visits); where the tasks asked for other items, or there were two visits, leave both.',
  ],
  [
    '同一次检查（同一天、同一方式）在任务 {} 名下登记的检查人员是 {}，这里是 {}，会各计一次。合并为一次的，每个编号都写实际去的人，改好那一条后导入（import visits）；两组都去了的，不用改。',
    'The same visit (day and method) is recorded under task $1 with the inspectors $2, and here with $3: each counts once. Where one visit served both, each number names the people who went: correct that record and import it again (import visits); where both teams went, leave both.',
  ],
  ['没有任务编号', 'no task'],
  ['任务编号 {}', 'task $1'],
  [
    '与第 {} 行重复，同一来源的职责只写一行，请删去一行。',
    'It repeats row $1; a duty of one source stands once. Remove one of them.',
  ],
  ['与第 {} 行重复。请只保留一行，或改用不同的序号。', 'It repeats row $1. Keep one of them, or use another serial.'],
  ['序号 {} 与第 {} 行相同，请改正。', 'The serial $1 is that of row $2. Correct it.'],
];
