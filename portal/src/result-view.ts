import { type Child, el } from './elements.ts';
import type { TitledCheck, Verified } from './messages.ts';
import { phaseWords, type Summary, seconds, sizeWords, stateWord, summaryOf } from './wording.ts';

/** The line that says how it came out, and each check with what was compared. */
export function resultView(result: Verified, summary: Summary = summaryOf(result)): HTMLElement {
  return el(
    'div',
    {},
    summaryBox(summary),
    el('ol', { class: 'checks' }, ...result.checks.map((check) => checkView(check, result.session))),
    sessionView(result),
  );
}

export function summaryBox({ tone, sentence, advice }: Summary): HTMLElement {
  return el(
    'div',
    { class: `box outcome outcome-${tone}`, tabindex: '-1' },
    el('p', {}, el('strong', {}, `${{ pass: '✔ ', fail: '✘ ', wait: '', stated: '◇ ' }[tone]}${sentence}`)),
    advice.length > 0 && el('ul', {}, ...advice.map((each) => el('li', {}, each))),
  );
}

function checkView(check: TitledCheck, session: Verified['session']): HTMLElement {
  const { sign, word, tone } = stateWord(check, session);
  const details = el(
    'details',
    {},
    el(
      'summary',
      {},
      el(
        'span',
        { class: 'check' },
        el('span', { class: `verdict verdict-${tone}` }, el('span', { 'aria-hidden': 'true' }, `${sign} `), word),
        el('span', {}, `${check.id}　${check.title}`),
      ),
    ),
    el(
      'dl',
      { class: 'compared' },
      ...(check.expected === '' ? [] : pair('应当', check.expected)),
      ...pair('实际', check.actual === '' ? '没有可以比较的内容' : check.actual),
    ),
  );
  details.open = check.state === 'fail';
  return el('li', {}, details);
}

function pair(name: string, text: string): Child[] {
  return [el('dt', {}, name), el('dd', {}, text)];
}

const NUMBERS_FROM = {
  room: '最后一个数在现场产生：可信程度取决于见证人和经办人',
  lottery: '最后一个数是全国公开的彩票号码，可与发行机构公告核对',
  beacon: '最后一个数是公共随机信标，自带签名',
} as const;

/** What the device has found out by itself: not what the page of the server says. */
function sessionView({ session, size, sha256, ms }: Verified): HTMLElement {
  return el(
    'details',
    { class: 'facts' },
    el('summary', {}, '这次验算的是哪一个证据包'),
    el(
      'dl',
      {},
      ...(session
        ? [
            ...pair('抽取', session.draw),
            ...pair('状态', phaseWords(session)),
            ...pair('口令', session.words),
            ...pair('清单指纹', session.fingerprint),
            ...pair('随机数', NUMBERS_FROM[session.entropyClass]),
          ]
        : []),
      ...pair('文件', `${sizeWords(size)}，SHA-256 ${sha256}`),
      ...pair('计算', seconds(ms).trim()),
    ),
    el(
      'p',
      { class: 'note' },
      '日志的公钥以证据包内的为准。您自己存有日志公钥时，可用命令 sunlot verify --log-key 核对；国密签名也由命令核对。',
    ),
  );
}
