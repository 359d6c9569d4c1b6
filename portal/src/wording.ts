import { type CheckState, isUnmade } from '@sunlot/core/draw/check.ts';
import type { Progress, TitledCheck, Verified } from './messages.ts';

/** What the page says, in plain words. Never by colour alone: a sign and a word stand beside it. */

export type Tone = 'pass' | 'fail' | 'wait' | 'stated';
export type StateWord = { readonly sign: string; readonly word: string; readonly tone: Tone };

const STATES: { readonly [state in CheckState]: StateWord } = {
  pass: { sign: '✔', word: '通过', tone: 'pass' },
  fail: { sign: '✘', word: '不通过', tone: 'fail' },
  notYet: { sign: '…', word: '尚未公开', tone: 'wait' },
  stated: { sign: '◇', word: '见证陈述', tone: 'stated' },
};

/** Of a draw that ended early, nothing more will become public. */
const NEVER: StateWord = { sign: '－', word: '不适用', tone: 'wait' };

/** Of a pack in which a check before it failed. */
const UNMADE: StateWord = { sign: '－', word: '未核对', tone: 'wait' };

export function stateWord(check: Pick<TitledCheck, 'state' | 'actual'>, session: Verified['session']): StateWord {
  const { state } = check;
  if (isUnmade(check)) return UNMADE;
  return state === 'notYet' && session?.phase === 'PX' ? NEVER : STATES[state];
}

const PHASES: { readonly [phase in NonNullable<Verified['session']>['phase']]: string } = {
  P1: '名单已封存，尚未摇号',
  P2: '已抽取，名称在检查后公开',
  P3: '部分公开',
  P4: '全部公开',
  PX: '已作废或中止',
};

export function phaseWords({ phase }: NonNullable<Verified['session']>): string {
  return PHASES[phase];
}

/** `advice`: what to do, one thing each. */
export type Summary = { readonly tone: Tone; readonly sentence: string; readonly advice: readonly string[] };

/** The line above the checks. A failure is precise and calm, and says what to do. */
export function summaryOf({ checks, session, ms }: Pick<Verified, 'checks' | 'session' | 'ms'>): Summary {
  const failed = checks.filter(({ state }) => state === 'fail');
  if (failed.length > 0) return failure(failed, session);
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const [passed, stated, left] = [count('pass'), count('stated'), count('notYet')];
  const which = stated + left > 0 ? `能验算的 ${passed} 项全部一致` : `${passed} 项全部一致`;
  return {
    tone: 'pass',
    sentence: `${which}，在您的设备上用了${seconds(ms)}，没有把数据发给任何人。`,
    advice: [
      ...(stated > 0 ? [`${stated} 项是见证陈述：没有矛盾，但要相信在场的人或单位的话。`] : []),
      ...(left > 0 ? [leftWords(left, session)] : []),
    ],
  };
}

function leftWords(left: number, session: Verified['session']): string {
  if (session?.phase === 'PX') return `抽取已作废或中止，${left} 项没有可以验算的内容。`;
  if (session?.phase === 'P4') return `${left} 项涉及依法不公开的单位或缺少的数据，不能验算。`;
  return `${left} 项现在还不能验算，不算通过；名单公开后请再验算一次。`;
}

function failure(failed: readonly TitledCheck[], session: Verified['session']): Summary {
  const names = failed.map(({ id, title }) => `${id} ${title}`).join('；');
  const onlyFile = failed.every(({ id }) => id === 'V1');
  return {
    tone: 'fail',
    sentence: `${failed.length} 项不通过：${names}。`,
    advice: [
      ...(onlyFile ? ['可能只是文件在传送或保存中损坏：请先重新下载证据包，再验算一次。'] : []),
      ...(!onlyFile || session ? ['请展开不通过的项，看“应当”和“实际”差在哪里。'] : []),
      '请原样保存这个证据包，不要解压后再压缩；另存或打印本页，然后联系抽取单位的纪检监督人员。',
      '也可以换一台设备，或用另一人编写的核对程序再验一次，排除本机的问题。',
    ],
  };
}

/** What a changed number did. The reader knows that the number is a wrong one: a failure here is what was to be shown. */
export function changedSummary(result: Verified, places: readonly number[]): Summary {
  const failed = result.checks.filter(({ state }) => state === 'fail');
  const where = places.length === 1 ? `第 ${places[0]! + 1} 位` : `${places.length} 位`;
  return failed.length === 0
    ? { tone: 'fail', sentence: `改了${where}，却没有一项不通过。请保存证据包并联系纪检监督人员。`, advice: [] }
    : {
        tone: 'stated',
        sentence: `改了${where}，马上有 ${failed.length} 项不通过：${failed.map(({ id, title }) => `${id} ${title}`).join('；')}。`,
        advice: ['这说明没有人能悄悄改动一个数。改动只在您的设备里，证据包没有变；按“恢复原数”回到真实结果。'],
      };
}

export function seconds(ms: number): string {
  return ms < 50 ? '不到 0.1 秒' : ` ${(ms / 1_000).toFixed(1)} 秒`;
}

export function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function progressWords({ stage, done, total }: Omit<Progress, 'kind'>): string {
  if (stage === 'check') return `正在验算，已算 ${Math.floor(done / 1_000)} 千个杂凑值……`;
  return `正在取证据包，已取 ${sizeWords(done)}${total === undefined ? '' : `，共 ${sizeWords(total)}`}……`;
}

const SOURCES: Readonly<Record<string, string>> = {
  nonces: '外部送来的数合成的值',
  dice: '骰子',
  balls: '摇出的球',
  drand: '公共随机信标的签名',
  kl8: '快乐8 号码',
  ssq: '双色球号码',
  '3d': '福彩3D 号码',
};

export function sourceName(k: string): string {
  return SOURCES[k] ?? k;
}
