import type { Templates } from './english-templates.ts';

/** What is said of the rows of the directories and of the item lists. */
export const DIRECTORY_ROWS: Templates = [
  // Objects
  [
    '所在区域没有填写，请补上六位行政区划代码或区县名称。',
    'The region is missing. Add its six-digit code or the name of the county.',
  ],
  ['所在区域没有填写，按本单位辖区（{}）记录。', 'The region is missing; it is recorded as that of the agency ($1).'],
  [
    '“{}”不是六位行政区划代码，也不是本单位辖区内的区县名称。请改正。',
    '“$1” is neither a six-digit region code nor the name of a county of the agency. Correct it.',
  ],
  [
    '“{}”不在本单位辖区（{}）内。请核对，或改由所在地单位导入。',
    '“$1” is outside the territory of the agency ($2). Check it, or let the agency there import it.',
  ],
  [
    '排污许可管理类别没有填写，按“未纳入排污许可”记录。请核对。',
    '排污许可管理类别 is missing; it is recorded as under no permit. Check it.',
  ],
  [
    '行业类型没有填写，本地方案按行业标识和抽查，已导入，请补上。',
    '行业类型 is missing and the local scheme draws by it; the row was imported. Add it.',
  ],
  [
    '标识“{}”不在本地方案列出的要素之内，已保留。方案列出：{}。',
    'The tag “$1” is none that the local scheme lists; it was kept. Listed are: $2.',
  ],
  [
    '在建工程建设项目没有填写检查时限，请补上（有下发名单的，按名单）。',
    'A construction project has no 检查时限. Add it, from the list that was handed down where there is one.',
  ],
  [
    '“{}”的名录里也有这个对象，状态同为正常，两边都保留。两地都有场所的，不用处理；已经迁走的，请迁出地把状态改为“迁出”。',
    'The directory of “$1” has this unit too, active there as well; both rows stand. Where it has sites in both places nothing is to be done; where it has moved, let the place it left set its 状态 to 迁出.',
  ],
  // Inspectors
  [
    '业务专长没有填写，按专长组队时不会选到这个人。',
    '业务专长 is missing: a team by speciality will not have this person.',
  ],
  [
    '类型“{}”不在本地方案列举的类型之内，已保留。方案列举：{}。',
    'The kind “$1” is none that the local scheme lists; it was kept. Listed are: $2.',
  ],
  [
    '没有执法证有效期的日常监管人员可以参加检查，不能任小组长，已按“否”导入。持有执法证的请补上有效期。',
    'Supervisors without the end of a certificate may inspect and not lead; imported as 否. Add the day where there is a certificate.',
  ],
  ['按本地方案，名录不收“{}”人员{}。可收：{}。', 'By the local scheme the directory takes in no “$1”$2. It takes: $3.'],
  ['辅助检查人员和专家须填写{}，请补上。', 'Auxiliaries and experts need $1. Add it.'],
  [
    '执法证已于 {} 到期，换证前不会被抽到。',
    'The certificate ended on $1; until it is renewed this person is not drawn.',
  ],
  [
    '执法证有效期没有填写，无法按日期判断是否有效，请补上。',
    '执法证有效期 is missing, so nobody can tell whether the certificate is good. Add it.',
  ],
  [
    '写了回避原因，没有写回避对象的信用代码，无法执行回避，请补上。',
    'There is a reason for a recusal and no credit code, so it cannot be kept to. Add the code.',
  ],
  ['回避原因没有填写，请补上。', '回避原因 is missing. Add it.'],
  // Items and joint items
  [
    '{}没有填写，已导入并标为“信息不全”；无法律依据不检查，请补上。',
    '$1 is missing; imported and flagged as incomplete. Nothing is inspected without a legal basis. Add it.',
  ],
  ['“{}”里有认不出的检查方式，可用：{}。', '“$1” has a way of inspecting that is not known. There are: $2.'],
  [
    '监管事项不在本地方案的目录里，已照原样保留，请核对。可用：{}。',
    '监管事项 is not in the catalogue of the local scheme; it was kept as it is. Check it. There are: $1.',
  ],
  ['方式没有填写，协商时须补充明确。', '方式 is missing: agree on it in the consultation.'],
  ['要求没有填写，协商时须补充明确。', '要求 is missing: agree on it in the consultation.'],
  ['“{}”既是牵头部门又是配合部门，请改正其中一项。', '“$1” both leads and takes part. Correct one of the two.'],
  [
    '“{}”是生态环境部门，这一行没有其他部门：两级生态环境部门一起检查是内部联合，不列入部门联合清单。请写明参加的其他部门，或删去这一行，按内部联合发起任务。',
    '“$1” belongs to the environment authority and this row has no other department: two levels of it inspecting together are internally joint and no item of this list. Name the other departments, or leave the row out and initiate the task as internally joint.',
  ],
];
