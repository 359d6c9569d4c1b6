import { expect, test } from 'vitest';
import { actual, certified, failed } from '../../test/packs.ts';
import { runSession, VERIFIER_KEY, verifySignature } from '../../test/session.ts';
import { GM_KEY, GM_SIGNATURE } from '../../test/witnesses.ts';
import type { VerifySignature } from './checkpoint.ts';
import { verifyQuicknet } from './drand.ts';
import type { EvidenceFiles } from './evidence.ts';
import { gmState } from './gm-line.ts';
import { formatKey, parseKey, SM2_SM3, signatureLine } from './signed-note.ts';
import { verifyDraw } from './verify.ts';

const P2 = runSession().packs.P2;
const key = formatKey(GM_KEY, SM2_SM3);
const line = signatureLine(GM_KEY, SM2_SM3, GM_SIGNATURE);
/** Core knows no SM2: whoever verifies brings it. These two say yes and no. */
const yes: VerifySignature = (publicKey, _message, { length }) => publicKey.length === 65 && length === 64;
const no: VerifySignature = () => false;

/** The pack with the second line under each checkpoint, and the key of that line. */
function twice(logGm: string, second: string = line): EvidenceFiles {
  return certified(P2, ({ proofs, ...rest }) => ({
    ...rest,
    proofs: {
      ...{ ...proofs, logGm },
      manifest: { ...proofs.manifest, checkpoint: proofs.manifest.checkpoint + second },
      result: { ...proofs.result!, checkpoint: proofs.result!.checkpoint + second },
    },
  }));
}
const verify = (files: EvidenceFiles, verifySm2?: VerifySignature) =>
  verifyDraw(files, { verifySignature, verifyBeacon: verifyQuicknet, ...(verifySm2 && { verifySm2 }) });

test('a key of SM2 with SM3 has the byte ff and a name before it, and goes both ways', () => {
  const [name, , encoded] = key.split('+', 3);
  const bytes = Buffer.from(key.slice(key.indexOf(encoded!)), 'base64');
  expect(name).toBe('test.sunlot/log');
  expect(bytes.subarray(0, 20).toString('latin1')).toBe('\u00ffsunlot/sm2-with-sm3');
  expect(bytes.subarray(20)).toEqual(Buffer.from(GM_KEY.publicKey));
  expect(parseKey(key, SM2_SM3)).toEqual(GM_KEY);
});

test('a second line that verifies is named; one that does not refuses every check that rests on a checkpoint', () => {
  expect(failed(verify(twice(key), yes))).toEqual([]);
  expect(actual(verify(twice(key), yes), 'V2')).toContain('另有国密签名（SM2）');
  expect(failed(verify(twice(key), no))).toEqual(['V2', 'V3', 'V4', 'V10']);
  expect(actual(verify(twice(key), no), 'V2')).toBe('检查点的国密签名不成立');
});

test('a program without SM2 checks the rest and says that this line is open', () => {
  expect(failed(verify(twice(key)))).toEqual([]);
  expect(actual(verify(twice(key)), 'V2')).toContain('国密签名（SM2）没有核对');
  expect(actual(verify(P2, yes), 'V2')).not.toContain('国密');
});

test.each([
  ['no line', twice(key, '')],
  ['a key that is none', twice('x')],
  ['a key of another name', twice(formatKey({ ...GM_KEY, name: 'other' }, SM2_SM3))],
  ['the log’s first key', twice(formatKey(VERIFIER_KEY, { ...SM2_SM3, bytes: 32 }))],
])('%s where a second line is promised: refused', (_, files) => {
  expect(failed(verify(files, yes))).toEqual(['V2', 'V3', 'V4', 'V10']);
});

test('what is no note has no second line', () => {
  expect(gmState('x', { key, origin: 'test.sunlot/log', verify: yes })).toBe('wrong');
});
