import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosignatureLine, cosignedMessage } from '@sunlot/core/draw/cosignature.ts';
import { formatKey, type NoteKey, parseNote } from '@sunlot/core/draw/signed-note.ts';
import { COSIGNATURE } from '@sunlot/core/draw/witness-policy.ts';
import { type Opened, openFolder, settingsFor } from '@sunlot/server/open.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'sunlot-log-session-'));
const file = (name: string) => join(folder, name);
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
const key: NoteKey = { name: 'witness.example/ribao', publicKey: raw };
const HAN = /\p{Script=Han}/u;

let open: Opened;
const kept = { out: '', note: '' };

/** Runs a command line in this process, its streams kept. */
async function sunlot(...args: readonly string[]): Promise<{ code: number; out: string; note: string }> {
  Object.assign(kept, { out: '', note: '' });
  const heard = (stream: 'out' | 'note') => (text: string | Uint8Array) => {
    kept[stream] += String(text);
    return true;
  };
  vi.stubEnv('DATABASE_URL', undefined);
  vi.spyOn(process.stdout, 'write').mockImplementation(heard('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(heard('note'));
  const code = await main([...args, '--data', file('d')]);
  vi.restoreAllMocks();
  return { code, ...kept };
}

beforeAll(async () => {
  await sunlot(
    'init',
    '--test',
    '--code',
    '999999',
    '--name',
    '示范县分局',
    '--level',
    'county',
    '--pack',
    'jiangxian',
  );
  // Kept open, so that the database need not start for each command.
  open = await openFolder(settingsFor(file('d')));
  await sunlot('user', 'add', 'lingdao', '--agency', '999999', '--role', 'head');
}, 120_000);
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await open.close();
  rmSync(folder, { recursive: true, force: true });
});

const APPOINT = ['log', 'appoint', file('w.json'), '--agency', '999999', '--why', '局务会', '--approve', 'lingdao'];

test('without witnesses the log says so; a policy that is none is refused with what is wrong', async () => {
  expect((await sunlot('log', 'witnesses', '--agency', '999999')).out).toContain('没有见证人');
  writeFileSync(file('w.json'), '{"quorum":1,"witnesses":[]}');
  for (const [lang, words] of [
    ['zh', 'quorum 应在 1 和见证人数之间'],
    ['en', 'quorum must lie between 1'],
  ] as const) {
    expect(await sunlot(...APPOINT, '--lang', lang)).toMatchObject({ code: 2, note: expect.stringContaining(words) });
  }
});

test('witnesses are appointed, and shown with the hash that manifests name', async () => {
  const witnesses = [{ name: '示范日报', key: formatKey(key, COSIGNATURE), role: '新闻单位', outside: true }];
  writeFileSync(file('w.json'), JSON.stringify({ quorum: 1, witnesses }, null, 2));
  expect((await sunlot(...APPOINT, '--dry-run')).code).toBe(0);
  expect((await sunlot('log', 'witnesses', '--agency', '999999')).out).toContain('没有见证人');
  expect((await sunlot(...APPOINT)).out).toContain('✔ 见证规则已登记');
  const { out } = await sunlot('log', 'witnesses', '--agency', '999999', '--json');
  expect(JSON.parse(out)).toMatchObject({ quorum: 1, witnesses, why: '局务会' });
  expect((await sunlot('log', 'witnesses', '--agency', '999999')).out).toMatch(/示范日报（新闻单位） {2}指挥关系以外/);
});

test('a checkpoint goes out and comes back cosigned, once; the tiles carry it, and it still verifies', async () => {
  expect((await sunlot('log', 'tiles', '--out', file('tiles'))).code).toBe(3);
  expect((await sunlot('log', 'checkpoint', '--out', file('c.txt'))).code).toBe(0);
  const note = readFileSync(file('c.txt'), 'utf8');
  const { body } = parseNote(note)!;
  const time = '2026-01-01T00:00:00Z';
  const line = cosignatureLine(key, time, new Uint8Array(sign(null, cosignedMessage(body, time), privateKey)));
  writeFileSync(file('back.txt'), line.replace('\n', '\r\n'));
  const cosign = ['log', 'cosign', '--checkpoint', file('c.txt'), '--in', file('back.txt')];
  expect((await sunlot(...cosign)).out).toMatch(/✔ 示范日报 已在 \d+ 条的检查点上加签（2026-01-01T00:00:00Z）/);
  writeFileSync(file('back.txt'), note + line);
  const again = await sunlot(...cosign, '--lang', 'en');
  expect(again.out).toBe('Known before: 1\nLeft out, by nobody of a policy: 1\n');
  expect((await sunlot('log', 'tiles', '--out', file('tiles'))).out).toMatch(/已写成 \d+ 个文件/);
  expect(readFileSync(file('tiles/checkpoint'), 'utf8')).toBe(note + line);
  expect((await sunlot('log', 'verify', '--checkpoint', file('tiles/checkpoint'))).code).toBe(0);
  writeFileSync(file('in-the-way'), '');
  expect(await sunlot('log', 'tiles', '--out', file('in-the-way'))).toMatchObject({
    ...{ code: 9, out: '' },
    note: expect.stringContaining('同名的文件已存在'),
  });
});

test('the second key is made once; a dry run makes none', async () => {
  const made = file('d/keys/log-gm.key');
  expect((await sunlot('log', 'gm-key', '--dry-run')).code).toBe(0);
  expect(existsSync(made)).toBe(false);
  expect((await sunlot('log', 'gm-key')).out).toContain('✔ 国密密钥已生成');
  expect(readFileSync(made, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  expect(await sunlot('log', 'gm-key')).toMatchObject({ code: 5, note: expect.stringContaining('log.gmKeyThere') });
});

test('what verification cannot see is said in English too', async () => {
  const alone = await sunlot('log', 'verify', '--lang', 'en');
  expect(alone.out).toContain('cut off, that it was recomputed, set back to an old copy');
  expect(alone.out).not.toMatch(HAN);
  const covered = await sunlot('log', 'verify', '--checkpoint', file('c.txt'), '--lang', 'en');
  expect(covered).toMatchObject({ code: 0, out: expect.not.stringMatching(HAN) });
});
