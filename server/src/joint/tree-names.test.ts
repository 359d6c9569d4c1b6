import { describe, expect, it } from 'vitest';
import { agencyCalled } from './tree-names.ts';

const tree = ['新区生态环境局', '雄县局', '容城县生态环境局', '示范县分局'].map((name) => ({ name }));

describe('a department that is an agency of the tree', () => {
  it.each([
    ['新区生态环境局', '新区生态环境局'],
    ['雄安新区生态环境局', '新区生态环境局'],
    ['生态环境局', '新区生态环境局'],
    ['新区环保局', '新区生态环境局'],
    ['雄县局', '雄县局'],
    ['雄县 生态环境局', '雄县局'],
    ['雄县生态环境分局', '雄县局'],
    ['容城县环境保护局', '容城县生态环境局'],
    ['假想市生态环境局示范县分局', '示范县分局'],
    ['新区生态环境局雄县局', '雄县局'],
    ['雄县局示范县分局', '示范县分局'],
  ])('%s is %s', (department, name) => {
    expect(agencyCalled(tree, department)?.name).toBe(name);
  });

  it.each(['', '局', '住房和城乡建设局', '雄县水利局', '假想市自然资源局示范县分局', '安新县生态环境局'])(
    'control: %s is none',
    (department) => {
      expect(agencyCalled(tree, department)).toBeUndefined();
    },
  );
});
