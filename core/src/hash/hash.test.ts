import { spawnSync } from 'node:child_process';
import { createHash, createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, fromHex, hex, utf8 } from '../basics/bytes.ts';
import { digestAfter, hashOf, PROFILES, pad, stateAfter } from './hash.ts';
import { hkdfExpand, hkdfExtract } from './hkdf.ts';
import { hmac } from './hmac.ts';
import { sha256 } from './sha256.ts';

const STD = hashOf('std');
const SM3 = hashOf('gm');

const anyBytes = fc.uint8Array({ maxLength: 300 });

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('SHA-256 of FIPS 180-4: "%s"', (text, digest) => {
  expect(hex(sha256(utf8(text)))).toBe(digest);
});

test('SHA-256 equals the platform for every length around a block', () => {
  for (let n = 0; n < 200; n++) {
    const bytes = new Uint8Array(n).fill(n);
    expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

test('the state after one block goes on to the same hash', () => {
  for (const hash of PROFILES.map(hashOf)) {
    const block = new Uint8Array(64).fill(3);
    const state = stateAfter(hash, block);
    for (let length = 0; length <= 256; length++) {
      const message = new Uint8Array(length).fill(length);
      const digest = digestAfter(hash, { state, message }, new Uint8Array(32));
      expect(hex(digest), `${length} bytes`).toBe(hex(hash.digest(concat(block, message))));
    }
  }
});

test('the padding counts bits beyond 32 bits', () => {
  const bytes = new Uint8Array(64).fill(9);
  expect(pad(bytes, 0, { length: 3, before: 2 ** 32 })).toBe(64);
  expect(hex(bytes.subarray(3))).toBe(`80${'0'.repeat(104)}0000000800000018`);
});

test.each([
  ['', '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b'],
  ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
])('SM3 of GB/T 32905-2016, appendix A: "%s"', (text, digest) => {
  expect(hex(SM3.digest(utf8(text)))).toBe(digest);
});

test('SM3 and HMAC-SM3 equal the platform for every length around a block', () => {
  for (let n = 0; n < 200; n++) {
    const bytes = new Uint8Array(n).fill(n);
    expect(hex(SM3.digest(bytes))).toBe(createHash('sm3').update(bytes).digest('hex'));
    expect(hex(hmac(SM3, bytes, utf8('双随机')))).toBe(createHmac('sm3', bytes).update('双随机').digest('hex'));
  }
});

const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' });

test.runIf(openssl.status === 0)(
  `SM3 equals openssl dgst -sm3: ${openssl.stdout ?? 'no openssl on this machine'}`,
  () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1000]) {
      const input = new Uint8Array(length).map((_, i) => i * 7);
      const { stdout } = spawnSync('openssl', ['dgst', '-sm3'], { input, encoding: 'utf8' });
      expect(stdout.trim().split(' ').pop()).toBe(hex(SM3.digest(input)));
    }
  },
);

test('HMAC equals the platform, for keys shorter and longer than a block', () => {
  fc.assert(
    fc.property(anyBytes, anyBytes, (key, message) => {
      expect(hex(hmac(STD, key, message))).toBe(createHmac('sha256', key).update(message).digest('hex'));
    }),
  );
});

/** RFC 5869, appendix A: ikm, salt, info, length, prk, okm. */
const range = (from: number, to: number) => Uint8Array.from({ length: to - from }, (_, i) => from + i);
test.each([
  {
    name: 'A.1',
    ...{ ikm: new Uint8Array(22).fill(11), salt: range(0, 13), info: range(0xf0, 0xfa), length: 42 },
    prk: '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
    okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  {
    name: 'A.2',
    ...{ ikm: range(0, 0x50), salt: range(0x60, 0xb0), info: range(0xb0, 0x100), length: 82 },
    prk: '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244',
    okm: 'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
  },
  {
    name: 'A.3',
    ...{ ikm: new Uint8Array(22).fill(11), salt: new Uint8Array(0), info: new Uint8Array(0), length: 42 },
    prk: '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
    okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
])('HKDF of RFC 5869 $name', ({ ikm, salt, info, length, prk, okm }) => {
  expect(hex(hkdfExtract(STD, salt, ikm))).toBe(prk);
  expect(hex(hkdfExpand(STD, fromHex(prk)!, { info, length }))).toBe(okm);
});

test('HKDF equals the platform for every length, and refuses more than 255 blocks', () => {
  fc.assert(
    fc.property(anyBytes, anyBytes, fc.integer({ min: 1, max: 200 }), (ikm, info, length) => {
      const expected = Buffer.from(hkdfSync('sha256', ikm, 'salt', info, length)).toString('hex');
      expect(hex(hkdfExpand(STD, hkdfExtract(STD, utf8('salt'), ikm), { info, length }))).toBe(expected);
    }),
  );
  expect(hkdfExpand(STD, new Uint8Array(32), { info: new Uint8Array(0), length: 0 })).toHaveLength(0);
  for (const length of [-1, 8161, 1.5])
    expect(() => hkdfExpand(STD, new Uint8Array(32), { info: new Uint8Array(0), length })).toThrow('HKDF length');
});
