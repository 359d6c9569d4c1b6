import type { FreezeDraw, SourceTerms, SourceView } from '@sunlot/contract/sources.ts';
import { instantOf, secondsOf } from '@sunlot/core/basics/instants.ts';
import { existsAt, orderFault, type Source, sourceStage } from '@sunlot/core/draw/entropy.ts';
import type { FreezeInput } from '@sunlot/core/draw/freeze-input.ts';
import { firstRoundFrom, QUICKNET } from '@sunlot/core/draw/quicknet.ts';
import { momentText } from '../../clock.ts';
import { Problem } from '../../problem.ts';

/** Twenty ten-sided dice: 66 bits. */
const DICE = { k: 'dice', count: 20, faces: 10 } as const;

/** What the protocol asks for where a public value comes last: ten minutes between commitment, room and value. */
const PUBLIC_LEAD = 600;

type Settings = { readonly leadSeconds: number; readonly replacement: FreezeInput['replacement'] };
type Sources = Pick<FreezeInput, 'entropy' | 'lead' | 'replacement'>;

/** The sources of a draw as they were asked for, with the lead they need; a beacon makes replacements fresh. `now`: seconds. */
export function sourcesOf(
  { sources, lead: asked }: Omit<FreezeDraw, 'task'>,
  { settings, now, witnessed }: { readonly settings: Settings; readonly now: number; readonly witnessed: boolean },
): Sources {
  const entropy = sources?.map(sourceOf) ?? [DICE];
  if (witnessed && !entropy.some(isTypedTwice)) throw new Problem('draw.sourcesInvalid', { why: UNSEEN });
  const fault = orderFault(entropy);
  if (fault) throw new Problem('draw.sourcesInvalid', { why: ORDER[fault] });
  const hasPublic = entropy.some((source) => sourceStage(source) === 'public');
  const lead = asked ?? Math.max(settings.leadSeconds, hasPublic ? PUBLIC_LEAD : 0);
  if (lead < settings.leadSeconds)
    throw new Problem('draw.sourcesInvalid', { why: `方案规定封存后至少等 ${settings.leadSeconds} 秒` });
  refusePast(entropy, now + lead);
  const isFresh = entropy.some(({ k }) => k === 'drand');
  return { entropy, lead, replacement: isFresh ? { ...settings.replacement, mode: 'fresh' } : settings.replacement };
}

/** Read off by two people who do not see each other's entry: the one who draws and the one who watches. */
export function isTypedTwice({ k }: Source): boolean {
  return k !== 'drand' && k !== 'nonces';
}

const UNSEEN = '方案要求纪检监督人员到场：至少要有一个由两人各自录入的数源（骰子、摇号球或彩票）';

const ORDER = {
  order: '次序应为外部数、现场数、公共数',
  repeated: '同一数源列了两次',
  uncontrolled: '只有外部数不够，还要有现场数或公共数',
} as const;

/** Whatever has its own time must be far enough in the future: else somebody could know it already. */
function refusePast(entropy: readonly Source[], earliest: number): void {
  for (const source of entropy) {
    const at = source.k === 'nonces' ? secondsOf(source.deadline) : existsAt(source);
    if (at === undefined || at >= earliest) continue;
    throw new Problem('draw.sourcesInvalid', {
      why: `${nameOf(source)}的时间 ${momentText(instantOf(at))} 太早，须在 ${momentText(instantOf(earliest))} 之后`,
    });
  }
}

function sourceOf(terms: SourceTerms): Source {
  if (terms.k !== 'drand') return terms;
  const round = 'round' in terms ? terms.round : firstRoundFrom(secondsOf(terms.from));
  return { k: 'drand', chain: QUICKNET.chain, round };
}

const SOURCE_NAMES: { readonly [k in Source['k']]: string } = {
  nonces: '外部数',
  dice: '骰子',
  balls: '号码球',
  drand: 'drand 信标',
  kl8: '快乐8',
  ssq: '双色球',
  '3d': '福彩3D',
};

export function nameOf({ k }: Source): string {
  return SOURCE_NAMES[k];
}

/** A source and what came out of it, for everybody. */
export function sourceView(source: Source, value: string | undefined): SourceView {
  const at = source.k === 'nonces' ? source.deadline : timeOf(source);
  return {
    k: source.k,
    name: nameOf(source),
    terms: termsText(source),
    ...(at !== undefined && { at }),
    ...(source.k === 'drand' && { round: source.round }),
    ...(value !== undefined && { value }),
  };
}

function timeOf(source: Source): string | undefined {
  const at = existsAt(source);
  return at === undefined ? undefined : instantOf(at);
}

function termsText(source: Source): string {
  switch (source.k) {
    case 'nonces':
      return '任何人在截止前送来的数';
    case 'dice':
      return `${source.count} 个 ${source.faces} 面骰`;
    case 'balls':
      return `1～${source.of} 号球中依次取 ${source.count} 个，不放回`;
    case 'drand':
      return `quicknet 第 ${source.round} 轮`;
    default:
      return `第 ${source.issue} 期`;
  }
}
