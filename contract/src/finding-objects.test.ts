import { expect, it } from 'vitest';
import type { FindingView } from './compliance.ts';
import { objectLines } from './finding-objects.ts';

const over: FindingView = {
  ...{ code: 'OVER_CAP', rule: 'x/cap/all/county', class: 'all', level: 'county', severity: 'error' },
  ...{ object: 'K-3', objectName: '丙单位03', count: 3, cap: 2, clause: { section: '四（五）', quote: '不超过2次' } },
};

it('a cap that counts departments says of how many visits its number is (AMB-50)', () => {
  expect(objectLines([{ ...over, made: 2 }], 'zh')).toEqual([
    '   对象：丙单位03（K-3）：2 次检查，联合检查按部门各计一次，共计 3 次，上限 2 次',
  ]);
  expect(objectLines([{ ...over, made: 2 }], 'en')).toEqual([
    '   Units: 丙单位03 (K-3): 2 visits, joint ones counted once for each department: 3, cap 2',
  ]);
  // Control: where each visit is one, the number is that of the visits.
  expect(objectLines([over], 'zh')).toEqual(['   对象：丙单位03（K-3）：3 次，上限 2 次']);
});
