import { describe, expect, test } from 'vitest';
import { type LocatedFault, loadPack, packNames, readPackSource } from './pack-files.ts';

const text = readPackSource('jiangxian')!.text;
const VERSION = /^version: \d+$/m.exec(text)![0];

function faultsOf(changed: string): readonly LocatedFault[] {
  const loaded = loadPack({ name: 'mine.yaml', text: changed });
  return 'faults' in loaded ? loaded.faults : [];
}

/** The text with one place changed, and the line on which `mark` (else the new text) then stands. */
function planted(from: string, to: string, mark = to.split('\n')[0]!): { text: string; line: number } {
  expect(text.split(from), from).toHaveLength(2);
  const changed = text.replace(from, () => to);
  return { text: changed, line: changed.slice(0, changed.indexOf(mark)).split('\n').length };
}

const KEY_RULE = '  - id: jiangxian/ratio/key/county\n';
const LIST = '- { text: 发现问题已立案调查, finding: problem, needs: [caseNumber] }';

describe('a fault planted in the shipped pack is found on its line, with what to write instead', () => {
  test('and the shipped packs have none', () => {
    for (const name of packNames()) expect([name, faultsOf(readPackSource(name)!.text)]).toEqual([name, []]);
  });

  test.each<[string, string, string, string, RegExp]>([
    ['another format', 'format: sunlot-pack/1', 'format: sunlot-pack/9', '', /只能是 sunlot-pack\/1/],
    ['a version that is no number', VERSION, 'version: 一', '', /应为 1～1000000 的整数，现为“一”/],
    ['a day that does not exist', 'effectiveFrom: 2025-01-01', 'effectiveFrom: 2025-02-30', '', /应为日期/],
    ['an end before the beginning', `${VERSION}\n`, `${VERSION}\neffectiveTo: 2024-12-31\n`, 'effectiveTo', /早于/],
    ['a field that does not exist', 'issued: 2025-02-13', 'isued: 2025-02-13', '', /没有这个字段.*是不是“issued”？/],
    ['a field missing', '    name: 县级（分局）\n', '', '  - id: county\n', /name：缺少这一项/],
    [
      'a class that is not there',
      'classes: [general, key, special',
      'classes: [general, kye, special',
      '',
      /没有“kye”.*是不是“key”？/,
    ],
    ['an id twice', '  - id: special\n', '  - id: key # 又\n', '# 又', /“key”出现了两次/],
    [
      'a topic that does not exist',
      KEY_RULE,
      '  - id: jiangxian/raito/key/county\n',
      '',
      /没有主题“raito”。是不是“ratio”？/,
    ],
    [
      'a level that does not exist',
      KEY_RULE,
      '  - id: jiangxian/ratio/key/town\n',
      '',
      /规则编号 包\/主题\/类别\/层级/,
    ],
    ['a rule of another pack', KEY_RULE, '  - id: other/ratio/key/county\n', '', /应以包代号“jiangxian\/”开头/],
    [
      'a wording that means nothing',
      LIST,
      LIST.replace('finding: problem', 'finding: broblem'),
      '',
      /只能是 none、problem.*是不是“problem”？/,
    ],
    ['a switch that does not exist', 'key: cap.levels,', 'key: cap.level,', '', /没有这个开关。是不是“cap.levels”？/],
    [
      'an option that does nothing',
      'options: [all, own]',
      'options: [all, none]',
      '',
      /没有选项“none”，可用的有：all、own/,
    ],
    [
      'a CEL field that does not exist',
      'when: object.constructionProject\n',
      'when: object.constructionProjekt\n',
      '',
      /没有字段“constructionProjekt”。是不是“constructionProject”？/,
    ],
    [
      'a CEL name that does not exist',
      'when: object.constructionProject\n',
      'when: objekt.constructionProject\n',
      '',
      /没有“objekt”这个名称.*是不是“object”？/,
    ],
    ['one equals sign', 'when: class == "construction"', 'when: class = "construction"', '', /相等写作两个等号/],
    ['Chinese quotation marks', 'when: class == "construction"', 'when: class == “construction”', '', /不能用中文引号/],
    ['a number out of bounds', 'workingDays: 20, channel', 'workingDays: 0, channel', '', /应为 1～366 的整数/],
    ['a list that is none', 'fallback: [swapObjectSeat, cap+1, postpone]', 'fallback: postpone', '', /应为列表/],
    [
      'a day that no calendar has',
      'value: { month: 3, day: 31, remindMonth',
      'value: { month: 6, day: 31, remindMonth',
      '',
      /没有 6月31日这一天/,
    ],
    ['a field that no directory has', '{ id: creditCode, text', '{ id: creditcode, text', '', /是不是“creditCode”？/],
    ['a seat that asks for nobody', 'needs: [leader] }', 'needs: [leder] }', '', /没有对人员的要求“leder”.*“leader”？/],
    [
      'a method that is none',
      'approval: []',
      'approval: [drone]',
      '',
      /没有检查方式“drone”，可写的有：onSite、written、tech/,
    ],
    [
      'a placeholder that is none',
      'default: 不低于{ratio}，{n} 家次',
      'default: 不低于{rato}，{n} 家次',
      '',
      /填不了“\{rato}”.*是不是“ratio”？/,
    ],
    [
      'a class that is none',
      'when: class == "construction"',
      'when: class == "red"',
      '',
      /class 不会是“red”，条件不会成立/,
    ],
    ['a tab', '    name: 一般排污单位\n', '\tname: 一般排污单位\n', '\tname', /制表符（Tab），请改成空格/],
    ['a key twice', `${VERSION}\n`, `${VERSION}\nversion: 9 # 又\n`, 'version: 9', /这个键写了两次/],
    ['a wrong indent', '    name: 一般排污单位\n', '   name: 一般排污单位\n', '', /缩进不对/],
    ['a Chinese colon', `${VERSION}\n`, 'version：2\n', '', /中文冒号/],
    ['a colon inside a value', 'name: 绛县（2025）', 'name: 绛县: 2025', '', /值里又出现了“: ”/],
    ['text behind a quotation', 'name: 绛县（2025）', 'name: "绛县"（2025）', '', /引号之后还有内容/],
    ['a sign that begins no value', 'name: 绛县（2025）', 'name: %绛县', '', /不能以 % 开头/],
  ])('%s', (...[, from, to, mark, words]) => {
    const { text: changed, line } = planted(from, to, mark || undefined);
    const found = faultsOf(changed);
    expect(found.map(({ line, message }) => `${line} ${message}`)).toContainEqual(
      expect.stringMatching(new RegExp(`^${line} .*(?:${words.source})`)),
    );
    for (const { message } of found) expect(message).toMatch(/\p{Script=Han}/u);
  });

  test('a quotation and a bracket left open, on the line where it shows', () => {
    expect(faultsOf('id: "绛县\nname: 乙\n')).toMatchObject([{ message: '引号 " 没有成对，请补上另一半。' }]);
    expect(faultsOf('id: [甲, 乙\nname: 丙\n')).toMatchObject([
      { line: 2, message: expect.stringContaining('[ 没有用 ]') },
    ]);
    expect(faultsOf('id: {甲: 乙\nname: 丙\n')).toMatchObject([
      { line: 2, message: expect.stringContaining('{ 没有用 }') },
    ]);
    expect(faultsOf('id:甲\nname: 乙\n')).toMatchObject([{ line: 1, message: expect.stringContaining('少了“: ”') }]);
    expect(faultsOf('id: 甲\n---\nid: 乙\n')).toMatchObject([
      { line: 2, message: expect.stringContaining('第二个“---”') },
    ]);
    expect(faultsOf('- 甲\nid: 乙\n')).toMatchObject([{ line: 2, message: expect.stringContaining('这里多了内容') }]);
    expect(faultsOf('id: *甲\n')).toMatchObject([{ line: 1, message: expect.stringContaining('“*”') }]);
    expect(faultsOf('')).toMatchObject([{ line: 1, message: expect.stringContaining('整个文件') }]);
    expect(faultsOf('只是一句话')).toMatchObject([{ line: 1, column: 1 }]);
  });

  test('several at once, in the order of the file, each with the rule it stands in', () => {
    const changed = text
      .replace(VERSION, 'version: 0')
      .replace('finding: uncooperative', 'finding: rude')
      .replace('value: { years: 3, custodian: 综合办 }', 'value: { years: 三年, custodian: 综合办 }')
      .replace('name: 绛县（2025）', 'name: 绛县（2025）\nname: 绛县');
    const found = faultsOf(changed);
    expect(found).toHaveLength(4);
    expect(found.map(({ line }) => line)).toEqual(found.map(({ line }) => line).toSorted((a, b) => a - b));
    expect(found.map(({ about }) => about)).toEqual([
      undefined,
      undefined,
      'jiangxian/wordings/all/all',
      'jiangxian/archive/all/all',
    ]);
    const at = changed.split('\n')[found[3]!.line - 1]!;
    expect(at.slice(found[3]!.column - 1)).toMatch(/^三年/);
  });
});

describe('warnings', () => {
  test('come with their line and stop nothing', () => {
    const { text: changed, line } = planted(
      'classes: [general, key, special, construction, jointObject]',
      'classes: [general, key, construction, jointObject]',
      '  - id: special\n',
    );
    const loaded = loadPack({ name: 'mine.yaml', text: changed });
    expect(loaded).toMatchObject({ pack: { id: 'jiangxian' } });
    expect('warnings' in loaded && loaded.warnings).toContainEqual(
      expect.objectContaining({ line, about: 'special', message: expect.stringContaining('没有任何层级抽查类别') }),
    );
  });

  test('the shipped pack has none', () => {
    expect(loadPack(readPackSource('jiangxian')!)).toMatchObject({ warnings: [] });
  });
});
