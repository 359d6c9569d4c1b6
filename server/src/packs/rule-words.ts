import { roles } from '@sunlot/contract/roles.ts';
import type { Ratio } from '@sunlot/core/basics/ratios.ts';
import type { TaskType } from '@sunlot/core/policy/facts.ts';
import type { AnyRule, Pack, Strictness } from '@sunlot/core/policy/pack.ts';
import { className, ratioText } from '@sunlot/core/policy/plan.ts';
import type { DRAW_PARTS, RuleValues, Topic } from '@sunlot/core/policy/rule-topics.ts';

/** What a rule asks for, in the words of an office. Schemes are Chinese, and so is what is said of them. */
export function ruleWords(pack: Pack, rule: AnyRule): string {
  const say = WORDS[rule.topic] as ((value: unknown, named: Named) => string) | undefined;
  return say ? say(rule.value, (cls) => className(pack, cls)) : valueWords(rule.value);
}

export const STRICTNESS: Readonly<Record<Strictness, string>> = {
  hard: '必须',
  principle: '原则上',
  soft: '提示',
  info: '仅显示',
};

export const LEVEL_NAMES: Readonly<Record<string, string>> = { municipal: '市级', newArea: '新区本级', county: '县级' };

type Named = (cls: string) => string;
type Words = { readonly [T in Topic]?: (value: RuleValues[T], named: Named) => string };

const EVERY: Readonly<Record<RuleValues['ratio']['every'], string>> = {
  year: '每年',
  halfYear: '每半年',
  quarter: '每季度',
  month: '每月',
};
const STARTS = { resultDetermined: '结果认定', inspectionEnd: '检查结束', taskCompleted: '任务完成' } as const;

const least = ({ min }: { readonly min: Ratio }) => `不低于${ratioText(min)}`;

const WORDS: Words = {
  ratio: ({ every, min, max, times, draw, offSite, onSite }) =>
    [
      max ? `${EVERY[every]}${ratioText(min)}至${ratioText(max)}` : `${EVERY[every]}${least({ min })}`,
      ...(times ? [`每家${times}次`] : []),
      ...(draw === 'once' ? ['一次抽定'] : []),
      ...(offSite ? ['非现场'] : []),
      ...(onSite ? ['须现场检查'] : []),
    ].join('，'),
  ownRatio: ({ every, grounds }) =>
    `比例自定（${every.map((unit) => EVERY[unit]).join('或')}），依据：${grounds.join('、')}`,
  annualRatio: (value) => `全年${least(value)}`,
  coverage: ({ years, from }) => `${years === 1 ? '每年' : `${years}年内`}每家至少一次${from ? `（自${from}起）` : ''}`,
  headcount: ({ objectsPerOfficer }) => `每名在岗检查人员每年${objectsPerOfficer}家`,
  redraw: ({ min, among }) => `${LEVEL_NAMES[among]}已查的再抽${least({ min })}`,
  internalJointShare: (value) => `内部联合抽查占全部随机抽查${least(value)}`,
  creditShare: (value) => `按信用分级抽取占全部随机抽查${least(value)}`,
  interdepartmental: ({ every, min }) => `${EVERY[every]}不少于${min}次部门联合抽查`,
  interdepartmentalFigures: ({ setBy }) => `数量由${setBy}确定`,
  jointDraw: ({ classes, drawnBy, by, countsElsewhere }, named) =>
    [
      ...(classes.length > 0 ? [`${classes.map(named).join('、')}一律部门联合检查`] : []),
      `由${drawnBy.map((one) => (one === 'own' ? '本单位' : '牵头部门')).join('或')}抽取（${by}）`,
      ...(countsElsewhere ? [] : ['在外抽取的不计入随机抽查']),
    ].join('；'),
  planKinds: ({ types }) => `${tasks(types)}纳入年度计划`,
  stagger: ({ tasks: most, days, perWeek }) =>
    `同一对象${days}日内达${most}次的提示错开${perWeek ? `，同一区域一周超过${perWeek}家次的提示` : ''}`,
  participation: (value) => `检查人员参与率${least(value)}`,
  publicationRate: (value) => `结果公开率${least(value)}`,
  target: (value) => `计划目标${least(value)}`,
  floor: ({ coverageYears }) => `${coverageYears}年内每家至少一次`,
  noRatio: () => '方案没有写比例',
  precedence: ({ order, otherwise }, named) => `依次为${order.map(named).join('、')}；都不是的为${named(otherwise)}`,
  cap: ({ max, per, exemptClasses }, named) =>
    `同一对象${per === 'item' ? '同一事项' : ''}一年不超过${max}次${
      exemptClasses.length > 0 ? `（${exemptClasses.map(named).join('、')}除外）` : ''
    }`,
  exemption: ({ per, apply }) =>
    `上级本年查过未发现问题的${per === 'item' ? '事项' : '对象'}${apply ? '剔除' : '可以剔除'}`,
  adHoc: ({ classes }, named) => `${classes.map(named).join('、')}可随时抽取`,
  classMap: ({ rows }, named) =>
    Object.entries(rows)
      .map(([row, cls]) => `${row}→${named(cls)}`)
      .join('、'),
  planDue: ({ month, day }) => `${month}月${day}日前`,
  planDrafters: ({ roles: named }) => `由${named.map(roleName).join('、')}起草和送审`,
  planPublication: ({ workingDays, channel }) => `印发后${workingDays}个工作日内，${channel}`,
  publication: (value) =>
    value.kind === 'monthly'
      ? `按月公开，${value.channel}`
      : `${STARTS[value.from]}后${value.workingDays}个工作日内，${value.channel}`,
  statisticsTable: ({ name, by, receivers }) => `${name}，${by}填报，报${receivers.join('、')}`,
  quarterlySummary: reportWords,
  quarterlyStatistics: reportWords,
  methods: ({ list, approval, offSiteFirst, triggers }) => {
    const needing = list.filter(({ id }) => approval.includes(id)).map(({ text }) => text);
    return [
      list.map(({ text }) => text).join('、'),
      ...(needing.length > 0 ? [`${needing.join('、')}须经批准`] : []),
      ...(offSiteFirst ? [`先非现场的对象（${offSiteFirst.source}）`] : []),
      ...(triggers.length > 0 ? [`仍到现场的情形：${triggers.map(({ text }) => text).join('、')}`] : []),
    ].join('；');
  },
  archive: ({ years, custodian }) => `保存不少于${years}年，${custodian}保管`,
  group: ({ min, certified, maxWithoutReason, seats }) =>
    `不少于${min}人${certified ? `，持执法证的不少于${certified}人` : ''}${maxWithoutReason ? `，超过${maxWithoutReason}人须说明` : ''}（${seats.map(({ name }) => name).join('、')}）`,
  secrecy: ({ mode, grounds }) => `${mode === 'mandatory' ? '应当' : '可以'}不公开：${grounds.join('、')}`,
  silence: ({ list }) => list.map(({ topic, reading }) => `${TOPIC_NAMES[topic]}：${reading}`).join('；'),
  scope: ({ taskTypes, outside }) => `${tasks(taskTypes)}${outside.length > 0 ? `；不含${outside.join('、')}` : ''}`,
  targeting: ({ untargeted, withinTags }) => `不定向：${tasks(untargeted)}；可按标识定向：${tasks(withinTags)}`,
  recognition: ({ within }) => `${within === 'year' ? '本年' : '本计划期'}内其他部门的结果予以承认`,
  replaceable: ({ either }) => `${tasks(either)}可相互替代`,
  overlap: () => '计划重叠时提示联合',
  credit: ({ weights, stratify }) =>
    `${Object.entries(weights)
      .map(([grade, weight]) => `${grade} 权重 ${weight}`)
      .join('、')}${stratify ? '，分级抽取' : ''}`,
  planAdjustment: ({ needs }) => `须有${needs.map((need) => NEEDS[need]).join('、')}`,
  documents: ({ cases, bodyCamera, unsignedNeeds = [], checklist }) =>
    [
      ...cases.map(({ when, required }) => `${CASES[when]}：${required.join('、') || '无'}`),
      ...(unsignedNeeds.length > 0
        ? [`当事人没有签字的须有${unsignedNeeds.map((need) => UNSIGNED[need]).join('、')}`]
        : []),
      ...(bodyCamera ? ['全程使用执法记录仪'] : []),
      ...(checklist ? ['检查表先列排污许可证载明事项'] : []),
    ].join('；'),
  draw: ({ profile, minChoice, reserve, fallback }) =>
    `摘要算法 ${profile === 'gm' ? 'SM3（国密）' : 'SHA-256'}，每席至少 ${minChoice} 人可选，候补 ${reserve} 家，人不够时依次：${fallback.map((way) => FALLBACKS[way]).join('、')}`,
  separation: ({ roles: apart }) => `${apart.map(roleName).join('、')}须为不同的人`,
  witness: ({ required, role, from }) =>
    `${from === 'above' ? '上级单位的' : ''}${roleName(role)}${required ? '必须' : '可以'}到场`,
  substitution: ({ approver, reasons }) => `${roleName(approver)}批准；事由：${reasons.join('、')}`,
  approvals: ({ plan, voidDraw, override }) =>
    `计划由${roleName(plan)}、作废抽取由${roleName(voidDraw)}、人工改类由${roleName(override)}批准`,
  leastBurden: ({ offers, offSiteWhen }) =>
    `入企前先看能否${offers.map((offer) => OFFERS[offer]).join('、')}${offSiteWhen ? `（${offSiteWhen.source}）` : ''}`,
  guard: ({ needs, merge }) =>
    `须有${needs.map((need) => NEEDS[need]).join('、')}；同期重复的${merge === 'refuse' ? '不予发起' : '提示合并'}`,
  admission: ({ staffKinds }) => staffKinds.map((kind) => STAFF[kind]).join('、'),
  consultation: ({ before }) => `${tasks(before)}须先会商`,
  handOver: ({ from, to }) => `${from.map((kind) => STAFF[kind]).join('、')}发现问题移交${STAFF[to]}`,
  upload: ({ within, to }) => `${within === 'atOnce' ? '即时' : '按时'}上传${to}`,
  auxiliaries: ({ kinds }) => kinds.join('、'),
  experts: ({ kinds }) => kinds.join('、'),
  evaluation: ({ minimums, start, shares, deductions }) =>
    [
      ...[minimums, ...shares, start].flatMap((one) => one ?? []).map(({ text, points }) => `${text} ${points} 分`),
      ...deductions.map(({ text, points }) => `${text}每项扣 ${points} 分`),
    ].join('；'),
  liability: ({ conditions }) => conditions.join('；'),
  items: ({ list, expandAll }) => `${list}${expandAll ? '，检查时查所涉全部事项' : ''}`,
  tags: ({ objects, inspectors }) => `对象：${objects.join('、') || '无'}；人员：${inspectors.join('、') || '无'}`,
  directory: ({ required, reviewEvery }) =>
    `必填${required.map(({ text }) => text).join('、')}；${EVERY[reviewEvery]}核对一次`,
  personFields: ({ required }) => `必填${required.map(({ text }) => text).join('、')}`,
  planPeriod: ({ from, to }) => `${from} 至 ${to}`,
  planTable: ({ title }) => title,
  wordings: ({ list, mayAdd }) => `${list.map(({ text }) => text).join('、')}${mayAdd ? '等' : ''}`,
};

/** The last working days of a quarter, or the first after it. */
function reportWords({ name, workingDays, edge, receivers }: RuleValues['quarterlySummary']): string {
  const days = edge === 'before' ? `每季度最后 ${workingDays} 个工作日` : `每季度结束后 ${workingDays} 个工作日内`;
  return `${name}，${days}报${receivers.join('、')}`;
}

const UNSIGNED = { reason: '原因', fixation: '证据固定' } as const;
const tasks = (types: readonly TaskType[]) => types.map((type) => TASKS[type]).join('、') || '无';
const TASKS: Readonly<Record<TaskType, string>> = {
  daily: '日常检查',
  campaign: '专项检查',
  internalJoint: '内部联合检查',
  interdepartmentalJoint: '部门联合检查',
};
const OFFERS = { recognise: '互认', merge: '合并', joint: '联合', offSite: '不入企' } as const;
const NEEDS = {
  reason: '理由',
  approval: '批准',
  republication: '重新公开',
  legalBasis: '法律依据',
  itemOnList: '清单内事项',
  inPlan: '计划',
} as const;
const CASES = { noProblem: '未发现问题', problem: '发现问题', onSite: '现场', offSite: '非现场' } as const;
const FALLBACKS = { swapObjectSeat: '换对象专业席', 'cap+1': '上限加一', borrow: '借调', postpone: '顺延' } as const;
const STAFF = {
  enforcement: '执法人员',
  dailySupervision: '日常监管人员',
  auxiliary: '辅助人员',
  expert: '专家',
} as const;

/** A role of the product by its name; a function inside a draw by its own. */
function roleName(id: string): string {
  const named: Readonly<Record<string, string>> = { ...roles, ...FUNCTIONS };
  return named[id] ?? id;
}
const FUNCTIONS: Readonly<Record<(typeof DRAW_PARTS)[number], string>> = {
  initiator: '发起人',
  witness: '见证人',
  substitutionApprover: '批准更换的人',
};

/** Any other value: its texts in order, the names of fields left out where a text stands for the whole. */
function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(valueWords).join('、');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('p' in value && 'q' in value) return ratioText(value as Ratio);
  for (const name of ['source', 'text', 'name', 'label', 'list', 'fields', 'cases'] as const) {
    if (name in value) return valueWords((value as Record<string, unknown>)[name]);
  }
  return Object.entries(value)
    .map(([key, part]) => `${key} ${valueWords(part)}`)
    .join('，');
}

/** The heading under which a topic stands. */
export const TOPIC_NAMES: Readonly<Record<Topic, string>> = {
  precedence: '类别先后',
  ratio: '抽查比例',
  ownRatio: '自定比例',
  annualRatio: '全年比例',
  coverage: '全覆盖',
  headcount: '按人定数',
  redraw: '再次抽查',
  internalJointShare: '内部联合占比',
  creditShare: '信用分级占比',
  interdepartmental: '部门联合次数',
  interdepartmentalFigures: '部门联合数量',
  jointDraw: '跨部门抽取',
  planKinds: '计划类型',
  stagger: '错开时间',
  participation: '参与率',
  publicationRate: '公开率',
  target: '计划目标',
  floor: '省级底线',
  noRatio: '没有比例',
  silence: '方案未写',
  scope: '适用范围',
  targeting: '定向与不定向',
  classMap: '表行归类',
  cap: '次数上限',
  exemption: '剔除',
  recognition: '结果互认',
  replaceable: '可相互替代',
  overlap: '联合提醒',
  credit: '信用分级',
  planDue: '计划期限',
  planDrafters: '计划起草',
  planPublication: '计划公开',
  planFields: '计划内容',
  planTable: '计划表',
  planPeriod: '计划年度',
  planAdjustment: '计划调整',
  publication: '结果公开',
  statisticsTable: '统计表',
  quarterlySummary: '季度总结',
  quarterlyStatistics: '季度统计',
  archive: '归档',
  documents: '检查文书',
  wordings: '结果表述',
  secrecy: '不予公开',
  grounds: '针对性检查情形',
  matters: '抽查内容',
  items: '抽查事项',
  jointItems: '联合事项',
  group: '检查小组',
  draw: '抽取',
  separation: '不得兼任',
  witness: '见证',
  substitution: '调整更换',
  approvals: '批准',
  leastBurden: '减轻负担',
  guard: '发起条件',
  methods: '检查方式',
  adHoc: '随时抽取',
  personFields: '人员名录要求',
  admission: '人员入库',
  consultation: '事先会商',
  auxiliaries: '辅助人员',
  experts: '专家',
  handOver: '问题移交',
  upload: '上传',
  evaluation: '评估分值',
  liability: '免于追责',
  study: '查前准备',
  followUp: '后续处理',
  discipline: '工作纪律',
  organisation: '组织分工',
  systems: '系统',
  penalties: '处罚公开',
  partners: '联合部门',
  tags: '标识',
  channels: '公开渠道',
  standards: '标准',
  directory: '名录要求',
};
