import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { RuleValues, Topic } from '@sunlot/core/policy/rule-topics.ts';
import { expect, it } from 'vitest';
import { loadPack, readPackSource } from './pack-files.ts';
import { packView } from './pack-view.ts';

function shipped(name: string): Pack {
  const loaded = loadPack(readPackSource(name)!);
  if ('faults' in loaded) throw new Error(`${name} is not sound`);
  return loaded.pack;
}

function wordsOf<T extends Topic>(name: string, topic: T, more: Partial<RuleValues[T]> = {}): string | undefined {
  const pack = shipped(name);
  const rules = pack.rules.map((rule) =>
    rule.topic === topic ? ({ ...rule, value: { ...rule.value, ...more } } as typeof rule) : rule,
  );
  return packView({ ...pack, rules }).rules.find((rule) => rule.topic === topic)?.words;
}

it('a report of a quarter says on which working days, before or after its end, and to whom', () => {
  expect(wordsOf('xiongan', 'quarterlySummary')).toMatch(/，每季度最后 3 个工作日报新区生态环境局$/);
  expect(wordsOf('xiongan', 'quarterlyStatistics')).toBe('统计表，每季度结束后 3 个工作日内报新区生态环境局');
  expect(wordsOf('xiongan', 'quarterlyStatistics', { workingDays: 5 })).toContain('5 个工作日');
});

it('ways of inspecting say which need approval and whom one does not go to first', () => {
  const yiliang = wordsOf('yiliang', 'methods')!;
  expect(yiliang).toContain('书面检查、委托具备资质的第三方机构检查须经批准');
  expect(yiliang).toContain('先非现场的对象（');
  expect(wordsOf('jiangxian', 'methods')).toBe('现场检查、书面检查、信息共享、智慧监管等非现场方式');
});

it('a draw says its hash, and documents what an unsigned one needs', () => {
  expect(wordsOf('yingkou', 'draw')).toMatch(/^摘要算法 SHA-256，/);
  expect(wordsOf('yingkou', 'draw', { profile: 'gm' })).toMatch(/^摘要算法 SM3（国密），/);
  expect(wordsOf('yiliang', 'documents')).toContain('当事人没有签字的须有原因、证据固定');
  expect(wordsOf('jiangxian', 'documents')).not.toContain('没有签字');
});

it('a class that a violation keeps says so with its clause', () => {
  const stays = (name: string) => packView(shipped(name)).classes.flatMap((cls) => (cls.stays ? [cls.id] : []));
  expect(stays('jiangxian')).toEqual(['special']);
  expect(stays('yingkou')).toEqual([]);
  const special = packView(shipped('jiangxian')).classes.find(({ id }) => id === 'special')!;
  expect(special.stays).toMatchObject({ fact: expect.stringContaining('不退出'), clause: { section: '四（五）3' } });
});
