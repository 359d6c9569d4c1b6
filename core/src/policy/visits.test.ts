import { expect, test } from 'vitest';
import { aVisit } from '../../test/facts-fixtures.ts';
import type { VisitFact } from './facts.ts';
import { withLastCompletion } from './visits.ts';

test('a task is complete with its last object: of several days that its visits name, the last holds for all', () => {
  const visit = (more: Partial<VisitFact>) => aVisit({ objectId: 'A', date: '2026-02-01', ...more });
  const days = (visits: readonly VisitFact[]) => withLastCompletion(visits).map((one) => one.taskCompletedOn);
  const [early, late] = [
    visit({ taskId: 'T', taskCompletedOn: '2026-02-10' }),
    visit({ objectId: 'B', taskId: 'T', taskCompletedOn: '2026-03-01' }),
  ];
  expect(days([early, late])).toEqual(['2026-03-01', '2026-03-01']);
  expect(days([late, early])).toEqual(['2026-03-01', '2026-03-01']);
  const control = [
    { ...early, agency: '999998' },
    { ...early, taskId: 'U' },
    visit({ taskId: 'T' }),
    visit({ taskCompletedOn: '2026-02-20' }),
  ];
  expect(days([late, ...control])).toEqual(['2026-03-01', '2026-02-10', '2026-02-10', undefined, '2026-02-20']);
});
