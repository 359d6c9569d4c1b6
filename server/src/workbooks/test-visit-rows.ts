import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { loadPack, readPackSource } from '../packs/pack-files.ts';
import { judgeVisits, type VisitsContext } from './judge-visits.ts';
import type { Finding, Judged } from './row-reader.ts';
import type { TableRow } from './table.ts';

export function shipped(name: string): Pack {
  const loaded = loadPack(readPackSource(name)!);
  if (!('pack' in loaded)) throw new Error(`${name} does not load`);
  return loaded.pack;
}

const pack = shipped('jiangxian');

export const FACTORY = '91999999MA0000001N';
export const PLANT = '91999999MA0000002R';
export const MILL = '91999999MA0000004P';
export const RESUMING = '91999999MA00000053';
export const OWNER = '91999999MA0000003W';

const object = (id: string, more: Partial<ObjectFacts> = {}): ObjectFacts => ({
  id,
  name: '示例厂',
  region: '140826',
  status: 'active',
  permitCategory: '重点管理',
  ...more,
});
const objects = [
  object(FACTORY, {
    events: [{ kind: 'penalty', date: '2025-02-10' }],
    keyListMember: [{ year: 2025 }],
    status: 'closed',
    statusSince: '2025-11-01',
  }),
  object(MILL, { keyListMember: [{}], status: 'suspended', statusSince: '2025-11-01' }),
  // Stands still until a day to come, and is active from then on.
  object(RESUMING, {
    keyListMember: [{}],
    statusSince: '2026-01-10',
    earlier: [
      {
        statusUntil: '2026-01-10',
        stated: false,
        facts: object(RESUMING, { keyListMember: [{}], status: 'suspended', statusSince: '2025-10-01' }),
      },
    ],
  }),
  object(PLANT, { jointObject: true, keyListMember: [{}] }),
];
const county = { code: '140826', name: '绛县分局', level: 'county', parent: '140800' } as const;
export const city = { code: '140800', name: '运城市生态环境局', level: 'municipal', parent: null } as const;

export const DRAWN_TASK = { code: '2025q2-key', class: 'key', period: '2025Q2', taskType: 'daily' } as const;
const DIRECTED = { code: 'zdx-2025-001', object: PLANT, ground: 'complaint', document: '投诉〔2025〕8号' } as const;

const context = (more: Partial<VisitsContext> = {}): VisitsContext => ({
  today: '2025-12-31',
  agency: county,
  tree: [city, county],
  departments: ['假想县水利局'],
  packOf: () => pack,
  objectOf: (key) => objects.find(({ id }) => id === key),
  directoryOf: () => county.code,
  projectsOf: (code) => (code === OWNER ? [`${OWNER}/XM-1`] : []),
  visitsOf: () => [],
  certificates: new Set(['D-1', 'D-2']),
  staffKindOf: () => undefined,
  certificatesOf: (name) => ({ 甲示例: ['D-1'], 乙示例: ['D-1', 'D-2'] })[name] ?? [],
  staffKnown: (agency) => agency === county.code,
  hindrancesOf: () => [],
  serials: new Set(['1', '5a']),
  taskOf: (agency, number) =>
    agency === county.code && number === '2025q2-key'
      ? { ...DRAWN_TASK, drawn: new Map([[PLANT, '2025-04-01']]) }
      : undefined,
  directedOf: (agency, number) => (agency === county.code && number === DIRECTED.code ? DIRECTED : undefined),
  firstDrawOn: () => undefined,
  tasksKnown: (agency) => agency === county.code,
  mayKnowNames: '综合办',
  ...more,
});

export const GOOD = {
  date: '2025-04-10',
  creditCode: PLANT,
  class: '重点排污单位',
  selection: '随机',
  inspectors: 'D-1；D-2',
  items: '1；5a',
  results: '未发现问题',
};
const row = (cells: Record<string, string | undefined>, rowNumber = 2): TableRow => ({
  rowNumber,
  cells: Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== undefined)) as TableRow['cells'],
  remarks: {},
  numeric: [],
});
export const judgeAll = (rows: readonly Record<string, string | undefined>[], more?: Partial<VisitsContext>) =>
  judgeVisits(
    rows.map((cells, i) => row(cells, i + 2)),
    context(more),
  );
export const judge = (cells: Record<string, string | undefined>, more?: Partial<VisitsContext>) =>
  judgeAll([{ ...GOOD, ...cells }], more)[0]!;
export const facts = (one: Judged<{ readonly facts: object }>) => (one.ok ? (one.value.facts as VisitFact) : undefined);
export const faults = (one: Judged<unknown>): readonly Finding[] => (one.ok ? [] : one.errors);
