import { expect, it } from 'vitest';
import { RecordResult } from './visit-results.ts';

it('takes a result of which a part is withheld with its ground only', () => {
  const given = { object: '1', wordings: ['未发现问题'], withheldPart: true };
  expect(RecordResult.safeParse(given).error?.issues).toMatchObject([
    { path: ['withheldGround'], message: '部分不予公开的，请写明不予公开依据' },
  ]);
  expect(RecordResult.safeParse({ ...given, withheldGround: '商业秘密' }).success).toBe(true);
  expect(RecordResult.safeParse({ ...given, withheldPart: false }).success).toBe(true);
});
