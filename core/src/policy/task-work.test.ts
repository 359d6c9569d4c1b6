import { describe, expect, test } from 'vitest';
import { aVisit } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import type { VisitFact } from './facts.ts';
import { startsAtCompletion } from './publication.ts';
import { concluding, objectState, roundFigures, type TaskObject, taskWork } from './task-work.ts';

const pack = loadPack('jiangxian');
const CLEAN = '未发现问题';

function anObject(more: Partial<TaskObject> = {}): TaskObject {
  return { drawnOn: '2026-11-01', visits: [], ...more };
}
const visited = (more: Partial<VisitFact> = {}) =>
  anObject({ visits: [aVisit({ objectId: 'A', date: '2026-11-10', state: 'completed', results: [CLEAN], ...more })] });
const recognised = { recognised: true, date: '2026-03-05' } as const;

describe('what became of a drawn object', () => {
  test.each<[string, TaskObject, string]>([
    ['nothing', anObject(), 'waiting'],
    ['a visit without a result', visited({ results: [] }), 'noResult'],
    ['a visit that is cancelled in the ledger', visited({ state: 'cancelled' }), 'noResult'],
    ['a visit with a result', visited(), 'done'],
    ['the result of another authority', visited(recognised), 'recognised'],
    ['a cancellation', anObject({ cancelledOn: '2026-11-12' }), 'cancelled'],
    ['a visit without a result, cancelled', { ...visited({ results: [] }), cancelledOn: '2026-11-12' }, 'cancelled'],
    ['a visit after a cancellation', { ...visited(), cancelledOn: '2026-11-05' }, 'done'],
  ])('%s', (_, object, state) => {
    expect(objectState(object)).toBe(state);
  });

  test('an own visit concludes before one that is recognised', () => {
    const own = aVisit({ objectId: 'A', date: '2026-11-10', state: 'completed', results: [CLEAN] });
    expect(concluding([{ ...own, ...recognised }, own])).toBe(own);
    expect(concluding([{ ...own, ...recognised }])).toMatchObject(recognised);
    expect(concluding([])).toBeUndefined();
  });
});

describe('the work of a task', () => {
  test('is not completed while anything waits, and never where nothing was drawn', () => {
    expect(taskWork([visited(), anObject()])).toEqual({
      ...{ drawn: 2, done: 1, recognised: 0, cancelled: 0, waiting: 1, noResult: 0 },
      ...{ published: 0, withheld: 0, unpublished: 1, unapproved: 0, vacant: 0 },
    });
    expect(taskWork([]).completedOn).toBeUndefined();
  });

  test('is completed on the day of its last conclusion', () => {
    const on = (...objects: readonly TaskObject[]) => taskWork(objects).completedOn;
    expect(on(visited(), visited({ date: '2026-11-08' }))).toBe('2026-11-10');
    expect(on(visited({ inspectionEndedOn: '2026-11-14' }))).toBe('2026-11-14');
    expect(on(visited({ inspectionEndedOn: '2026-11-14', resultDeterminedOn: '2026-11-20' }))).toBe('2026-11-20');
    expect(on(visited(), anObject({ cancelledOn: '2026-11-25' }))).toBe('2026-11-25');
    // What is recognised may be older than the draw: it closes the item when the others are sent out.
    expect(on({ ...visited(recognised), sentOn: '2026-11-03' })).toBe('2026-11-03');
    expect(on(visited(recognised))).toBe('2026-11-01');
  });

  test('a rank that nobody holds is concluded when it became empty, and counts as no object', () => {
    const vacated = ['2026-11-12', '2026-11-09'];
    expect(taskWork([], vacated)).toMatchObject({ drawn: 0, waiting: 0, vacant: 2, completedOn: '2026-11-12' });
    expect(taskWork([visited()], vacated)).toMatchObject({ drawn: 1, done: 1, vacant: 2, completedOn: '2026-11-12' });
    expect(taskWork([visited()], ['2026-11-09']).completedOn).toBe('2026-11-10');
    expect(taskWork([anObject()], vacated).completedOn).toBeUndefined();
  });

  test('tells results that are public, withheld and neither; of what is recognised nothing is to be published', () => {
    const objects = [
      visited({ publishedOn: '2026-11-20' }),
      visited({ publishedOn: '2026-11-20', withheldGround: '涉及商业秘密' }),
      visited({ withheldGround: '涉及商业秘密' }),
      visited({ withheldGround: '涉及商业秘密', withheldPart: true }),
      visited(),
      visited(recognised),
      anObject({ cancelledOn: '2026-11-12' }),
    ];
    expect(taskWork(objects)).toMatchObject({ done: 5, published: 2, withheld: 1, unpublished: 2, recognised: 1 });
    expect(taskWork(objects).unapproved).toBe(2);
    const approved = visited({ withheldGround: '涉及商业秘密', withheldApproved: true });
    expect(taskWork([approved])).toMatchObject({ withheld: 1, unapproved: 0 });
    expect(roundFigures(pack, [approved])).not.toHaveProperty('unapproved');
  });
});

describe('the figures of a round', () => {
  test('count every wording of the scheme, also those that nobody got, and others after them', () => {
    const { list } = pack.rules.find((rule) => rule.topic === 'wordings')!.value as {
      list: readonly { readonly text: string }[];
    };
    const other = list.find(({ text }) => text !== CLEAN)!.text;
    const { wordings } = roundFigures(pack, [
      visited(),
      visited({ results: [CLEAN, other] }),
      visited({ results: ['旧词'] }),
    ]);
    expect(wordings.map(({ text }) => text)).toEqual([...list.map(({ text }) => text), '旧词']);
    expect(Object.fromEntries(wordings.map(({ text, count }) => [text, count]))).toMatchObject({
      [CLEAN]: 2,
      [other]: 1,
      旧词: 1,
    });
    expect(wordings.some(({ count }) => count === 0)).toBe(true);
  });

  test('count methods of own visits alone, and say nothing of the day', () => {
    const figures = roundFigures(pack, [visited(), visited({ method: 'tech' }), visited(recognised), anObject()]);
    expect(figures.methods).toEqual([
      { method: 'onSite', count: 1 },
      { method: 'tech', count: 1 },
    ]);
    expect(figures).toMatchObject({ drawn: 4, done: 2, recognised: 1, waiting: 1 });
    expect(Object.keys(figures)).not.toContain('completedOn');
    expect([figures.vacant, roundFigures(pack, [], ['2026-11-12']).vacant]).toEqual([0, 1]);
  });
});

test('the clock runs from the completion of the task under the scheme of one county', () => {
  const packs = ['jiangxian', 'xinxian', 'xiongan', 'yiliang', 'yingkou'];
  expect(packs.filter((name) => startsAtCompletion(loadPack(name as 'jiangxian')))).toEqual(['xinxian']);
});
