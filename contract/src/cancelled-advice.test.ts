import { expect, it } from 'vitest';
import { findingText } from './finding-texts.ts';

const standing = { state: 'provisional', closesByItself: true };
const open = { asOf: '2027-01-05', year: 2026, agency: '140826', standing };
const cancelled = { cancelled: 1, cancelledIn: ['2026q4-key'] };
const said = (found: object, view: object = open) =>
  findingText(
    { code: 'UNDER_ANNUAL_COVERAGE', period: '2026', required: 8, shortBy: 1, ...found },
    { ...open, ...view },
  ).todo;

it('a unit whose visit was cancelled is inspected under its own task, and no draw is advised for it', () => {
  const { zh, en } = said(cancelled);
  expect(zh).toMatch(
    /^判定还没有定案：.*计入；检查已取消、还在名单里的 1 家，仍可按原任务（2026q4-key）检查，定案以前查完、录入的也计入。定案以后：/,
  );
  expect(zh).not.toContain('补抽，');
  expect(zh).not.toContain('可以补抽');
  expect(en).toMatch(/whose visit was cancelled \(1\), which can be made .* \(2026q4-key\)\. Once it is closed/);
  expect(en).not.toContain('a draw can make up');
});

it('of the others a draw can be made still, and where not everybody is asked for of all', () => {
  expect(said({ ...cancelled, shortBy: 2 }).zh).toContain('也计入；其余没有抽够、还在名单里的可以补抽，');
  expect(said({ ...cancelled, shortBy: 2 }).en).toContain('what is lacking of the others still in the list');
  const ofPeriod = said({ ...cancelled, code: 'UNDER_RATIO', period: '2026Q4', byRatio: 2 });
  expect(ofPeriod.zh).toContain('（2026q4-key）检查，定案以前查完、录入的也计入；没有抽够、还在名单里的可以补抽');
  expect(said({ ...cancelled, code: 'UNDER_RATIO', period: '2026Q4', times: 2 }).zh).toContain('名单里的 1 家次，');
});

it('control: nobody was cancelled, or the verdict is closed', () => {
  expect(said({}).zh).toMatch(
    /^判定还没有定案：抽中未查的，定案以前查完、录入的仍计入；没有抽够、还在名单里的可以补抽/,
  );
  const closed = { standing: { state: 'closed', closesByItself: true } };
  expect(said(cancelled, closed)).toEqual(said({}, closed));
});
