import type { ComplianceView, FindingView } from '@sunlot/contract/compliance.ts';
import { expect, it } from 'vitest';
import { verdictDifferences } from './verdict-differences.ts';

const finding: FindingView = {
  ...{ code: 'OVER_CAP', rule: 'x/cap/all/all', class: 'all', level: 'all', severity: 'error', count: 3, cap: 2 },
  ...{ object: 'K-1', objectName: '示范一厂', clause: { section: '四（五）', quote: '不超过2次' } },
};
const view = (one: FindingView): ComplianceView => ({
  ...{ agency: '999999', agencyName: '示范县分局', level: 'county', pack: 'x', packName: '示范方案', packVersion: 1 },
  ...{ year: 2026, asOf: '2027-01-20', verdict: 'noncompliant', findings: [one], tables: [], visits: 3 },
  ...{ ended: [], history: 0, notJudged: [], readings: [], classNames: {} },
});
const differing = (now: Partial<FindingView>) =>
  verdictDifferences(view(finding), view({ ...finding, ...now })).findings;

it('how a rule, an object or a clause is worded is no difference, nor is who closed since; a number is, and a reason that was approved since', () => {
  expect(differing({ principle: true, objectName: '示范一厂有限公司' })).toEqual([]);
  expect(differing({ gone: 1 })).toEqual([]);
  expect(differing({ count: 4 })).toHaveLength(1);
  expect(differing({ severity: 'justified', justification: { reason: '甲', approvedBy: '乙' } })).toHaveLength(1);
});
