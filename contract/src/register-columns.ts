import { column, type Vocabulary } from './columns.ts';

/** What a permit platform exports: one row a permit. */
export const permitRegister: Vocabulary = {
  noun: 'register',
  title: '排污许可登记册',
  columns: [
    column('name', ['单位名称', '企业名称', '排污单位名称', '主体名称', '名称'], { type: 'text', required: true }),
    column('key', ['统一社会信用代码', '信用代码', '社会信用代码'], { type: 'creditCode' }),
  ],
  telling: ['name'],
  keys: ['name'],
  fewest: 1,
};

/** The register of enforcement certificates: one row a person. */
export const certificateRegister: Vocabulary = {
  noun: 'register',
  title: '执法证登记册',
  columns: [
    column('name', ['姓名', '人员姓名', '持证人'], { type: 'personName', required: true }),
    column('key', ['执法证号', '证号', '执法证件号', '行政执法证号'], { type: 'certificateNo', required: true }),
  ],
  telling: ['key'],
  keys: ['key'],
  fewest: 1,
};
