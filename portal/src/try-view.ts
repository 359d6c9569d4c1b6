import { button, el } from './elements.ts';
import type { Request, Verified } from './messages.ts';
import { compareWords, verdictWords } from './noted-words.ts';
import { changedPlaces, numberToChange, otherDigit } from './other-digit.ts';
import { sourceName } from './wording.ts';

/** What a reader may try on a pack that has been verified. */

/** 「核对口令」: against the words that this device has worked out of the pack. */
export function wordsForm({ session }: Verified): HTMLElement | undefined {
  if (!session) return undefined;
  const input = el('input', {
    ...{ id: 'noted-words', type: 'text', autocomplete: 'off', spellcheck: 'false', maxlength: '60' },
    'aria-describedby': 'noted-verdict',
  });
  const verdict = el('p', { id: 'noted-verdict', role: 'status', class: 'verdict-line' });
  const form = el(
    'form',
    { class: 'try' },
    el('h2', {}, '核对口令'),
    el('p', {}, el('label', { for: 'noted-words' }, '现场记下的 12 个字（可以有空格）'), input),
    el('p', {}, el('button', { type: 'submit', class: 'button second' }, '核对口令')),
    verdict,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    verdict.textContent = verdictWords(compareWords(input.value, session.words));
  });
  return form;
}

export type Change = { readonly request: Extract<Request, { kind: 'change' }>; readonly places: readonly number[] };

/** 「改一位试试」: the number stands in a field; who changes nothing gets its last digit changed. */
export function changeForm(
  { numbers }: Verified,
  { ask, restore }: { readonly ask: (change: Change) => void; readonly restore: () => unknown },
): HTMLElement | undefined {
  const source = numberToChange(numbers);
  const number = numbers[source];
  if (!number) return undefined;
  const input = el('input', {
    ...{ id: 'other-number', type: 'text', autocomplete: 'off', spellcheck: 'false', class: 'digits' },
    ...{ value: number.value, maxlength: '400' },
  });
  const form = el(
    'form',
    { class: 'try' },
    el('h2', {}, '改一位试试'),
    el('p', {}, '把摇出的数改掉任意一位，看哪一项会不通过。只在您的设备里改，什么也不会保存。'),
    el('p', {}, el('label', { for: 'other-number' }, `数源 ${source + 1}：${sourceName(number.k)}`), input),
    el(
      'p',
      { class: 'actions' },
      el('button', { type: 'submit', class: 'button second' }, '改一位试试'),
      button('恢复原数', 'second', () => {
        input.value = number.value;
        restore();
      }),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value === number.value) input.value = otherDigit(number.value);
    const places = changedPlaces(number.value, input.value);
    ask({ request: { kind: 'change', source, value: input.value }, places });
  });
  return form;
}
