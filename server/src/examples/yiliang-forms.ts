import { type FixtureCell, makeXlsx } from '../workbooks/workbook-fixture.ts';
import type { OfficeForm } from './office-form.ts';

/** How the county keeps its lists, and two tables as its scheme prints them: 表一, and the first row of the plan. */
export const yiliangForms = {
  objects: {
    sheet: '检查对象名录库',
    title: '检查对象名录库（2022年）',
    filledIn: '单位、人员、代码均为虚构',
    headers: [
      ['序号', '#'],
      ['单位名称', 'name'],
      ['统一社会信用代码', 'creditCode'],
      ['项目代码', 'projectNumber'],
      ['法人', 'legalRepresentative'],
      ['所属区县', 'region'],
      ['详细地址', 'address'],
      ['行业类别', 'industry'],
      ['排放污染物类型（水、气等）', 'remarkPollutants'],
      ['污染类型', 'pollutantTypes'],
      ['许可管理类别', 'permitCategory'],
      ['表一类别', 'tierRows'],
      ['部厅要求', 'ministryDemand'],
      ['督察要求', 'inspectorateDemand'],
      ['经常性问题', 'recurringProblem'],
      ['重点排污单位', 'keyListMember'],
      ['市政府要求', 'municipalDemand'],
      ['县区政府要求', 'countyDemand'],
      ['集中投诉', 'concentratedComplaints'],
      ['核技术利用', 'nuclearUser'],
      ['建设项目', 'constructionProject'],
      ['检查时限', 'inspectionDue'],
      ['信用风险等级', 'creditRiskGrade'],
      ['非现场监管设施', 'offSiteFacilities'],
      ['状态', 'status'],
      ['状态起始日期', 'statusSince'],
    ],
    footer: [['填表人：设一', null, null, '审核人：设二']],
  },
  people: {
    sheet: '人员',
    title: '检查人员名录库',
    headers: [
      ['姓名', 'name'],
      ['单位', 'department'],
      ['执法（工作）证号', 'certificateNo'],
      ['职务岗位', 'position'],
      ['部门岗位', 'post'],
      ['工作年限', 'yearsOfService'],
      ['业务专长', 'specialties'],
      ['人员类别', 'staffKind'],
      ['有效期至', 'certificateValidTo'],
      ['公民身份号码', 'idNumber'],
      ['手机', 'phone'],
      ['在编在岗', 'onStaffOnDuty'],
      ['可任组长', 'mayLead'],
    ],
  },
  visits: {
    sheet: '抽查记录',
    headers: [
      ['任务编号', 'task'],
      ['统一社会信用代码', 'creditCode'],
      ['对象类别', 'class'],
      ['检查日期', 'date'],
      ['检查层级', 'level'],
      ['检查单位', 'authority'],
      ['任务类型', 'taskType'],
      ['抽取方式', 'selection'],
      ['针对性依据', 'ground'],
      ['文书编号', 'reference'],
      ['检查方式', 'method'],
      ['抽查事项', 'items'],
      ['检查人员证号', 'inspectors'],
      ['检查结果', 'results'],
      ['结果认定日期', 'resultDeterminedOn'],
      ['公示日期', 'publishedOn'],
      ['备忘', 'remark'],
    ],
  },
} satisfies Readonly<Record<string, OfficeForm>>;

const HEAD = 1;
const WRAPPED = 2;
const STYLES = [{ bold: true, centred: true }, { wrapped: true }];
const COUNTY = '县（市）区';
const BOTH = `市级\n${COUNTY}`;

/** 类别, 监管对象, 监管职责, 检查频次, 抽查比例原则 */
const TABLE_ONE: readonly (readonly [string, string, string, string, string])[] = [
  ['A', '《排污许可管理办法（试行）》中规定的重点管理企业', BOTH, '1次/季\n1次/季', '季度不低于10%\n季度不低于5%'],
  ['A', '生态环境部和省生态环境厅要求重点监管的排污单位', BOTH, '2次/年\n1次/年', '100%\n10%'],
  ['A', '中央环保督察或云南省环保督察要求重点监管的排污单位', BOTH, '2次/年\n1次/年', '100%\n10%'],
  ['A', '各县（市）区生态环境分局提出的、经市局确定需重点监管的单位（经常性问题）', '市级', '1次/年', '100%'],
  ['B', '除A类外，《排污许可管理办法（试行）》中规定的简化管理企业', COUNTY, '1次/季', '季度不低于10%'],
  ['B', '列入年度昆明市重点排污单位名单的企业事业单位', COUNTY, '2次/年', '100%'],
  ['B', '市政府要求重点监管的排污单位', COUNTY, '2次/年', '100%'],
  ['C', '除A、B类外，《排污许可管理办法（试行）》中规定的登记管理企业', COUNTY, '1次/季', '季度不低于10%'],
  ['C', '县（市）区政府、管委会要求重点监管的排污单位', COUNTY, '2次/年', '100%'],
  ['C', '被群众集中投诉或反映存在突出环境污染问题的排污单位或个人', COUNTY, '2次/年', '100%'],
  ['C', '其它属于生态环境部门监管职责范围的污染源排污企事业单位或个人', COUNTY, '1次/年', '10-30%'],
];

function styled(texts: readonly string[], style: number): readonly FixtureCell[] {
  return texts.map((text) => ({ text, style }));
}

export function tableOneBook(): Uint8Array {
  const rows = [
    styled(['（表一）'], WRAPPED),
    styled(['类别', '监管对象', '监管职责', '检查频次', '抽查比例原则'], HEAD),
    ...TABLE_ONE.map((cells) => styled(cells, WRAPPED)),
  ];
  return makeXlsx({ styles: STYLES, sheets: [{ name: '表一', rows, merges: ['A3:A6', 'A7:A9', 'A10:A13'] }] });
}

/** The plan as far as it has come down: one row, and the number of the second. */
export function planRowBook(): Uint8Array {
  const rows = [
    styled(['昆明市生态环境局宜良分局2022年“双随机、一公开”抽查计划'], HEAD),
    styled(['序号', '抽查计划名称', '检查类别', '抽查事项', '检查对象', '事项类别', '抽查方式', '抽查日期'], HEAD),
    styled(
      [
        '1',
        '对放射性污染防治监督检查的工作计划',
        '放射性污染防治监督检查',
        '对核技术利用单位放射性污染防治工作的检查',
        '核技术利用单位',
        '重点检查事项',
        '现场检查',
        '2022年1月—12月',
      ],
      WRAPPED,
    ),
    ['2'],
  ];
  return makeXlsx({ styles: STYLES, sheets: [{ name: '抽查计划', rows, merges: ['A1:H1'] }] });
}
