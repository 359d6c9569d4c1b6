import type { Templates } from './english-templates.ts';

/** What `pack check` says of what a pack means: rules, classes, days, switches. */
export const MEANING_FAULTS: Templates = [
  // Ids, classes and levels
  ['编号应以包代号“{}/”开头。', 'The id should begin with that of the pack, “$1/”.'],
  ['“{}”是程序自己用的代号，类别请换一个代号。', '“$1” is an id of the program itself; give the class another.'],
  [
    '类别“{}”没有以上季度事件（within: previousQuarter）入类的条件，谈不上顺延，请补写条件或删去。',
    'The class “$1” has no condition by events of the previous quarter (within: previousQuarter), so there is nothing to carry on; add one or leave this out.',
  ],
  [
    '{} 不分类别和层级，这样写不起作用，请写作 {}。',
    '$1 goes by neither class nor level, and so this has no effect; write $2.',
  ],
  ['{} 不分类别，这样写不起作用，请写作 {}。', '$1 does not go by class, and so this has no effect; write $2.'],
  [
    '规则 {} 在本版本采用的读法下不成立，没有可用的 {}，请去掉 onlyIf 或给这种读法另写一条。',
    'The rule $1 does not hold under the reading of this version, and no $2 is left; leave out its onlyIf or write another for this reading.',
  ],
  ['缺少规则 {}，请补写。', 'The rule $1 is missing. Write it.'],
  ['优先顺序里没有类别“{}”。', 'The precedence has no class “$1”.'],
  ['没有任何层级抽查类别“{}”，请核对 levels。', 'No level inspects the class “$1”; check levels.'],
  [
    '类别“{}”没有条件，只能人工指定，名单里不会自动出现。',
    'The class “$1” has no condition: it is set by hand only and comes into no list by itself.',
  ],
  ['类别“{}”把自己排除在外，永远不会有对象。', 'The class “$1” excludes itself and will never have a unit.'],
  [
    '“{}”的条件“{}”都有，而后者排在前面，永远轮不到“{}”。',
    '“$2” has every condition of “$1” and comes first: it will never be the turn of “$3”.',
  ],
  [
    '用到了事件（event）却没有写 within，永远不会成立；请写 within: previousQuarter、previousYear 或 ever。',
    'It uses an event without within and never holds; write within: previousQuarter, previousYear or ever.',
  ],
  [
    '确定类别时还不知道类别（class、classes），永远不会成立。',
    'Classes (class, classes) are not known while they are being decided: it never holds.',
  ],
  ['没有用到任何字段，永远不会成立。', 'It uses no field and never holds.'],
  ['{}抽查类别 {}，这条规则没有基数，不起作用。', '$1 to inspect the class $2: this rule has no base and no effect.'],
  ['没有任何层级', 'No level has'],
  ['层级 {} 不', 'The level $1 does not have'],
  [
    '{} 抽查 {}，却没有写抽查比例（ratio）、按人定数（headcount）或没有比例（noRatio）。',
    '$1 inspects $2, and there is neither a ratio, a number by staff (headcount) nor noRatio.',
  ],
  // Numbers and days
  ['早于 effectiveFrom（{}），请核对。', 'It is before effectiveFrom ($1). Check it.'],
  ['上限 max 低于下限 min，请核对。', 'max is below min. Check it.'],
  [
    'onSite（只有现场检查才算）与 offSite（不进企业检查）不能同时写，请只留一个。',
    'onSite (only going there counts) and offSite (nobody goes there) exclude each other; keep one.',
  ],
  [
    '要求 {} 人持执法证，只有 {} 个席位，请补上席位或减少 certified。',
    '$1 must hold a certificate and there are $2 seats; add seats or lower certified.',
  ],
  [
    '只有 {} 个席位，少于最少人数 {}，请补上席位。',
    'There are $1 seats, fewer than the least number of people, $2; add seats.',
  ],
  [
    '有 {} 个席位，多于不须说明理由的人数 {}，请减少席位。',
    'There are $1 seats, more than may go without a reason, $2; take some out.',
  ],
  [
    '没有可以得的分，请写 minimums（完成最低抽查数）、start（起评分）或 shares（按比例得分）。',
    'No points can be got; write minimums, start or shares.',
  ],
  [
    '请写明按哪一个数（figure）或按哪些判定事项（findings）扣分，只写其中一样。',
    'Say by which figure or by which findings points are taken off: one of the two.',
  ],
  ['与 part 同为 {}，总是满分，请写另一个数。', 'It is $1, as part is: always all points. Write another number.'],
  ['2月29日只有闰年才有，请写 2月28日或 3月1日。', 'February 29 is in leap years only; write February 28 or March 1.'],
  ['没有 {}月{}日这一天，请核对月和日。', 'There is no day $2 in month $1. Check both.'],
  [
    '计划期的最后一天 {} 早于第一天 {}，计划期须在同一年内，请核对。',
    'The last day of the planning period, $1, is before its first, $2; both are of one year. Check them.',
  ],
  [
    '没有规则 planPeriod，计划期不知从何日起，请补写 planPeriod 或改为 year。',
    'Without a rule planPeriod nobody knows when the planning period begins; add it or write year.',
  ],
  [
    '提醒日 {} 晚于期限 {}，提醒不会出现，请改早。',
    'The reminder, $1, is after the deadline, $2, and would never appear; make it earlier.',
  ],
  [
    '季度结束前 {} 个工作日早于季度的第一天（一个季度至多 {} 个工作日），请改小。',
    '$1 working days before its end are before the first day of a quarter (it has at most $2); write fewer.',
  ],
  // Placeholders, papers and wordings
  ['填不了“{}”，可写的有：{}。{}', '“$1” cannot be filled in; there are: $2. $3'],
  ['花括号没有成对，可写的有：{}。', 'A curly bracket has no partner; there are: $1.'],
  ['“{}”同时写在 required 里，请删去一处。', '“$1” stands in required as well; leave one out.'],
  [
    '没有 finding: {}（{}）的表述，这样的结果无法登记，请补写。',
    'There is no wording with finding: $1 ($2), so such a result cannot be recorded. Add one.',
  ],
  [
    '“{}”也写在 from 里，不能移交给自己，请删去一处。',
    '“$1” stands in from as well, and nobody hands over to themselves; leave one out.',
  ],
  [
    '等级 {} 没有权重，请补写（不作区分的写 1）。',
    'The grades $1 have no weight; add one each (1 where it makes no difference).',
  ],
  [
    '缺少方案原文（quote）；方案没有规定的，请写 origin: derived 并在 note 说明。',
    'The words of the scheme (quote) are missing; where it says nothing, write origin: derived and why in note.',
  ],
  ['方案没有规定的内容须在 note 说明为何如此。', 'What the scheme does not say needs its why in note.'],
  [
    '没有引用方案原文；方案里有相近的话，请抄在 quote。',
    'The scheme is not quoted; where it says something near, copy it into quote.',
  ],
  // Groups and ways of inspecting
  [
    '“{}”是任务另要的席位用的编号，请换一个编号。',
    '“$1” is the id of a seat that tasks ask for besides; choose another.',
  ],
  ['没有组长的席位，请给一个席位写上 needs: [leader]。', 'No seat is for the leader; give one needs: [leader].'],
  ['没有现场检查，检查无法派发，请补写 id: onSite。', 'Without going there nothing can be dispatched; add id: onSite.'],
  [
    '没有写 offSiteFirst，这一项不起作用，请补写 offSiteFirst 或删去。',
    'Without offSiteFirst this has no effect; add it or leave this out.',
  ],
  [
    '可以不到现场，methods 的 list 里却没有科技检查，请补写 id: tech。',
    'Nobody need go there, and the list of methods has no tech; add id: tech.',
  ],
  [
    '没有规则 recognition，recognise 永远不会出现，请补写 recognition 或删去。',
    'Without a rule recognition, recognise never appears; add the rule or leave this out.',
  ],
  [
    '没有写哪些对象可以不到现场，offSite 永远不会出现，请补写 offSiteWhen 或 methods 的 offSiteFirst。',
    'Nothing says where nobody need go, so offSite never appears; add offSiteWhen, or offSiteFirst of methods.',
  ],
  [
    'offers 里没有 offSite，这个条件不起作用，请补上或删去。',
    'offers has no offSite, so this condition has no effect; add it or leave this out.',
  ],
  // Switches
  ['开关 {} 没有选项“{}”，可用的有：{}。', 'The switch $1 has no option “$2”; there are: $3.'],
  ['“{}”不在所列选项之中。', '“$1” is none of the listed options.'],
  [
    '开关 {} 不能用“{}”：本包没有{}，这样读不起作用。请补上，或改回“{}”。',
    'The switch $1 cannot be “$2”: this pack has no $3, so the reading has no effect. Add it, or go back to “$4”.',
  ],
  [
    '开关 {} 没有列入 ambiguities，别人看不到这种读法。',
    'The switch $1 is not listed in ambiguities, where others would see the reading.',
  ],
  [
    '开关 {} 不会是 {}，永远不会成立；所列选项：{}。',
    'The switch $1 is never $2, so this never holds; listed options: $3.',
  ],
  ['规则 {}', 'rule $1'],
  ['写明 {} 的规则 {}（已有的 {} 不是这样写的）', 'rule $2 with $1 (what there is, $3, has not)'],
  ['写明 {} 的规则 {}', 'rule $2 with $1'],
  ['写有 onlyIf: { switch: {} } 的规则或条件', 'rule or condition with onlyIf: { switch: $1 }'],
  ['以事件（within）入类的条件', 'condition of a class by events (within)'],
  [
    '以上季度事件（within: previousQuarter）入类的条件',
    'condition of a class by events of the previous quarter (within: previousQuarter)',
  ],
  ['exemptClasses（至少一个类别）', 'exemptClasses (a class at least)'],
  ['附在其他类别之外的类别（standing: beside）', 'class that stands beside others (standing: beside)'],
  [
    '按工作日计的期限（planPublication，或 kind: workingDays 的 publication）',
    'deadline in working days (planPublication, or publication of kind: workingDays)',
  ],
  ['years 大于 1', 'years above 1'],
  [
    '县级 generalNonPositive 类的抽查比例（ratio），以及在县级之上合并计算的层级',
    'ratio of the class generalNonPositive at county level with a level above that adds them up',
  ],
  ['同一张表（table）的类别', 'classes of one table'],
  // The file
  [
    '文件里的“*”引用了没有的“&”，或引用得太多；请把内容直接写出来。',
    'A “*” refers to no “&”, or there are too many; write out what is meant.',
  ],
];
