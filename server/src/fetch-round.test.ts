import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QUICKNET } from '@sunlot/core/draw/quicknet.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchRound } from './fetch-round.ts';

const SIGNATURE = '95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a';

let server: Server;
let base: string;
let answer: { status: number; body: string };
let asked: string | undefined;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked = request.url;
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a round comes from the address that the machine allows', async () => {
  answer = { status: 200, body: JSON.stringify({ round: 42, signature: SIGNATURE, randomness: 'ab' }) };
  expect(await fetchRound(42, base)).toBe(SIGNATURE);
  expect(asked).toBe(`/${QUICKNET.chain}/public/42`);
});

test.each([
  ['another round', 200, JSON.stringify({ round: 43, signature: SIGNATURE })],
  ['no signature', 200, JSON.stringify({ round: 42, signature: 'zz' })],
  ['no JSON', 200, '<html>'],
  ['an error', 503, ''],
])('%s is refused', async (_, status, body) => {
  answer = { status, body };
  await expect(fetchRound(42, base)).rejects.toMatchObject({ code: 'draw.beaconUnreachable' });
});

test('nothing is asked without an allowed address, or over an open line', async () => {
  asked = undefined;
  await expect(fetchRound(42, undefined)).rejects.toMatchObject({ code: 'draw.beaconUnreachable' });
  await expect(fetchRound(42, 'http://drand.example')).rejects.toMatchObject({ code: 'draw.beaconUnreachable' });
  await expect(fetchRound(42, 'nonsense')).rejects.toMatchObject({ code: 'draw.beaconUnreachable' });
  expect(asked).toBeUndefined();
});
