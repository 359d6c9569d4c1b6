import { type Role, roles, rolesInEnglish } from '@sunlot/contract/roles.ts';
import { TOPIC_NAMES } from '@sunlot/server/packs/rule-words.ts';
import { type Templates, translator } from './english-templates.ts';

/** What a rule of a pack asks for, as `ruleWords` puts it; names, grounds and channels keep the words of the scheme. */
export const RULE_WORDS: Templates = [
  ['内部联合抽查占全部随机抽查{}', 'internally joint visits among all random ones: $1'],
  ['按信用分级抽取占全部随机抽查{}', 'drawn by credit-risk grade among all random ones: $1'],
  ['检查人员参与率{}', 'inspectors who took part: $1'],
  ['结果公开率{}', 'results published: $1'],
  ['计划目标{}', 'target of the plan: $1'],
  ['{}已查的再抽{}', 'drawn again of what $1 inspected: $2'],
  ['{}不少于{}次部门联合抽查', '$1 at least $2 interdepartmental inspections'],
  ['数量由{}确定', 'numbers set by $1'],
  ['{}一律部门联合检查', '$1: always inspected with other departments'],
  ['由{}抽取（{}）', 'drawn by $1 ($2)'],
  ['在外抽取的不计入随机抽查', 'what others drew does not count as random'],
  ['{}纳入年度计划', '$1 belong to the annual plan'],
  ['同一对象{}日内达{}次的提示错开', 'a warning at $2 visits to one unit within $1 days'],
  ['同一区域一周超过{}家次的提示', 'a warning beyond $1 visits a week in one area'],
  ['{}年内每家至少一次（自{}起）', 'every unit at least once in $1 years (from $2)'],
  ['{}年内每家至少一次', 'every unit at least once in $1 years'],
  ['每年每家至少一次（自{}起）', 'every unit at least once a year (from $1)'],
  ['每年每家至少一次', 'every unit at least once a year'],
  ['每名在岗检查人员每年{}家', '$1 units a year for each inspector on duty'],
  ['每家{}次', '$1 times each'],
  ['一次抽定', 'drawn at once'],
  ['须现场检查', 'on site only'],
  ['非现场', 'off site'],
  ['比例自定（{}），依据：{}', 'a ratio of its own ($1), by: $2'],
  ['方案没有写比例', 'the scheme states no ratio'],
  ['依次为{}', 'in this order: $1'],
  ['都不是的为{}', 'any other: $1'],
  ['同一对象同一事项一年不超过{}次（{}除外）', 'one unit and item at most $1 times a year (not $2)'],
  ['同一对象同一事项一年不超过{}次', 'one unit and item at most $1 times a year'],
  ['同一对象一年不超过{}次（{}除外）', 'one unit at most $1 times a year (not $2)'],
  ['同一对象一年不超过{}次', 'one unit at most $1 times a year'],
  ['上级本年查过未发现问题的{}可以剔除', '$1 that the level above found clean this year may be left out'],
  ['上级本年查过未发现问题的{}剔除', '$1 that the level above found clean this year are left out'],
  ['{}可随时抽取', '$1 may be drawn at any time'],
  ['{}月{}日前', 'by month $1, day $2'],
  ['由{}起草和送审', 'drafted and submitted by: $1'],
  ['印发后{}个工作日内，{}', 'within $1 working days of the issue, $2'],
  ['按月公开，{}', 'published monthly, $1'],
  ['{}后{}个工作日内，{}', 'within $2 working days of $1, $3'],
  ['{}，{}填报，报{}', '$1, filled in by $2, for $3'],
  ['{}，每季度最后 {} 个工作日报{}', '$1, in the last $2 working days of a quarter, for $3'],
  ['{}，每季度结束后 {} 个工作日内报{}', '$1, within $2 working days after a quarter, for $3'],
  ['{}须经批准', '$1 need an approval'],
  ['先非现场的对象（{}）', 'units looked at from afar first ($1)'],
  ['仍到现场的情形：{}', 'what lets somebody go there all the same: $1'],
  ['保存不少于{}年，{}保管', 'kept at least $1 years by $2'],
  [
    '不少于{}人，持执法证的不少于{}人，超过{}人须说明（{}）',
    'at least $1 people, $2 with a certificate, a reason beyond $3 ($4)',
  ],
  ['不少于{}人，持执法证的不少于{}人（{}）', 'at least $1 people, $2 with a certificate ($3)'],
  ['不少于{}人，超过{}人须说明（{}）', 'at least $1 people, a reason beyond $2 ($3)'],
  ['不少于{}人（{}）', 'at least $1 people ($2)'],
  ['应当不公开：{}', 'must stay closed: $1'],
  ['可以不公开：{}', 'may stay closed: $1'],
  ['不含{}', 'without $1'],
  ['不定向：{}', 'without a filter: $1'],
  ['可按标识定向：{}', 'inside tags: $1'],
  ['本年内其他部门的结果予以承认', 'results of other departments of the year are recognised'],
  ['本计划期内其他部门的结果予以承认', 'results of other departments of the planning period are recognised'],
  ['{}可相互替代', '$1 may stand in for each other'],
  ['计划重叠时提示联合', 'where plans overlap, a joint inspection is proposed'],
  ['{} 权重 {}', '$1 weight $2'],
  ['分级抽取', 'drawn by grade'],
  ['须有{}', 'needs: $1'],
  ['同期重复的不予发起', 'a second one of the same time is refused'],
  ['同期重复的提示合并', 'a second one of the same time: merging is proposed'],
  ['当事人没有签字的须有{}', 'without a signature: $1'],
  ['全程使用执法记录仪', 'recorded by a body camera throughout'],
  ['检查表先列排污许可证载明事项', 'the form begins with what the permit states'],
  ['摘要算法 {}', 'digest $1'],
  ['每席至少 {} 人可选', 'at least $1 to choose from for a seat'],
  ['候补 {} 家', '$1 in reserve'],
  ['人不够时依次：{}', 'where people lack, in this order: $1'],
  ['{}须为不同的人', '$1 are different people'],
  ['上级单位的{}必须到场', '$1 of the level above must be there'],
  ['上级单位的{}可以到场', '$1 of the level above may be there'],
  ['{}必须到场', '$1 must be there'],
  ['{}可以到场', '$1 may be there'],
  ['事由：{}', 'reasons: $1'],
  ['计划由{}、作废抽取由{}、人工改类由{}批准', 'approve: plan $1, void draw $2, class by hand $3'],
  ['{}批准', 'approved by $1'],
  ['入企前先看能否{}（{}）', 'before going there: $1 ($2)'],
  ['入企前先看能否{}', 'before going there: $1'],
  ['{}须先会商', '$1 are consulted about first'],
  ['{}发现问题移交{}', 'what $1 find goes to $2'],
  ['即时上传{}', 'uploaded at once to $1'],
  ['按时上传{}', 'uploaded in time to $1'],
  ['{}每项扣 {} 分', '$1: $2 points off each'],
  ['{} {} 分', '$1: $2 points'],
  ['检查时查所涉全部事项', 'all items concerned are inspected'],
  ['必填{}', 'required: $1'],
  ['{}核对一次', 'reviewed $1'],
  ['{} 至 {}', '$1 to $2'],
  ['全年不低于{}', 'of the year at least $1'],
  ['每年不低于{}', 'a year at least $1'],
  ['每半年不低于{}', 'a half-year at least $1'],
  ['每季度不低于{}', 'a quarter at least $1'],
  ['每月不低于{}', 'a month at least $1'],
  ['每年{}至{}', 'a year $1 to $2'],
  ['每半年{}至{}', 'a half-year $1 to $2'],
  ['每季度{}至{}', 'a quarter $1 to $2'],
  ['每月{}至{}', 'a month $1 to $2'],
  ['不低于{}', 'at least $1'],
  ['对象：{}', 'units: $1'],
  ['人员：{}', 'people: $1'],
  ['未发现问题：{}', 'nothing found: $1'],
  ['发现问题：{}', 'something found: $1'],
  ['现场：{}', 'on site: $1'],
  ['非现场：{}', 'off site: $1'],
  ['每年', 'a year'],
  ['每半年', 'every half-year'],
  ['每季度', 'every quarter'],
  ['每月', 'every month'],
  ['结果认定', 'the determination'],
  ['检查结束', 'the end of the visit'],
  ['任务完成', 'the completion of the task'],
  ['市级', 'the city'],
  ['新区本级', 'the new area'],
  ['县级', 'counties'],
  ['本单位', 'the agency itself'],
  ['牵头部门', 'the lead department'],
  ['日常检查', 'daily'],
  ['专项检查', 'campaigns'],
  ['内部联合检查', 'internally joint'],
  ['部门联合检查', 'interdepartmental'],
  ['互认', 'recognise'],
  ['合并', 'merge'],
  ['联合', 'join'],
  ['不入企', 'stay away'],
  ['理由', 'a reason'],
  ['批准', 'an approval'],
  ['重新公开', 'publication anew'],
  ['法律依据', 'a legal basis'],
  ['清单内事项', 'items of the list'],
  ['计划', 'a plan'],
  ['原因', 'why'],
  ['证据固定', 'evidence secured'],
  ['换对象专业席', 'give up the seat by trade'],
  ['上限加一', 'one more visit a head'],
  ['借调', 'borrow'],
  ['顺延', 'postpone'],
  ['执法人员', 'enforcement officers'],
  ['日常监管人员', 'daily supervisors'],
  ['辅助人员', 'auxiliaries'],
  ['专家', 'experts'],
  ['发起人', 'who initiates'],
  ['见证人', 'the witness'],
  ['批准更换的人', 'who approves a replacement'],
  ['对象', 'units'],
  ['事项', 'items'],
  ['SM3（国密）', 'SM3'],
  ['无', 'none'],
  ['是', 'yes'],
  ['否', 'no'],
];

const ROLES: Templates = (Object.keys(roles) as Role[]).map((role) => [roles[role], rolesInEnglish[role]]);
const WORDS = new Map([...ROLES, ...RULE_WORDS.filter(([chinese]) => !chinese.includes('{}'))]);
const hasComma = ([chinese]: Templates[number]) => chinese.includes('，');
const TOPICS: Templates = Object.entries(TOPIC_NAMES).map(([topic, name]) => [
  `${name}：{}`,
  `${topicInEnglish(topic)}: $1`,
]);
const SENTENCES = [...RULE_WORDS.filter(([chinese]) => chinese.includes('{}')), ...TOPICS];
const clause = translator(SENTENCES.filter(hasComma));
const phrase = translator(SENTENCES.filter((one) => !hasComma(one)));

/** `interdepartmentalFigures` → interdepartmental figures. */
export function topicInEnglish(topic: string): string {
  return topic.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The same in English, sentence by sentence; what the scheme itself says stays as it is. */
export function ruleInEnglish(words: string): string {
  return divided(words, '；', (part) => {
    const [, level = '', rest = part] = /^(市级|新区本级|县级) (.+)$/u.exec(part) ?? [];
    const whole = clause(rest);
    const told = whole === rest ? divided(rest, '，', pieceInEnglish) : membersOf(whole);
    return level === '' ? told : `${WORDS.get(level)}: ${told}`;
  });
}

function pieceInEnglish(piece: string): string {
  const list = listed(piece);
  if (list !== piece) return list;
  const told = phrase(piece);
  return told === piece ? piece : membersOf(told);
}

/** Divided outside of brackets; where nothing of it is known it is one text of the scheme. */
function divided(text: string, mark: '；' | '，', say: (part: string) => string): string {
  const parts = text.split(new RegExp(`${mark}(?![^（]*）)`, 'u'));
  const told = parts.map(say);
  return told.every((part, i) => part === parts[i]) ? text : told.join(mark === '；' ? '; ' : ', ');
}

/** Lists inside a sentence that was translated. */
function membersOf(sentence: string): string {
  return sentence.replace(/[^ :(),]*\p{Script=Han}[^ :(),]*/gu, listed);
}

/** A list of words or sentences of the program, each of them known: a name of the scheme may have the same marks. */
function listed(text: string): string {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const told = (one: string) => WORDS.get(one) ?? membersOf(phrase(one));
  for (const [mark, english] of [
    ['、', ', '],
    ['或', ' or '],
  ] as const) {
    const words = text.split(mark);
    if (words.length > 1 && words.every((one) => told(one) !== one)) return words.map(told).join(english);
  }
  return text;
}
