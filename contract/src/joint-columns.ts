import { column, type Vocabulary } from './columns.ts';

/** 部门联合随机抽查事项清单: one row is one joint item with its departments. */
export const jointItemVocabulary: Vocabulary = {
  noun: 'jointItems',
  title: '部门联合随机抽查事项清单',
  columns: [
    column('serialNo', ['序号', '编号'], { type: 'code' }),
    column('name', ['联合抽查事项', '抽查事项', '抽查名称', '事项名称'], { type: 'text' }),
    column('leadDepartment', ['牵头部门', '发起部门', '牵头单位'], { type: 'text', required: true }),
    column('partnerDepartments', ['配合部门', '参与部门', '联合部门', '配合单位'], { type: 'list', required: true }),
    column('matters', ['检查事项', '检查内容', '抽查内容'], { type: 'lines', required: true }),
    column('mode', ['方式', '检查方式', '抽查方式'], { type: 'text', expected: true }),
    column('demands', ['要求', '检查要求'], { type: 'text', expected: true }),
    column('objectKind', ['检查对象', '抽查对象'], { type: 'text', required: true }),
  ],
  telling: ['leadDepartment', 'partnerDepartments'],
  keys: ['partnerDepartments'],
};
