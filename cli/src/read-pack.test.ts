import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needMemory, readPacks } from './read-pack.ts';

let folder: string;
let server: Server;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunlot-packs-'));
  server = createServer((request, response) => {
    if (request.url === '/public/v1/draws/drw_1/evidence.zip') {
      response.write('pack ');
      response.end('of drw_1');
    } else response.writeHead(request.url === '/broken' ? 500 : 404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test('packs come from files and from the page of a draw, in the order in which they are named', async () => {
  const file = join(folder, 'draw.zip');
  writeFileSync(file, 'pack of a file');
  const packs = await readPacks([file, `${url}/v/drw_1`, file]);
  expect(packs.map(text)).toEqual(['pack of a file', 'pack of drw_1', 'pack of a file']);
});

test('a place without a pack is refused by its name', async () => {
  const missing = join(folder, 'none.zip');
  await expect(readPacks([missing])).rejects.toMatchObject({ code: 'file.notFound', details: { file: missing } });
  await expect(readPacks([folder])).rejects.toMatchObject({ code: 'file.isFolder' });
  await expect(readPacks([`${url}/v/drw_2`])).rejects.toMatchObject({ code: 'evidence.notFound' });
  await expect(readPacks([`${url}/broken`])).rejects.toMatchObject({ code: 'evidence.unreachable' });
  await expect(readPacks(['http://127.0.0.1:1/v/drw_1'])).rejects.toMatchObject({ code: 'evidence.unreachable' });
});

test('a pack too large for the memory that is left is refused before it is read, with the numbers', () => {
  expect(() => needMemory('draw.zip', 1_000_000_000, 2_000_000_000)).not.toThrow();
  expect(() => needMemory('draw.zip', 1_000_000_000, 1_500_000_000)).toThrow(
    '证据包 draw.zip 有 1.0 GB，验算约需内存 1.6 GB，这台机器现在只有 1.5 GB',
  );
});
