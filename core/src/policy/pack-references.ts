import { refuseWords } from './condition-words.ts';
import { type PackFault, type Path, refuse } from './decode.ts';
import { type AnyRule, applies, type ClassDefinition, type Pack } from './pack.ts';
import { NEEDED } from './pack-sense.ts';
import { refuseTwice, type Written, wordsOf } from './place.ts';
import { checkValue } from './rule-references.ts';
import type { Topic } from './rule-topics.ts';

/** What a pack refers to and nothing can honour: found when the pack is checked, not at the plan, the draw or the visit that needs it. */
export function referenceFaults(pack: Pack): readonly PackFault[] {
  const faults: PackFault[] = [];
  checkNames(pack, faults);
  pack.levels.forEach(({ classes }, i) => {
    refuseTwice(wordsOf(classes, ['levels', i, 'classes']), faults, '类别');
  });
  pack.classes.forEach((cls, i) => {
    checkClass(pack, cls, { at: ['classes', i], faults });
  });
  pack.rules.forEach((rule, i) => {
    checkScope(rule, ['rules', i, 'id'], faults);
    checkValue(pack, rule, { at: ['rules', i, 'value'], faults });
  });
  for (const topic of [...NEEDED, 'substitution'] as const) checkInForce(pack, topic, faults);
  return faults;
}

/** What stands where other entries have a class: every class of a rule, and the kinds of task with a scope of their own. */
export const RESERVED_CLASSES = ['all', 'campaign', 'internalJoint', 'interdepartmental'] as const;

/** A workbook names classes by name or alias: no two classes may go by one word. */
function checkNames({ classes }: Pack, faults: PackFault[]): void {
  const entries = classes.flatMap(({ name, aliases }, i): readonly Written[] => [
    { id: name, at: ['classes', i, 'name'] },
    ...wordsOf(aliases, ['classes', i, 'aliases']),
  ]);
  refuseTwice(entries, faults, '类别名称');
}

function checkClass(
  { classes }: Pack,
  { id, name, conditions, staysOnViolation }: ClassDefinition,
  { at, faults }: { readonly at: Path; readonly faults: PackFault[] },
): void {
  if (RESERVED_CLASSES.some((word) => word === id))
    refuse([...at, 'id'], faults, `“${id}”是程序自己用的代号，类别请换一个代号。`);
  const known = classes.map((one) => one.id);
  conditions.forEach(({ when }, i) => {
    refuseWords(when, { at: [...at, 'conditions', i, 'when'], faults, classes: known });
  });
  const isByQuarter = conditions.some((one) => one.kind === 'event' && one.within === 'previousQuarter');
  if (staysOnViolation && !isByQuarter)
    refuse(
      [...at, 'staysOnViolation'],
      faults,
      `类别“${name}”没有以上季度事件（within: previousQuarter）入类的条件，谈不上顺延，请补写条件或删去。`,
    );
}

/** Topics of which the program asks for one rule, whatever the class and the level. */
const FOR_ALL: readonly Topic[] = [
  ...NEEDED,
  'substitution',
  'admission',
  'auxiliaries',
  'classMap',
  'consultation',
  'directory',
  'experts',
  'handOver',
  'jointDraw',
  'liability',
  'matters',
  'methods',
  'overlap',
  'personFields',
  'planAdjustment',
  'planDue',
  'planKinds',
  'planPeriod',
  'planPublication',
  'planTable',
  'recognition',
  'replaceable',
  'scope',
  'stagger',
  'statisticsTable',
  'tags',
  'targeting',
  'upload',
];

/** Topics that may differ by level, never by class. */
const BY_LEVEL: readonly Topic[] = [
  'creditShare',
  'evaluation',
  'interdepartmental',
  'interdepartmentalFigures',
  'internalJointShare',
  'participation',
  'planDrafters',
  'publicationRate',
  'quarterlyStatistics',
  'quarterlySummary',
];

/** A rule for a class or a level of which nobody asks by class or level would be shown and never used. */
function checkScope({ id, topic, class: cls, level }: AnyRule, at: Path, faults: PackFault[]): void {
  const [pack] = id.split('/');
  if (FOR_ALL.includes(topic) && (cls !== 'all' || level !== 'all'))
    refuse(at, faults, `${topic} 不分类别和层级，这样写不起作用，请写作 ${pack}/${topic}/all/all。`);
  if (BY_LEVEL.includes(topic) && cls !== 'all')
    refuse(at, faults, `${topic} 不分类别，这样写不起作用，请写作 ${pack}/${topic}/all/${level}。`);
}

/** Of a rule that every pack needs one must be in force under the readings this version uses. */
function checkInForce(pack: Pack, topic: Topic, faults: PackFault[]): void {
  const found = pack.rules.filter((rule) => rule.topic === topic && rule.class === 'all' && rule.level === 'all');
  if (found.some((rule) => applies(pack.settings, rule))) return;
  const id = `${pack.id}/${topic}/all/all`;
  const [first] = found;
  if (first) {
    const at = ['rules', pack.rules.indexOf(first), 'onlyIf'];
    refuse(
      at,
      faults,
      `规则 ${id} 在本版本采用的读法下不成立，没有可用的 ${topic}，请去掉 onlyIf 或给这种读法另写一条。`,
    );
  } else if (!NEEDED.includes(topic)) refuse(['rules'], faults, `缺少规则 ${id}，请补写。`);
}
