import { describe, expect, test } from 'vitest';
import { add, both, type Edit, faultsOf, listOf, ruleOf, set } from '../../test/pack-edits.ts';

/** One word of the item list, beside the one by which the scheme names partners. */
const kind = (when: string) => [
  { text: '生活污水处理中心', when: 'object.jointObject' },
  { text: '重点', when },
];
const seat = (id: string, needs: readonly string[]) => ({ id, name: id, needs });
const listed = (...ids: readonly string[]) => ids.map((id, i) => ({ id, text: `名${i}` }));
const wording = (text: string, finding: string) => ({ text, finding });
const joint = (objectKind: string) => ({
  list: [{ name: '联合', leadDepartment: '甲局', partnerDepartments: ['乙局'], objectKind }],
});

describe('papers, words, groups and methods', () => {
  test.each<[string, Edit, RegExp, Edit]>([
    [
      'a paper that one case requires and forbids',
      set('documents', {
        cases: [{ when: 'problem', required: ['甲'], forbiddenByDefault: ['乙', '甲'], enterpriseConfirmation: true }],
      }),
      /^documents value\/cases\/0\/forbiddenByDefault\/1 “甲”同时写在 required 里/,
      set('documents', {
        cases: [{ when: 'problem', required: ['甲'], forbiddenByDefault: ['乙'], enterpriseConfirmation: true }],
      }),
    ],
    [
      'a wording twice',
      set('wordings', { list: [wording('好', 'none'), wording('坏', 'problem'), wording('好', 'problem')] }),
      /^wordings value\/list\/2\/text 表述“好”出现了两次/,
      set('wordings', { list: [wording('好', 'none'), wording('坏', 'problem')] }),
    ],
    [
      'no wording for a visit that found nothing',
      set('wordings', { list: [wording('坏', 'problem')] }),
      /^wordings value\/list 没有 finding: none（未发现问题）的表述，这样的结果无法登记/,
      set('wordings', { list: [wording('坏', 'problem'), wording('好', 'none')] }),
    ],
    [
      'grounds of one id',
      set('grounds', {
        list: [
          { id: 'a', text: '来信' },
          { id: 'a', text: '来电' },
        ],
      }),
      /^grounds value\/list\/1\/id 编号“a”出现了两次/,
      set('grounds', { list: listed('a', 'b') }),
    ],
    [
      'grounds of one name',
      set('grounds', {
        list: [
          { id: 'a', text: '来信' },
          { id: 'b', text: '来信' },
        ],
      }),
      /^grounds value\/list\/1\/text 情形“来信”出现了两次/,
      set('grounds', { list: [{ id: 'a', text: '来信' }] }),
    ],
    [
      'a word of the item list that compares the class with none',
      set('items', { kinds: kind('class == "kye"') }),
      /^items value\/kinds\/1\/when class 不会是“kye”.*可能的值：general、key、.*是不是“key”？/,
      set('items', { kinds: kind('class == "key" || "special" in classes') }),
    ],
    [
      'a word of the item list that asks for an event',
      set('items', { kinds: kind('event.kind == "penalty"') }),
      /^items value\/kinds\/1\/when 这里的条件不知道 event/,
      set('items', { kinds: kind('object.industry == "event"') }),
    ],
    [
      'one word for two kinds of objects',
      set('items', { kinds: [...kind('class == "key"'), { text: '一般', aliases: ['重点'], when: 'true' }] }),
      /^items value\/kinds\/2\/aliases\/0 检查对象“重点”出现了两次/,
      set('items', { kinds: [...kind('class == "key"'), { text: '一般', aliases: ['其他'], when: 'true' }] }),
    ],
    [
      'partners for objects that no class or word knows',
      set('jointItems', joint('生活污水中心')),
      /^jointItems value\/list\/0\/objectKind 没有检查对象“生活污水中心”/,
      both(set('jointItems', joint('生活污水中心')), (value) => (ruleOf(value, 'jointItems')['strictness'] = 'info')),
    ],
    [
      'a share of a figure in itself',
      add('evaluation', { shares: [{ text: '覆盖', part: 'covered', whole: 'covered', points: 10 }] }),
      /^evaluation value\/shares\/0\/whole 与 part 同为 covered，总是满分/,
      add('evaluation', { shares: [{ text: '覆盖', part: 'covered', whole: 'base', points: 10 }] }),
    ],
    [
      'a seat that asks for what nobody has',
      set('group', { seats: [seat('leader', ['leader']), seat('member', ['expert'])] }),
      /^group value\/seats\/1\/needs\/0 没有对人员的要求“expert”，可写的有：leader/,
      set('group', { seats: [seat('leader', ['leader']), seat('member', ['leader'])] }),
    ],
    [
      'a group that nobody leads',
      set('group', { seats: [seat('one', []), seat('two', [])] }),
      /^group value\/seats 没有组长的席位，请给一个席位写上 needs: \[leader\]/,
      set('group', { seats: [seat('one', []), seat('two', ['leader'])] }),
    ],
    [
      'two seats of one id',
      set('group', { seats: [seat('one', ['leader']), seat('one', [])] }),
      /^group value\/seats\/1\/id 席位编号“one”出现了两次/,
      set('group', { seats: [seat('one', ['leader']), seat('two', [])] }),
    ],
    [
      'a seat with the id of one that a task asks for',
      set('group', { seats: [seat('one', ['leader']), seat('expert', [])] }),
      /^group value\/seats\/1\/id “expert”是任务另要的席位用的编号/,
      set('group', { seats: [seat('one', ['leader']), seat('expert1', [])] }),
    ],
    [
      'a part in the draw that nobody has',
      set('separation', { roles: ['initiator', 'witnes'] }),
      /^separation value\/roles\/1 没有抽取中的职责“witnes”，可写的有：initiator、witness、substitutionApprover。是不是“witness”？/,
      set('separation', { roles: ['initiator', 'witness'] }),
    ],
    [
      'a part apart from itself',
      set('separation', { roles: ['witness', 'witness'] }),
      /^separation value\/roles\/1 职责“witness”出现了两次/,
      set('separation', { roles: ['witness', 'substitutionApprover'] }),
    ],
    [
      'a method that the program does not know',
      set('methods', { list: listed('onSite', 'tech', 'drone') }),
      /^methods value\/list\/2\/id 没有检查方式“drone”，可写的有：onSite、tech、written、thirdParty/,
      set('methods', { list: listed('onSite', 'tech', 'thirdParty') }),
    ],
    [
      'an approval of a method that is not listed',
      set('methods', { list: listed('onSite', 'tech'), approval: ['written'] }),
      /^methods value\/approval\/0 没有检查方式“written”，可写的有：onSite、tech/,
      set('methods', { list: listed('onSite', 'tech'), approval: ['tech'] }),
    ],
    [
      'a method twice',
      set('methods', { list: listed('onSite', 'tech', 'tech') }),
      /^methods value\/list\/2\/id 编号“tech”出现了两次/,
      set('methods', { list: listed('tech', 'onSite') }),
    ],
    [
      'a trigger twice',
      set('methods', { triggers: listed('a', 'a') }),
      /^methods value\/triggers\/1\/id 编号“a”出现了两次/,
      set('methods', { triggers: listed('a', 'b') }),
    ],
    [
      'methods without the one that every visit has',
      set('methods', { list: listed('tech') }),
      /^methods value\/list 没有现场检查，检查无法派发，请补写 id: onSite/,
      set('methods', { list: listed('onSite', 'tech') }),
    ],
    [
      'off site first by a class, which is not known there',
      set('methods', { offSiteFirst: 'class == "key"' }),
      /^methods value\/offSiteFirst 这里的条件不知道 class，请改用对象的字段/,
      set('methods', { offSiteFirst: 'object.positiveList' }),
    ],
    [
      'off site first without a way to stay away',
      both(set('methods', { list: listed('onSite'), offSiteFirst: 'true' }), (value) => {
        value['rules'] = listOf(value, 'rules').filter((rule) => rule !== ruleOf(value, 'leastBurden'));
      }),
      /^methods value\/offSiteFirst 可以不到现场，methods 的 list 里却没有科技检查/,
      set('methods', { list: listed('onSite', 'tech'), offSiteFirst: 'true' }),
    ],
    [
      'how binding off-site first is, where it is not asked for',
      set('methods', { offSiteStrictness: 'principle' }),
      /^methods value\/offSiteStrictness 没有写 offSiteFirst，这一项不起作用/,
      set('methods', { offSiteFirst: 'object.positiveList', offSiteStrictness: 'principle' }),
    ],
    [
      'an offer of results that no rule recognises',
      (value) => {
        value['rules'] = listOf(value, 'rules').filter((rule) => rule !== ruleOf(value, 'recognition'));
      },
      /^leastBurden value\/offers 没有规则 recognition，recognise 永远不会出现/,
      set('leastBurden', { offers: ['recognise', 'offSite'] }),
    ],
    [
      'an offer to stay away from nobody',
      (value) => (ruleOf(value, 'leastBurden')['value'] = { offers: ['offSite'] }),
      /^leastBurden value\/offers 没有写哪些对象可以不到现场，offSite 永远不会出现/,
      both(
        (value) => (ruleOf(value, 'leastBurden')['value'] = { offers: ['offSite'] }),
        set('methods', { offSiteFirst: 'true' }),
      ),
    ],
    [
      'whom to stay away from, where it is not offered',
      set('leastBurden', { offers: ['merge'] }),
      /^leastBurden value\/offSiteWhen offers 里没有 offSite，这个条件不起作用/,
      (value) => (ruleOf(value, 'leastBurden')['value'] = { offers: ['merge'] }),
    ],
    [
      'an offer twice',
      set('leastBurden', { offers: ['merge', 'offSite', 'merge'] }),
      /^leastBurden value\/offers\/2 选项“merge”出现了两次/,
      set('leastBurden', { offers: ['offSite', 'merge'] }),
    ],
    [
      'an offer to stay away without a way to',
      set('methods', { list: listed('onSite', 'written') }),
      /^leastBurden value\/offSiteWhen 可以不到现场，methods 的 list 里却没有科技检查/,
      (value) => (value['rules'] = listOf(value, 'rules').filter((rule) => rule !== ruleOf(value, 'methods'))),
    ],
    [
      'a field that the directory does not have',
      set('directory', { required: listed('name', 'creditcode') }),
      /^directory value\/required\/1\/id 没有名录字段“creditcode”.*是不是“creditCode”？/,
      set('directory', { required: listed('name', 'creditCode', 'tailingsPond') }),
    ],
    [
      'a field of the directory twice',
      set('directory', { required: listed('name', 'name') }),
      /^directory value\/required\/1\/id 字段“name”出现了两次/,
      set('directory', { required: listed('name') }),
    ],
    [
      'a field of people twice',
      set('personFields', { required: listed('name', 'name') }),
      /^personFields value\/required\/1\/id 字段“name”出现了两次/,
      set('personFields', { required: listed('name', 'post') }),
    ],
    [
      'who hands over to himself',
      add('handOver', { from: ['dailySupervision', 'enforcement'], to: 'enforcement' }),
      /^handOver value\/to “enforcement”也写在 from 里，不能移交给自己/,
      add('handOver', { from: ['dailySupervision'], to: 'enforcement' }),
    ],
  ])('%s', (...[, edit, words, control]) => {
    const found = faultsOf(edit);
    expect(
      found.some((line) => words.test(line)),
      found.join('\n'),
    ).toBe(true);
    expect(faultsOf(control)).toEqual([]);
  });
});
