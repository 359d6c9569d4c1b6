import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { describe, expect, it } from 'vitest';
import { loadPack, readPackSource } from '../packs/pack-files.ts';
import type { KnownTask, VisitsContext } from './judge-visits.ts';
import { judge, PLANT } from './test-visit-rows.ts';

/** What an import says of a visit without its items, and of one made in a way that the scheme has approved first or does not count. */

function packOf(name: string) {
  const loaded = loadPack(readPackSource(name)!);
  if (!('pack' in loaded)) throw new Error('the pack does not load');
  return loaded.pack;
}

const OBJECT = { id: PLANT, name: '示例厂', region: '140826', status: 'active', permitCategory: 'none' } as const;

const told = (name: string, cells: Record<string, string | undefined>, more: Partial<VisitsContext> = {}) => {
  const pack = packOf(name);
  const one = judge(
    { class: undefined, ...cells },
    { packOf: () => pack, objectOf: () => OBJECT, serials: new Set(), ...more },
  );
  expect(one).toMatchObject({ ok: true });
  return one.warnings.filter(({ column }) => column === 'items' || column === 'method').map(({ message }) => message);
};

describe('检查方式', () => {
  const methodIn = (name: string, method: string | undefined) => {
    const pack = packOf(name);
    const one = judge({ class: undefined, method }, { packOf: () => pack, objectOf: () => OBJECT, serials: new Set() });
    return one.ok ? one.value.facts.method : one.errors.map(({ column, code }) => `${column} ${code}`);
  };

  it('is taken in the words of the scheme as in those of the workbook', () => {
    expect(methodIn('yingkou', '非现场监管')).toBe('tech');
    expect(methodIn('xiongan', '其他检查')).toBe('written');
    expect(methodIn('yiliang', '委托具备资质的第三方机构检查')).toBe('thirdParty');
    expect(['现场', '非现场检查', undefined].map((text) => methodIn('yingkou', text))).toEqual([
      'onSite',
      'tech',
      'onSite',
    ]);
  });

  it('in words of another scheme comes back', () => {
    expect(methodIn('yingkou', '委托具备资质的第三方机构检查')).toEqual(['method badChoice']);
  });
});

describe('a random visit without 抽查事项', () => {
  it('is pointed out where the cap goes by item, and only there', () => {
    const blank = { items: undefined };
    expect(told('yingkou', blank)).toEqual([expect.stringMatching(/^抽查事项没有填写：.*上限无法判定/)]);
    expect(told('yingkou', {})).toEqual([]);
    expect(told('jiangxian', blank)).toEqual([]);
  });

  it('is not where the visit counts for nothing', () => {
    const directed = { selection: '针对性', ground: '投诉举报', reference: '投诉〔2025〕1号' };
    expect(told('yingkou', { items: undefined, ...directed })).toEqual([]);
    expect(told('yingkou', { items: undefined, noRepeatGround: '结果互认' })).toEqual([]);
  });
});

describe('宜良: a way of inspecting', () => {
  const task: KnownTask = {
    ...{ code: 't-1', class: 'C4', period: '2025', taskType: 'daily' },
    drawn: new Map([[PLANT, '2025-04-01']]),
  };

  it('that is approved first is pointed out where the row says nothing of it', () => {
    expect(told('yiliang', { method: '书面' })).toEqual([
      expect.stringMatching(/“书面检查”须经批准后实施（二（六））/),
    ]);
    expect(told('yiliang', { method: '第三方' })).toEqual([expect.stringMatching(/第三方机构检查”须经批准/)]);
    for (const method of ['现场', '科技']) expect(told('yiliang', { method })).toEqual([]);
    expect(told('jiangxian', { method: '书面' })).toEqual([]);
  });

  it('is approved by a reason with its approver, or under a task of the plan', () => {
    expect(told('yiliang', { method: '书面', deviation: '涉密', approvedBy: '局长' })).toEqual([]);
    expect(told('yiliang', { method: '书面', task: 't-1' }, { taskOf: () => task })).toEqual([]);
  });

  it('other than going there does not count for 核技术利用单位, which the row is told', () => {
    const nuclear = { objectOf: () => ({ ...OBJECT, nuclearUser: true }) };
    expect(told('yiliang', { method: '科技' }, nuclear)).toEqual([
      expect.stringMatching(/“核技术利用单位”须现场检查.*不计入/),
    ]);
    expect(told('yiliang', { method: '现场' }, nuclear)).toEqual([]);
    const methods = ['书面'].flatMap((method) => told('yiliang', { method }, nuclear));
    expect(methods).toHaveLength(2);
    const kept = judge(
      { class: undefined, method: '科技' },
      { packOf: () => packOf('yiliang'), objectOf: nuclear.objectOf },
    );
    expect(kept.ok && (kept.value.facts as VisitFact).method).toBe('tech');
  });
});
