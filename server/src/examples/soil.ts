import type { FixtureCell } from '../workbooks/workbook-fixture.ts';
import { inventedCode } from './credit-codes.ts';
import type { Row } from './office-form.ts';

/** The usual dirt of an object list, each kind on a row of its own, and three rows at the end that must come back. */
export type Dirt = {
  /** Index of the row whose code is written in full-width characters; the next ones have the other slips. */
  readonly from: number;
  /** Number of an invented code that no other row has. */
  readonly spare: number;
  /** As a text file shows what Excel has ruined. */
  readonly isText?: boolean;
};

/** `undefined` is a row left blank. */
export function soiled(rows: readonly Row[], { from, spare, isText = false }: Dirt): readonly (Row | undefined)[] {
  const changed = new Map<number, Row>([
    [from, { creditCode: fullWidth(textIn(rows[from], 'creditCode')) }],
    [from + 1, { name: ` ${textIn(rows[from + 1], 'name')}\u00a0` }],
    [from + 2, { creditCode: textIn(rows[from + 2], 'creditCode').toLowerCase() }],
    [from + 3, { legalRepresentative: null }],
    [from + 4, { address: textIn(rows[from + 4], 'address').replace('街道', '街道\n') }],
    [from + 5, { legalRepresentative: '李　例' }],
  ]);
  const slipped = rows.map((row, i) => ({ ...row, ...changed.get(i) }));
  return [...slipped.slice(0, from + 8), undefined, ...slipped.slice(from + 8), ...returned(rows, { spare, isText })];
}

/** A wrong check digit, a code that Excel took for a number, and a code that stands in the list already. */
function returned(rows: readonly Row[], { spare, isText }: Pick<Required<Dirt>, 'spare' | 'isText'>): readonly Row[] {
  const right = inventedCode(spare);
  const wrong = `${right.slice(0, 17)}${right[17] === 'X' ? 'Y' : 'X'}`;
  const ruined: FixtureCell = isText ? '9.1999999E+17' : { xml: '<v>9.1999999E+17</v>' };
  return [
    { ...rows[0], name: '错码示例有限公司', creditCode: wrong },
    { ...rows[1], name: '科学计数示例有限公司', creditCode: ruined },
    { ...rows[2], name: '重复示例有限公司' },
  ];
}

function textIn(row: Row | undefined, column: string): string {
  return String(row?.[column]);
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}
