import { inventedCode } from './credit-codes.ts';
import type { Row } from './office-form.ts';

/** Enterprises that exist nowhere: invented places, trades, people, and codes of a division that does not exist. */

export type Trade = readonly [word: string, industry: string, pollutants: string];

export const KEY_TRADES: readonly Trade[] = [
  ['水泥', '水泥制造', '气；噪声'],
  ['焦化', '炼焦', '水；气；固废'],
  ['铸造', '黑色金属铸造', '气；固废'],
  ['化工', '化学原料制造', '水；气；固废'],
  ['制药', '化学药品原料药制造', '水；气；固废'],
  ['热电', '热电联产', '气；固废'],
  ['钢铁', '炼钢', '气；固废'],
  ['造纸', '机制纸及纸板制造', '水'],
  ['电镀', '金属表面处理', '水；固废'],
];
export const GENERAL_TRADES: readonly Trade[] = [
  ['机械加工', '通用设备制造业', '气；噪声'],
  ['食品', '农副食品加工业', '水'],
  ['新型建材', '砖瓦制造', '气'],
  ['塑料制品', '塑料制品业', '气'],
  ['养殖', '畜牧业', '水'],
  ['汽车维修', '机动车修理', '气；固废'],
  ['印刷', '印刷业', '气'],
  ['木业', '木材加工', '气；噪声'],
  ['加油站', '机动车燃油零售', '气；土'],
  ['纺织', '棉纺织', '水'],
  ['石材', '建筑用石加工', '气；噪声'],
  ['洗涤', '洗染服务', '水'],
  ['医院', '综合医院', '水；固废；辐射'],
];
export const PLACES = [
  '青禾',
  '云岭',
  '北渡',
  '南湾',
  '东坪',
  '西塘',
  '石桥',
  '柳溪',
  '梅岭',
  '白沙',
  '红枫',
  '金谷',
  '银滩',
  '翠屏',
  '长亭',
  '望川',
  '清泉',
  '松原',
];
export const SURNAMES = [
  '赵',
  '钱',
  '孙',
  '李',
  '周',
  '吴',
  '郑',
  '王',
  '冯',
  '陈',
  '褚',
  '卫',
  '蒋',
  '沈',
  '韩',
  '杨',
];

/** The i-th name of a trade: no two i of one trade list make the same name. */
export function placedName(prefix: string, i: number, [word]: Trade): string {
  const place = PLACES[(i * 7) % PLACES.length]!;
  const round = Math.floor(i / PLACES.length);
  const turn = round === 0 ? '' : `第${'零一二三四五六七八九'[round + 1]}`;
  return `${prefix}${place}${turn}${word}${word === '医院' || word === '加油站' ? '' : '有限公司'}`;
}

export type Invention = {
  /** What every name and address begins with: `示例县`. */
  readonly prefix: string;
  /** Six-digit division code of the directory. */
  readonly region: string;
  /** The second character of every person's name. */
  readonly middle: string;
  readonly trades: readonly Trade[];
  /** Number of the first credit code. */
  readonly code: number;
  readonly count: number;
  /** What the i-th has of its own. */
  readonly of: (i: number) => Row;
};

/** Rows of an object directory by the ids of its columns. */
export function enterprises({ prefix, region, middle, trades, code, count, of }: Invention): readonly Row[] {
  return Array.from({ length: count }, (_, i) => {
    const trade = trades[i % trades.length]!;
    const place = PLACES[(i * 7) % PLACES.length]!;
    return {
      name: placedName(prefix, i, trade),
      creditCode: inventedCode(code + i),
      address: `${prefix}${place}街道${place}路${(i % 88) + 1}号`,
      legalRepresentative: `${SURNAMES[i % SURNAMES.length]}${middle}${'一二三四五六七八九十'[i % 10]}`,
      region,
      industry: trade[1],
      pollutantTypes: trade[2],
      status: '正常',
      ...of(i),
    };
  });
}

export function codesOf(rows: readonly Row[]): readonly string[] {
  return rows.map(({ creditCode, projectNumber }) =>
    projectNumber ? `${String(creditCode)}/${String(projectNumber)}` : String(creditCode),
  );
}
