import { inventedIdNumber } from './credit-codes.ts';
import { excelDate, handwritten, type Row } from './office-form.ts';

/** Inspector directories of people who do not exist. */
export type Team = {
  /** What every certificate number begins with; three digits follow. */
  readonly certificate: string;
  readonly region: string;
  readonly department: string;
  /** The second character of every name. */
  readonly middle: string;
  readonly count: number;
  readonly leaders: number;
  /** Number that keeps identity numbers of several teams apart. */
  readonly first: number;
  /** The last day of the certificates. */
  readonly validTo: string;
  readonly of?: (i: number) => Row;
};

const SURNAMES = '韩杨朱秦尤许何吕施张孔曹严华金魏陶姜';
const GIVEN = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未';
const SPECIALTIES = ['水；气', '气', '固废；水', '辐射；固废', '水', '气；噪声'];

export function team(ask: Team): readonly Row[] {
  const { region, department, middle, count, leaders, first, validTo } = ask;
  return Array.from({ length: count }, (_, i) => ({
    name: `${SURNAMES[(first + i) % SURNAMES.length]}${middle}${GIVEN[i % GIVEN.length]}`,
    gender: i % 4 === 1 ? '女' : '男',
    department,
    post: i < leaders ? '执法一线' : i % 3 === 0 ? '综合' : '执法一线',
    ...ranked(i === 0 ? '队长' : i < leaders ? '中队长' : '科员'),
    certificateNo: certificateOf(ask, i),
    certificateValidTo: i % 4 === 3 ? excelDate(validTo) : handwritten(validTo, i),
    idNumber: inventedIdNumber(`19${72 + (i % 24)}0${(i % 9) + 1}15`, (first + i) % 1000),
    phone: 13_900_000_000 + first + i + 1,
    ...skilled(SPECIALTIES[i % SPECIALTIES.length]!),
    yearsOfService: 3 + ((i * 7) % 25),
    staffKind: '执法',
    onStaffOnDuty: '是',
    mayLead: i < leaders ? '是' : '否',
    region,
    ...ask.of?.(i),
  }));
}

function certificateOf({ certificate }: Pick<Team, 'certificate'>, i: number): string {
  return `${certificate}${String(i + 1).padStart(3, '0')}`;
}

/** Certificate numbers of those who went out in a year. */
export function certificates(rows: readonly Row[]): readonly string[] {
  return rows.map(({ certificateNo }) => String(certificateNo));
}

/** Offices call it 职务岗位 or 职务. */
const ranked = (title: string) => ({ position: title, title });
/** Offices have one, two or all three of these columns. */
const skilled = (field: string) => ({ specialties: field, businessCategory: field, professionCategory: field });
