import type { ObjectFacts, VisitFact } from '../src/policy/facts.ts';

/** An ordinary object; only what a test is about needs to be said. */
export function anObject(given: Partial<ObjectFacts> & { readonly id: string }): ObjectFacts {
  return { name: `示例单位${given.id}`, region: '999999', status: 'active', permitCategory: '登记管理', ...given };
}

export function keyObject(id: string, more: Partial<ObjectFacts> = {}): ObjectFacts {
  return anObject({ id, keyListMember: [{}], ...more });
}

/** A completed, clean, random county visit. */
export function aVisit(given: Partial<VisitFact> & Pick<VisitFact, 'objectId' | 'date'>): VisitFact {
  return {
    class: 'key',
    level: 'county',
    agency: '999999',
    taskType: 'daily',
    selection: 'random',
    state: 'completed',
    items: ['1'],
    method: 'onSite',
    results: ['未发现问题'],
    ...given,
  };
}
