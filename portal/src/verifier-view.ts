import { button, el } from './elements.ts';
import type { Answer, PackSource, Progress, Verified } from './messages.ts';
import { resultView, summaryBox } from './result-view.ts';
import { type Change, changeForm, wordsForm } from './try-view.ts';
import { changedSummary, progressWords } from './wording.ts';

/** Somebody who verifies: a worker, or the page itself. */
export type Asked = (request: Change['request'] | { readonly kind: 'verify'; readonly source: PackSource }) => void;

export type Verifier = { readonly ask: Asked; readonly onAnswer: (listener: (answer: Answer) => void) => void };

/** Builds the verification into `root`, its button before what stands in `.actions` there. `own`: the pack that the page is about. */
export function showVerifier(root: HTMLElement, own: PackSource, verifier: Verifier): void {
  const status = el('div', { role: 'status', class: 'progress' });
  const outcome = el('div', {});
  const tries = el('div', {});
  const file = fileChoice((chosen) => verify({ file: chosen }));
  const begin = button('开始验算', 'first', () => verify(own));
  const actions = root.querySelector('.actions') ?? root.appendChild(el('p', { class: 'actions' }));
  actions.prepend(begin);
  root.append(el('p', { class: 'note' }, '验算在您的设备上进行，不把数据发给任何人。'), file, status, outcome, tries);

  let real: Verified | undefined;
  let change: Change | undefined;
  let isBusy = false;
  const verify = (source: PackSource) => {
    if (isBusy) return;
    outcome.replaceChildren();
    tries.replaceChildren();
    busy();
    verifier.ask({ kind: 'verify', source });
  };
  const show = (summary: HTMLElement) => {
    status.replaceChildren();
    outcome.replaceChildren(summary);
    begin.disabled = isBusy = false;
    outcome.querySelector<HTMLElement>('.outcome')?.focus();
  };
  const busy = () => {
    begin.disabled = isBusy = true;
    status.replaceChildren(...progress({ stage: 'fetch', done: 0 }));
  };
  verifier.onAnswer((answer) => {
    if (answer.kind === 'progress') status.replaceChildren(...progress(answer));
    else if (answer.kind === 'failed') show(summaryBox({ tone: 'fail', sentence: answer.why, advice: [] }));
    else if (answer.kind === 'changed') show(resultView(answer.result, changedSummary(answer.result, change!.places)));
    else {
      real = answer.result;
      show(resultView(real));
      const changing = changeForm(real, {
        ask: (asked) => {
          if (isBusy) return;
          change = asked;
          busy();
          verifier.ask(asked.request);
        },
        restore: () => !isBusy && show(resultView(real!)),
      });
      tries.replaceChildren(...[wordsForm(real), changing].filter((form) => form !== undefined));
    }
  });
}

/** For who has saved a pack and does not want to trust what the server sends a second time. */
function fileChoice(onFile: (file: Blob) => void): HTMLElement {
  const input = el('input', { id: 'own-pack', type: 'file', accept: '.zip,application/zip' });
  input.addEventListener('change', () => {
    const chosen = input.files?.[0];
    // The same file may be chosen again after it was changed.
    if (chosen) onFile(chosen);
    input.value = '';
  });
  return el(
    'details',
    { class: 'own-pack' },
    el('summary', {}, '用自己保存的证据包验算'),
    el('p', {}, el('label', { for: 'own-pack' }, '选一个存在您设备上的证据包（.zip）。文件不会上传。'), input),
  );
}

function progress(at: Omit<Progress, 'kind'>): readonly Node[] {
  const bar = el('progress', { 'aria-label': '验算进度' });
  if (at.stage === 'fetch' && at.total !== undefined && at.total > 0) bar.value = Math.min(1, at.done / at.total);
  return [el('p', {}, at.done === 0 ? '正在验算……' : progressWords(at)), bar];
}
