import { CREDIT_GRADES, readsName, refuseWords } from './condition-words.ts';
import type { Condition } from './conditions.ts';
import { type Path, refuse } from './decode.ts';
import { DIRECTORY_FIELDS } from './directory-fields.ts';
import type { Method } from './facts.ts';
import type { AnyRule, Pack, Strictness } from './pack.ts';
import { idsOf, type Place, refuseOthers, refuseTwice, wordsOf } from './place.ts';
import { checkDay, checkPlanFields, checkPlanTable, checkSpan } from './plan-references.ts';
import { DRAW_PARTS, type RuleValues, type Topic } from './rule-topics.ts';
import { SEAT_NEEDS, SUPPORT_SEATS } from './support.ts';

/** What the value of a rule refers to, topic by topic: each word must be one that the pack or the program knows. */
export function checkValue(pack: Pack, rule: AnyRule, place: Place): void {
  const check = CHECKS[rule.topic] as ((value: unknown, known: Known) => void) | undefined;
  check?.(rule.value, { ...place, pack, strictness: rule.strictness });
}

/** The pack whose rule it is, how binding that is, and where its value stands. */
interface Known extends Place {
  readonly pack: Pack;
  readonly strictness: Strictness;
}

const CHECKS: { readonly [T in Topic]?: (value: RuleValues[T], known: Known) => void } = {
  precedence: ({ order }, { at, faults }) => {
    refuseTwice(wordsOf(order, [...at, 'order']), faults, '类别');
  },
  redraw: ({ among }, { at, faults, pack }) => {
    const known = pack.levels.map(({ id }) => id);
    refuseOthers([{ id: among, at: [...at, 'among'] }], { what: '层级', known, faults });
  },
  classMap: ({ rows }, { at, faults, pack }) => {
    const entries = Object.entries(rows).flatMap(([row, cls]) =>
      [row, cls].map((id) => ({ id, at: [...at, 'rows', row] })),
    );
    refuseOthers(entries, { what: '类别', known: classesOf(pack), faults });
  },
  adHoc: ({ classes }, { at, faults, pack }) => {
    refuseOthers(wordsOf(classes, [...at, 'classes']), { what: '类别', known: classesOf(pack), faults });
  },
  replaceable: ({ either }, { at, faults }) => {
    refuseTwice(wordsOf(either, [...at, 'either']), faults, '任务类型');
  },
  recognition: ({ within }, { at, faults, pack }) => {
    if (within === 'planPeriod' && !hasRule(pack, 'planPeriod'))
      refuse([...at, 'within'], faults, '没有规则 planPeriod，计划期不知从何日起，请补写 planPeriod 或改为 year。');
  },
  credit: checkCredit,
  planDue: (value, { at, faults }) => {
    const due = checkDay([value.month, value.day], { at: [...at, 'day'], faults });
    const remind = checkDay([value.remindMonth, value.remindDay], { at: [...at, 'remindDay'], faults });
    if (due !== undefined && remind !== undefined && due < remind)
      refuse([...at, 'remindMonth'], faults, `提醒日 ${remind} 晚于期限 ${due}，提醒不会出现，请改早。`);
  },
  planPeriod: checkSpan,
  planFields: checkPlanFields,
  planTable: checkPlanTable,
  quarterlySummary: checkBefore,
  quarterlyStatistics: checkBefore,
  documents: ({ cases }, { at, faults }) => {
    cases.forEach(({ required, forbiddenByDefault }, i) => {
      forbiddenByDefault.forEach((paper, j) => {
        if (required.includes(paper))
          refuse([...at, 'cases', i, 'forbiddenByDefault', j], faults, `“${paper}”同时写在 required 里，请删去一处。`);
      });
    });
  },
  wordings: ({ list }, { at, faults }) => {
    refuseTwice(textsOf(list, [...at, 'list']), faults, '表述');
    const lacking = (['none', 'problem'] as const).filter((one) => !list.some(({ finding }) => finding === one));
    for (const one of lacking)
      refuse([...at, 'list'], faults, `没有 finding: ${one}（${FOUND[one]}）的表述，这样的结果无法登记，请补写。`);
  },
  grounds: ({ list }, { at, faults }) => {
    refuseTwice(idsOf(list, [...at, 'list']), faults);
    refuseTwice(textsOf(list, [...at, 'list']), faults, '情形');
  },
  items: ({ kinds }, { at, faults, pack }) => {
    const entries = kinds.flatMap(({ text, aliases }, i) => [
      { id: text, at: [...at, 'kinds', i, 'text'] },
      ...wordsOf(aliases, [...at, 'kinds', i, 'aliases']),
    ]);
    refuseTwice(entries, faults, '检查对象');
    kinds.forEach(({ when }, i) => {
      checkCondition(when, { at: [...at, 'kinds', i, 'when'], faults, pack }, ['event']);
    });
  },
  jointItems: ({ list }, { at, faults, pack, strictness }) => {
    if (strictness !== 'hard') return;
    const entries = list.map(({ objectKind: id }, i) => ({ id, at: [...at, 'list', i, 'objectKind'] }));
    refuseOthers(entries, { what: '检查对象', known: kindWords(pack), faults });
  },
  evaluation: ({ shares }, { at, faults }) => {
    shares.forEach(({ part, whole }, i) => {
      if (part === whole)
        refuse([...at, 'shares', i, 'whole'], faults, `与 part 同为 ${whole}，总是满分，请写另一个数。`);
    });
  },
  group: checkSeats,
  separation: ({ roles }, { at, faults }) => {
    refuseOthers(wordsOf(roles, [...at, 'roles']), { what: '抽取中的职责', known: DRAW_PARTS, faults });
    refuseTwice(wordsOf(roles, [...at, 'roles']), faults, '职责');
  },
  leastBurden: checkLeastBurden,
  methods: checkMethods,
  directory: ({ required }, { at, faults }) => {
    refuseOthers(idsOf(required, [...at, 'required']), { what: '名录字段', known: DIRECTORY_FIELDS, faults });
    refuseTwice(idsOf(required, [...at, 'required']), faults, '字段');
  },
  personFields: ({ required }, { at, faults }) => {
    refuseTwice(idsOf(required, [...at, 'required']), faults, '字段');
  },
  handOver: ({ from, to }, { at, faults }) => {
    if (from.includes(to)) refuse([...at, 'to'], faults, `“${to}”也写在 from 里，不能移交给自己，请删去一处。`);
  },
};

function classesOf({ classes }: Pack): readonly string[] {
  return classes.map(({ id }) => id);
}

/** What item lists call objects: names of classes, and the words of the 检查对象 column. Who has to come along is found by them. */
function kindWords({ classes, rules }: Pack): readonly string[] {
  const kinds = rules.flatMap((rule) => (rule.topic === 'items' ? rule.value.kinds : []));
  const named = classes.map(({ name, aliases }) => [name, ...aliases]);
  return [...new Set([...named, ...kinds.map(({ text, aliases }) => [text, ...aliases])].flat())];
}

function hasRule({ rules }: Pack, topic: Topic): boolean {
  return rules.some((rule) => rule.topic === topic);
}

function textsOf(list: readonly { readonly text: string }[], at: Path) {
  return list.map(({ text }, i) => ({ id: text, at: [...at, i, 'text'] }));
}

const FOUND = { none: '未发现问题', problem: '发现问题' } as const;

/** Every grade has its weight and every weight its grade; and the directory knows no other grades. */
function checkCredit({ grades, weights }: RuleValues['credit'], { at, faults }: Known): void {
  refuseOthers(wordsOf(grades, [...at, 'grades']), { what: '信用风险等级', known: CREDIT_GRADES, faults });
  refuseTwice(wordsOf(grades, [...at, 'grades']), faults, '等级');
  const lacking = grades.filter((grade) => !Object.hasOwn(weights, grade));
  if (lacking.length > 0)
    refuse([...at, 'weights'], faults, `等级 ${lacking.join('、')} 没有权重，请补写（不作区分的写 1）。`);
  const weighed = Object.keys(weights).map((id) => ({ id, at: [...at, 'weights', id] }));
  refuseOthers(weighed, { what: '等级', known: grades, faults });
}

/** Weekdays of the longest quarter: 92 days that begin on a Monday. */
const MOST_WORKING_DAYS = 66;

function checkBefore({ workingDays, edge }: RuleValues['quarterlySummary'], { at, faults }: Known): void {
  if (edge === 'before' && workingDays > MOST_WORKING_DAYS)
    refuse(
      [...at, 'workingDays'],
      faults,
      `季度结束前 ${workingDays} 个工作日早于季度的第一天（一个季度至多 ${MOST_WORKING_DAYS} 个工作日），请改小。`,
    );
}

function checkCondition(
  when: Condition,
  { at, faults, pack }: Omit<Known, 'strictness'>,
  unknown: readonly string[],
): void {
  refuseWords(when, { at, faults, classes: classesOf(pack) });
  for (const name of unknown) {
    if (readsName(when, name)) refuse(at, faults, `这里的条件不知道 ${name}，请改用对象的字段（object.…）。`);
  }
}

/** What a condition on the object alone does not know. */
const OBJECT_ALONE = ['event', 'class', 'classes'] as const;

function checkSeats({ seats }: RuleValues['group'], { at, faults }: Known): void {
  const own = idsOf(seats, [...at, 'seats']);
  refuseTwice(own, faults, '席位编号');
  for (const seat of own.filter(({ id }) => SUPPORT_SEATS.some((taken) => taken === id)))
    refuse(seat.at, faults, `“${seat.id}”是任务另要的席位用的编号，请换一个编号。`);
  seats.forEach(({ needs }, i) => {
    refuseOthers(wordsOf(needs, [...at, 'seats', i, 'needs']), { what: '对人员的要求', known: SEAT_NEEDS, faults });
  });
  if (!seats.some(({ needs }) => needs.includes('leader')))
    refuse([...at, 'seats'], faults, '没有组长的席位，请给一个席位写上 needs: [leader]。');
}

const METHODS: readonly Method[] = ['onSite', 'tech', 'written', 'thirdParty'];

/** A visit is on site unless it is offered to stay away; then it is 科技检查 unless somebody decides otherwise. */
function checkMethods(value: RuleValues['methods'], known: Known): void {
  const { list, approval, offSiteFirst, offSiteStrictness, triggers } = value;
  const { at, faults } = known;
  const listed = list.map(({ id }) => id);
  refuseOthers(idsOf(list, [...at, 'list']), { what: '检查方式', known: METHODS, faults });
  refuseTwice(idsOf(list, [...at, 'list']), faults);
  refuseOthers(wordsOf(approval, [...at, 'approval']), { what: '检查方式', known: listed, faults });
  refuseTwice(idsOf(triggers, [...at, 'triggers']), faults);
  if (!listed.includes('onSite')) refuse([...at, 'list'], faults, '没有现场检查，检查无法派发，请补写 id: onSite。');
  if (offSiteFirst) {
    checkCondition(offSiteFirst, { ...known, at: [...at, 'offSiteFirst'] }, OBJECT_ALONE);
    requireTech(known, [...at, 'offSiteFirst']);
  } else if (offSiteStrictness)
    refuse([...at, 'offSiteStrictness'], faults, '没有写 offSiteFirst，这一项不起作用，请补写 offSiteFirst 或删去。');
}

function requireTech({ pack, faults }: Known, at: Path): void {
  const methods = pack.rules.filter((rule) => rule.topic === 'methods');
  if (methods.some(({ value }) => !value.list.some(({ id }) => id === 'tech')))
    refuse(at, faults, '可以不到现场，methods 的 list 里却没有科技检查，请补写 id: tech。');
}

/** An offer that no rule can ever make. */
function checkLeastBurden({ offers, offSiteWhen }: RuleValues['leastBurden'], known: Known): void {
  const { at, faults, pack } = known;
  refuseTwice(wordsOf(offers, [...at, 'offers']), faults, '选项');
  if (offers.includes('recognise') && !hasRule(pack, 'recognition'))
    refuse([...at, 'offers'], faults, '没有规则 recognition，recognise 永远不会出现，请补写 recognition 或删去。');
  if (offSiteWhen) {
    checkCondition(offSiteWhen, { ...known, at: [...at, 'offSiteWhen'] }, OBJECT_ALONE);
    requireTech(known, [...at, 'offSiteWhen']);
  }
  const isFirst = pack.rules.some((rule) => rule.topic === 'methods' && rule.value.offSiteFirst !== undefined);
  if (offers.includes('offSite') && !offSiteWhen && !isFirst)
    refuse(
      [...at, 'offers'],
      faults,
      '没有写哪些对象可以不到现场，offSite 永远不会出现，请补写 offSiteWhen 或 methods 的 offSiteFirst。',
    );
  if (offSiteWhen && !offers.includes('offSite'))
    refuse([...at, 'offSiteWhen'], faults, 'offers 里没有 offSite，这个条件不起作用，请补上或删去。');
}
