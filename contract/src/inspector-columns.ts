import { column, type Vocabulary } from './columns.ts';

const genderChoices = { male: ['男'], female: ['女'] } as const;

export const staffKindChoices = {
  enforcement: ['执法', '执法人员'],
  dailySupervision: ['日常监管', '日常监管人员'],
  auxiliary: ['辅助', '辅助检查人员'],
  expert: ['专家'],
} as const;

/** 检查人员名录. The key is the certificate number. */
export const inspectorVocabulary: Vocabulary = {
  noun: 'inspectors',
  title: '检查人员名录',
  columns: [
    column('name', ['姓名', '人员姓名'], { type: 'personName', required: true }),
    column('gender', ['性别'], { type: 'choice', choices: genderChoices }),
    column('department', ['单位', '所属部门', '部门', '工作单位'], { type: 'text', required: true }),
    column('post', ['部门岗位', '岗位'], { type: 'text' }),
    column('position', ['职务岗位'], { type: 'text' }),
    column('title', ['职务'], { type: 'text' }),
    column(
      'certificateNo',
      ['执法证号', '证号', '执法证件号', '执法（工作）证号', '工作证号', '聘书编号', '专家编号'],
      {
        type: 'certificateNo',
        required: true,
      },
    ),
    column('certificateValidTo', ['执法证有效期至', '有效期至', '执法证有效期'], { type: 'date', expected: true }),
    column('idNumber', ['身份证号', '身份证号码', '公民身份号码'], { type: 'idNumber', expected: true }),
    column('phone', ['手机', '手机号', '手机号码', '联系电话'], { type: 'phone' }),
    column('specialties', ['业务专长', '擅长行业', '擅长领域'], { type: 'list', expected: true }),
    column('businessCategory', ['业务类别'], { type: 'list' }),
    column('professionCategory', ['专业类别'], { type: 'list' }),
    column('yearsOfService', ['工作年限'], { type: 'integer' }),
    column('staffKind', ['人员类别', '人员类型'], { type: 'choice', choices: staffKindChoices }),
    column('supporterKind', ['辅助人员类型', '专家类型', '机构类型', '单位类型'], { type: 'text' }),
    column(
      'mandateDocument',
      ['委托文件', '委托（授权）文件', '授权文件', '委托文号', '授权文号', '委托书编号', '聘任文件', '聘任文号'],
      { type: 'text' },
    ),
    column('onStaffOnDuty', ['在编在岗'], { type: 'yesNo' }),
    column('onDuty', ['在岗起止', '委托期限', '授权期限', '聘期'], { type: 'span' }),
    column('mayLead', ['可任组长', '可任小组长'], { type: 'yesNo' }),
    column('region', ['行政区域', '行政区划', '区域'], { type: 'region' }),
    column('recusedCodes', ['回避对象'], { type: 'creditCodes' }),
    column('recusalReason', ['回避原因'], { type: 'text' }),
  ],
  telling: ['certificateNo'],
  keys: ['certificateNo'],
};
