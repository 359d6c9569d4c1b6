import { expect, test } from 'vitest';
import { actual, changed, failed, textOf, verify } from '../../test/packs.ts';
import type { Replacing } from '../../test/replacements.ts';
import { runSession } from '../../test/session.ts';
import { FILES } from './evidence.ts';

/** `opened/replacements.jsonl` says what requests and answers bind it to. */
const object: Replacing = { rank: 7 };
const person: Replacing = { rank: 3, seat: 'leader', reason: 'kinship' };
const honest = runSession({ replacing: [object, person] });
const { P4 } = honest.packs;

test('control: as it was opened it is refused by nobody', () => {
  expect(failed(verify(P4))).toEqual([]);
});

const file = textOf(P4, FILES.openedReplacements);
test.each<[string, string | undefined, string]>([
  ['no file', undefined, 'opened/replacements.jsonl 有 0 次替换'],
  ['a line cut off', file.slice(0, -2), '第 2 行格式不对'],
  ['a line that is none', `${file.split('\n')[0]}\n{}\n`, '第 2 行格式不对'],
  ['another reason', file.replace('closed', 'moved'), '第 1 次替换的理由与申请不符'],
  ['a reason without its key', file.replace(/,"reasonKey":"[0-9a-f]+"/, ''), '第 1 次替换的理由与申请不符'],
  [
    'no reason of an object',
    file.replace(/"reason":"closed","reasonKey":"[0-9a-f]+",/, ''),
    '第 1 次替换的理由与申请不符',
  ],
  [
    'the reason of a person',
    file.replace(/("no":2,)/, `$1${/"reason":"closed","reasonKey":"[0-9a-f]+",/.exec(file)![0]}`),
    '第 2 次替换的理由与申请不符',
  ],
  ['another number', file.replace('"no":2', '"no":3'), '第 2 次替换的理由与申请不符'],
  ['another row', file.replace('"rank\\":7', '"rank\\":8'), '第 1 次替换的检查组与叶码不符'],
])('%s', (_, text, fault) => {
  const verification = verify(changed(P4, { [FILES.openedReplacements]: text }));
  expect(failed(verification)).toEqual(['V14']);
  expect(actual(verification, 'V14')).toContain(fault);
});

test('with a row withheld nothing is made again, but what was opened of the replacements is bound all the same', () => {
  const [hidden] = honest.frozen.objects.filter(({ row }) => row.state !== 'in');
  const withheld = () => [{ leaf: hidden!.leaf, ground: 'state-secret' }];
  const pack = runSession({ replacing: [object, person], withheld }).packs.P4;
  expect(failed(verify(pack))).toEqual([]);
  expect(actual(verify(pack), 'V14')).toContain('检查组未能重新派人');
  const opened = textOf(pack, FILES.openedReplacements);
  const changes = [undefined, opened.replace('"no":1', '"no":3'), opened.replace('"rank\\":7', '"rank\\":8'), '{}\n'];
  for (const text of changes) {
    expect(text).not.toBe(opened);
    expect(failed(verify(changed(pack, { [FILES.openedReplacements]: text })))).toEqual(['V14']);
  }
});
