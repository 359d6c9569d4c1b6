import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about the item list and its upkeep; part of the catalogue in `problems.ts`. */
export const itemProblems = {
  'items.noDraft': p(409, 5, {
    zh: '单位 {agency} 没有待发布的抽查事项清单。请先导入清单。',
    en: 'Agency {agency} has no list of inspection items to publish. Import one first.',
  }),
  'items.notPublished': p(409, 5, {
    zh: '抽查事项清单尚未公布（{agency}）。无事项清单不检查：请先执行 sunlot items publish。',
    en: 'The list of inspection items is not published ({agency}). Without it nothing may be inspected: run sunlot items publish first.',
  }),
  'items.notApproved': p(409, 5, {
    zh: '{agency} 的抽查事项清单草稿还没有批准。请负责人先执行 sunlot items approve。',
    en: 'The draft of the inspection items of {agency} is not approved. A leader runs sunlot items approve first.',
  }),
  'items.sameDrafter': p(409, 5, {
    zh: '{agency} 的清单草稿由本人导入，不能由本人批准。请另一位负责人批准。',
    en: 'Who imported the draft of {agency} may not approve it. Another leader has to.',
  }),
  'items.nothingToAdjust': p(409, 5, {
    zh: '{agency} 的草稿与现行清单没有未登记的差别。请先导入调整后的清单。',
    en: 'The draft of {agency} has no difference from the list in force that is not recorded. Import the adjusted list first.',
  }),
  'items.notChanged': p(409, 5, {
    zh: '事项 {items} 没有调整，或已经登记。未登记的：{serials}。',
    en: 'The items {items} are not adjusted, or recorded already. Not recorded: {serials}.',
  }),
  'items.adjustmentMissing': p(409, 5, {
    zh: '清单有调整，还没有登记依据：{items}。请先执行 sunlot items adjust。',
    en: 'The list was adjusted without a record of why: {items}. Run sunlot items adjust first.',
  }),
  'items.parentItemKept': p(409, 5, {
    zh: '上级清单的事项本级不能取消（{section}“{quote}”）：{items}。只有所依据的法律法规废止的才可以取消：请写明依据 repealed（废），或把事项补回。',
    en: 'An item of the superior list stays ({section}, “{quote}”): {items}. It ends only when its law is repealed: state the ground repealed, or put the item back.',
  }),
  'items.noParentList': p(409, 5, {
    zh: '{agency} 没有上级单位，或上级单位在本平台没有公布清单，无法比较。',
    en: 'Agency {agency} has no superior with a published list on this platform: there is nothing to compare with.',
  }),
  'items.noDuties': p(409, 5, {
    zh: '{agency} 还没有导入职责事项。请先执行 sunlot import duties。',
    en: 'The duties of {agency} are not imported. Run sunlot import duties first.',
  }),
  'task.noItems': p(409, 5, {
    zh: '已公布的抽查事项里没有涉及“{class}”的（各事项的检查对象：{kinds}）。无事项清单不检查：先把涉及这一类的事项写进清单，导入（import items --agency {agency}）、登记调整依据（items adjust）、公布（items publish），再发起。',
    en: 'None of the published items concerns the class “{class}” (the kinds of objects they name: {kinds}). Without an item nothing may be inspected: add items for the class to the list, import it (import items --agency {agency}), record why it is adjusted (items adjust) and publish it (items publish); then create the task.',
  }),
  'task.itemsGone': p(409, 5, {
    zh: '计划任务 {task} 指定的事项 {items} 现行公布的清单里都没有。请调整清单（import items、items adjust、items publish），或取消计划中的这一项、按现行清单重新列入（plan adjust）。',
    en: 'None of the items that {task} of the plan names ({items}) stands in the published list. Adjust the list (import items, items adjust, items publish), or drop the entry and add it with items of the list (plan adjust).',
  }),
  'task.categoryUnknown': p(409, 5, {
    zh: '清单里没有涉及这类对象的抽查类别“{category}”。可用：{categories}。',
    en: 'The list has no category “{category}” that concerns this class. There are: {categories}.',
  }),
  'task.leftOutNeedsReason': p(400, 2, {
    zh: '这类对象涉及的事项应当全部检查（{section}），不检查 {items} 请写明理由（--leave-out-reason）。',
    en: 'All items that concern the class are inspected ({section}). To leave out {items}, state why (--leave-out-reason).',
  }),
} as const satisfies Readonly<Record<string, ProblemKind>>;
