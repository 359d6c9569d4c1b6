import { objectVocabulary } from '@sunlot/contract/object-columns.ts';
import { describe, expect, it } from 'vitest';
import { createObjectJudge } from './judge-objects.ts';
import type { TableRow } from './table.ts';

const CODES = ['91999999MA0000001N', '91999999MA0000002R', '91999999MA0000003W'] as const;
const context = { territory: '140826', regions: new Map([['绛县', '140826']]) };

const good = {
  name: '示范县青禾水泥有限公司',
  creditCode: CODES[0],
  address: '示范县一号路1号',
  legalRepresentative: '王示范',
  region: '140826',
  permitCategory: '重点管理',
  status: '正常',
};

function row(cells: Readonly<Record<string, string | undefined>>, more: Partial<TableRow> = {}): TableRow {
  const known = Object.entries({ ...good, ...cells }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { rowNumber: 2, cells: Object.fromEntries(known), remarks: {}, numeric: [], ...more };
}

function judge(cells: Readonly<Record<string, string | undefined>>, more: Partial<TableRow> = {}) {
  return createObjectJudge(context)(row(cells, more));
}

function factsOf(cells: Readonly<Record<string, string | undefined>>) {
  const judged = judge(cells);
  if (!judged.ok) throw new Error(judged.errors.map(({ message }) => message).join());
  return judged.value.facts;
}

function errorsOf(cells: Readonly<Record<string, string | undefined>>, more: Partial<TableRow> = {}) {
  const judged = judge(cells, more);
  return judged.ok ? [] : judged.errors.map(({ column, code }) => `${column} ${code}`);
}

function warningsOf(cells: Readonly<Record<string, string | undefined>>) {
  return judge(cells).warnings.map(({ column, code }) => `${column} ${code}`);
}

describe('a row', () => {
  it('that is complete is kept without a word', () => {
    expect(judge({})).toEqual({
      ok: true,
      rowNumber: 2,
      warnings: [],
      value: {
        facts: {
          id: CODES[0],
          creditCode: CODES[0],
          name: '示范县青禾水泥有限公司',
          address: '示范县一号路1号',
          legalRepresentative: '王示范',
          region: '140826',
          permitCategory: '重点管理',
          status: 'active',
        },
        remarks: {},
      },
    });
  });

  it.each([
    ['name', 'missing'],
    ['status', 'missing'],
    ['creditCode', 'noKey'],
  ])('without %s is given back', (column, code) => {
    expect(errorsOf({ [column]: undefined })).toEqual([`${column} ${code}`]);
  });

  it('without address or legal representative is kept and shown as incomplete: nobody is left out of the directory', () => {
    expect(warningsOf({ address: undefined, legalRepresentative: undefined })).toEqual([
      'address incomplete',
      'legalRepresentative incomplete',
    ]);
    expect(factsOf({ address: undefined })).not.toHaveProperty('address');
  });

  it('without a permit category counts as none, with a warning', () => {
    expect(factsOf({ permitCategory: undefined }).permitCategory).toBe('none');
    expect(warningsOf({ permitCategory: undefined })).toEqual(['permitCategory defaulted']);
  });

  it('with several faults is given back with all of them', () => {
    expect(errorsOf({ creditCode: '91999999MA0000001X', status: '不详', statusSince: '去年' })).toEqual([
      'creditCode badCheckDigit',
      'status badChoice',
      'statusSince badDate',
    ]);
  });
});

describe('the credit code', () => {
  it('with a wrong check digit says which digit belongs there', () => {
    const judged = judge({ creditCode: '91999999MA0000001X' });
    expect(judged.ok ? [] : judged.errors[0]!.message).toContain('末位应是 N');
  });

  it('of the wrong length, with a letter that codes do not have, or stored as a number', () => {
    expect(errorsOf({ creditCode: '91999999MA000001' })).toEqual(['creditCode badCode']);
    expect(errorsOf({ creditCode: '91999999MAO000001N' })).toEqual(['creditCode badCode']);
    expect(errorsOf({ creditCode: '9.1999999E+17' })).toEqual(['creditCode digitsLost']);
    expect(errorsOf({ creditCode: '919999990000000000' }, { numeric: ['creditCode'] })).toEqual([
      'creditCode digitsLost',
    ]);
  });

  it('twice in a file: the later row is given back and names the earlier', () => {
    const judgeRow = createObjectJudge(context);
    expect(judgeRow(row({})).ok).toBe(true);
    const second = judgeRow(row({ name: '别的名称' }, { rowNumber: 9 }));
    expect(second.ok ? [] : second.errors).toMatchObject([
      { code: 'duplicate', message: expect.stringContaining('第 2 行') },
    ]);
  });

  it('other than that of a row with the same name and address is only suspect', () => {
    const judgeRow = createObjectJudge(context);
    judgeRow(row({}));
    const twin = judgeRow(row({ creditCode: CODES[1], name: '示范县 青禾水泥有限公司' }, { rowNumber: 3 }));
    expect(twin).toMatchObject({ ok: true, warnings: [{ code: 'suspectDuplicate' }] });
    expect(judgeRow(row({ creditCode: CODES[2], address: '别处' }, { rowNumber: 4 })).warnings).toEqual([]);
  });
});

describe('the key of a construction project', () => {
  const project = { constructionProject: '是', projectNumber: 'SF-2026.01', inspectionDue: '2026-12-20' };

  it('is its owner’s code and its number, so that the owner can stand beside it', () => {
    const judgeRow = createObjectJudge(context);
    expect(judgeRow(row({})).ok).toBe(true);
    const judged = judgeRow(row({ ...project, name: '二期工程' }, { rowNumber: 3 }));
    expect(judged.ok && judged.value.facts.id).toBe(`${CODES[0]}/SF-2026.01`);
  });

  it('may be written out where the project has no code of its own', () => {
    expect(factsOf({ ...project, creditCode: undefined, projectNumber: `${CODES[1]}/A1` }).id).toBe(`${CODES[1]}/A1`);
    expect(errorsOf({ ...project, creditCode: undefined })).toEqual(['creditCode noKey']);
    expect(errorsOf({ ...project, projectNumber: `${CODES[1].slice(0, 17)}X/A1` })).toEqual(['projectNumber badCode']);
    expect(errorsOf({ ...project, projectNumber: '一期' })).toEqual(['projectNumber badCode']);
  });

  it('is the code where the object only has had a project', () => {
    expect(factsOf({ projectNumber: 'A1' }).id).toBe(CODES[0]);
  });

  it('without a time limit is pointed out', () => {
    expect(warningsOf({ ...project, inspectionDue: undefined })).toEqual(['inspectionDue incomplete']);
  });
});

describe('the region', () => {
  it('is a code, or a name of the own territory; blank it is the county itself', () => {
    expect(factsOf({ region: '绛县' }).region).toBe('140826');
    expect(factsOf({ region: undefined }).region).toBe('140826');
    expect(warningsOf({ region: undefined })).toEqual(['region defaulted']);
  });

  it('outside the territory, or unknown, is given back', () => {
    expect(errorsOf({ region: '140802' })).toEqual(['region outsideTerritory']);
    expect(errorsOf({ region: '某县' })).toEqual(['region badChoice']);
  });

  it('of a city has to say the county', () => {
    const judgeRow = createObjectJudge({ territory: '140800', regions: new Map() });
    expect(judgeRow(row({ region: '140826' })).ok).toBe(true);
    expect(judgeRow(row({ region: undefined, creditCode: CODES[1] })).ok).toBe(false);
    expect(judgeRow(row({ region: '140702', creditCode: CODES[2] })).ok).toBe(false);
  });
});

describe('values', () => {
  it('dates in every form of the vocabulary', () => {
    for (const text of ['2026-03-02', '2026/3/2', '2026年3月2日', '2026.3.2', '20260302', '2026-03-02 00:00:00']) {
      expect(factsOf({ statusSince: text }).statusSince).toBe('2026-03-02');
    }
    for (const text of ['2026-02-30', '26-3-2', '2026年3月', '长期']) {
      expect(errorsOf({ statusSince: text })).toEqual(['statusSince badDate']);
    }
  });

  it('events with date, level and document', () => {
    const facts = factsOf({
      penalty: '2026-08-01|市级|示环罚〔2026〕3号；2026年9月2日',
      listedSupervision: '2026-07-05｜省厅｜示督〔2026〕1号',
      crime: '无',
    });
    expect(facts.events).toEqual([
      { kind: 'listedSupervision', date: '2026-07-05', level: 'provincial', document: '示督〔2026〕1号' },
      { kind: 'penalty', date: '2026-08-01', level: 'municipal', document: '示环罚〔2026〕3号' },
      { kind: 'penalty', date: '2026-09-02' },
    ]);
    expect(errorsOf({ penalty: '去年被罚' })).toEqual(['penalty badEvent']);
    expect(errorsOf({ penalty: '2026-08-01|乡级|1号' })).toEqual(['penalty badEvent']);
  });

  it('a listing without its level is given back, because the level decides; a penalty is not', () => {
    expect(errorsOf({ listedSupervision: '2026-08-01' })).toEqual(['listedSupervision badEvent']);
    expect(errorsOf({ excessNotice: '2026-08-01||1号' })).toEqual(['excessNotice badEvent']);
    expect(errorsOf({ penalty: '2026-08-01' })).toEqual([]);
  });

  it('the list of key dischargers with or without a year', () => {
    expect(factsOf({ keyListMember: '是' }).keyListMember).toEqual([{}]);
    expect(factsOf({ keyListMember: '2025市级；2026年市级' }).keyListMember).toEqual([
      { year: 2025, level: 'municipal' },
      { year: 2026, level: 'municipal' },
    ]);
    expect(factsOf({ keyListMember: '否' })).not.toHaveProperty('keyListMember');
    expect(errorsOf({ keyListMember: '可能' })).toEqual(['keyListMember badChoice']);
  });

  it('spans, choices, several choices, lists, yes and no, demands', () => {
    const facts = factsOf({
      positiveList: '2026-01-01～2026-12-31',
      pollutantTypes: '废水、气',
      hazardousWasteRole: '产生；经营',
      hazardousWastePermit: 'HW-001',
      tags: '行业:化工；园区企业',
      sewagePlant: '√',
      landfill: '无',
      municipalDemand: '是',
      tierRows: 'A1；B2',
      creditRiskGrade: 'b',
    });
    expect(facts).toMatchObject({
      positiveList: { from: '2026-01-01', to: '2026-12-31' },
      pollutantTypes: ['水', '气'],
      hazardousWasteRole: ['产生', '经营'],
      hazardousWastePermit: true,
      tags: ['行业:化工', '园区企业', '要求:市政府要求'],
      sewagePlant: true,
      landfill: false,
      tierRows: ['A1', 'B2'],
      creditRiskGrade: 'B',
    });
    expect(errorsOf({ positiveList: '2026-12-31~2026-01-01', pollutantTypes: '光', sewagePlant: '大概' })).toEqual([
      'sewagePlant badChoice',
      'pollutantTypes badChoice',
      'positiveList badSpan',
    ]);
  });

  it('tags of a dimension that the scheme does not list are kept and pointed out', () => {
    const judgeTags = (tagDimensions?: readonly string[]) =>
      createObjectJudge({ ...context, tagDimensions })(
        row({ tags: '绩效分级:C；行业类型：化工；园区企业', municipalDemand: '是' }),
      );
    const judged = judgeTags(['行业类型', '重污染天气绩效分级']);
    expect(judged.ok && judged.value.facts.tags).toEqual([
      '绩效分级:C',
      '行业类型:化工',
      '园区企业',
      '要求:市政府要求',
    ]);
    const [warning, ...others] = judged.warnings.filter(({ column }) => column === 'tags');
    expect(warning).toMatchObject({ code: 'outsidePack', message: expect.stringMatching(/^标识“绩效分级”不在/) });
    expect(others).toEqual([]);
    expect(judgeTags(['行业类型', '绩效分级']).warnings.filter(({ column }) => column === 'tags')).toEqual([]);
    expect(judgeTags().warnings.filter(({ column }) => column === 'tags')).toEqual([]);
  });

  it('a dimension of the scheme that is no column here is one in the workbook, and its cells are tags', () => {
    const level = createObjectJudge({ ...context, tagDimensions: ['区域', '行业', '级别'] });
    const judged = level(row({ 'tag:级别': '市级；重点', tags: '级别:市级', industry: '化工' }));
    expect(judged.ok && judged.value.facts.tags).toEqual(['级别:市级', '级别:重点']);
    expect(judged.warnings).toEqual([]);
  });

  it('without a trade is kept and pointed out where the scheme tags by trade, and only there', () => {
    const warned = (tagDimensions: readonly string[], cells: Readonly<Record<string, string>> = {}) =>
      createObjectJudge({ ...context, tagDimensions })(row(cells)).warnings.map(
        ({ column, code }) => `${column} ${code}`,
      );
    expect(warned(['行业产业类型'])).toEqual(['industry incomplete']);
    expect(warned(['行业产业类型'], { industry: '化工' })).toEqual([]);
    expect(warned(['行业类型'], { tags: '行业：化工' })).toEqual(['tags outsidePack']);
    expect(warned(['排污许可管理类别'])).toEqual([]);
  });

  it('records are days with words, either of them, or whether there are any', () => {
    const facts = factsOf({
      creditRecord: '良好',
      violationRecords: '2026-03-02|某环罚〔2026〕3号；2025年6月1日｜超标排放；2024-01-05',
      complaintRecords: '有；无',
      constructionStatus: '已建成',
      supervisionType: '废水重点监管',
      monitoringType: '自动监控',
    });
    expect(facts).toMatchObject({
      creditRecord: [{ text: '良好' }],
      violationRecords: [
        { date: '2026-03-02', text: '某环罚〔2026〕3号' },
        { date: '2025-06-01', text: '超标排放' },
        { date: '2024-01-05' },
      ],
      complaintRecords: [{}],
      constructionStatus: 'built',
      supervisionType: '废水重点监管',
      monitoringType: '自动监控',
    });
    expect(factsOf({ complaintRecords: '无' })).not.toHaveProperty('complaintRecords');
    expect(
      errorsOf({ violationRecords: '某日|罚款', complaintRecords: '2026-02-30', creditRecord: '2026-01-01|甲|乙' }),
    ).toEqual(['creditRecord badDate', 'violationRecords badDate', 'complaintRecords badDate']);
    expect(errorsOf({ constructionStatus: '快了' })).toEqual(['constructionStatus badChoice']);
  });

  it.each([
    ['是|2026-03-02|某环〔2026〕3号', { date: '2026-03-02', document: '某环〔2026〕3号' }],
    ['是｜2026年3月2日｜某环〔2026〕3号', { date: '2026-03-02', document: '某环〔2026〕3号' }],
    ['有（2026/3/2，某环〔2026〕3号）', { date: '2026-03-02', document: '某环〔2026〕3号' }],
    ['是（2026.3.2）', { date: '2026-03-02' }],
    ['是||某环〔2026〕3号', { document: '某环〔2026〕3号' }],
    ['是|20260302', { date: '2026-03-02' }],
    ['是', undefined],
  ])('a flag %s holds, with the day and document behind it', (cell, evidence) => {
    const facts = factsOf({ tailingsPond: cell });
    expect(facts.tailingsPond).toBe(true);
    expect(facts.evidence).toEqual(evidence && { tailingsPond: evidence });
  });

  it('every flag that decides a class may have them, other choices and lists as well', () => {
    const flags = ['两高', '尾矿库', '危化品', '重金属', '垃圾填埋场', '历史遗留矿山', '重要环保设施', '严重失信'];
    const ids = flags.map((header) => objectVocabulary.columns.find((column) => column.header === header)!.id);
    const facts = factsOf({
      ...Object.fromEntries(ids.map((id) => [id, '是|2026-01-02|依据1号'])),
      environmentalRisk: '高|2026-02-03|评估2号',
      hazardousWasteRole: '产生；经营|2026-02-04',
      permitCategory: '重点管理|2025-12-01|许可3号',
      positiveList: '2026-01-01~2026-12-31||清单4号',
      keyListMember: '2026市级|2026-03-31|名录〔2026〕1号；2025',
    });
    for (const id of ids) expect([id, facts.evidence?.[id]]).toEqual([id, { date: '2026-01-02', document: '依据1号' }]);
    expect(facts).toMatchObject({
      environmentalRisk: '高',
      hazardousWasteRole: ['产生', '经营'],
      permitCategory: '重点管理',
      positiveList: { from: '2026-01-01', to: '2026-12-31' },
      keyListMember: [
        { year: 2026, level: 'municipal', date: '2026-03-31', document: '名录〔2026〕1号' },
        { year: 2025 },
      ],
      evidence: {
        environmentalRisk: { date: '2026-02-03', document: '评估2号' },
        hazardousWasteRole: { date: '2026-02-04' },
        permitCategory: { date: '2025-12-01', document: '许可3号' },
        positiveList: { document: '清单4号' },
      },
    });
  });

  it('a day that is none is given back with its cell, and so is more than three parts', () => {
    const judged = judge({ tailingsPond: '是|2026-02-30|某环3号' });
    expect(judged).toMatchObject({
      ok: false,
      errors: [{ column: 'tailingsPond', code: 'badDate', message: expect.stringContaining('不是日历上有的日期') }],
    });
    expect(
      errorsOf({ landfill: '是|某环3号', heavyMetals: '是|2026-01-01|甲|乙', permitCategory: '重点管理|某日' }),
    ).toEqual(['heavyMetals badDate', 'landfill badDate', 'permitCategory badDate']);
    expect(errorsOf({ keyListMember: '2026市级|某日' })).toEqual(['keyListMember badChoice']);
    expect(errorsOf({ tailingsPond: '大概|2026-01-01' })).toEqual(['tailingsPond badChoice']);
  });

  it('coordinates and remarks stay as remarks, unknown columns too', () => {
    const judged = createObjectJudge(context)(
      row({ longitude: '111.5683', note: '夜间停产' }, { remarks: { 门牌: '7' } }),
    );
    expect(judged.ok && judged.value.remarks).toEqual({ 门牌: '7', 经度: '111.5683', 备注: '夜间停产' });
    expect(errorsOf({ longitude: '35.49', latitude: '111.5' })).toEqual(['longitude badNumber', 'latitude badNumber']);
  });

  it('names with characters of private fonts or rare ones are kept and pointed out, broken text is not kept', () => {
    const judged = judge({ legalRepresentative: '王\ue863', name: '示范县𠮷祥厂' });
    expect(judged.ok).toBe(true);
    expect(judged.warnings.map(({ code }) => code)).toEqual(['rareCharacter', 'privateUse']);
    expect(judged.warnings[1]!.message).toContain('多半是“䶮”');
    expect(errorsOf({ name: '示范\ufffd厂' })).toEqual(['name garbled']);
    expect(errorsOf({ name: '厂'.repeat(201) })).toEqual(['name tooLong']);
  });
});
