import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'sunlot-refusals-'));
const data = ['--data', join(folder, 'd')];
const missing = join(folder, 'missing.file');
const kept = { out: '', note: '' };

/** Runs a command line in this process, its streams kept. */
async function sunlot(...args: readonly string[]): Promise<{ code: number; out: string; note: string }> {
  Object.assign(kept, { out: '', note: '' });
  vi.stubEnv('DATABASE_URL', undefined);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    kept.out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    kept.note += text;
    return true;
  });
  return { code: await main(args), ...kept };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('files that people name', () => {
  test('a missing one is not found, and named', async () => {
    for (const args of [
      ['pack', 'check', missing],
      ['verify', missing],
    ]) {
      expect(await sunlot(...args)).toMatchObject({
        code: 3,
        out: '',
        note: `✘ 没有文件 ${missing}。请核对路径。（file.notFound）\n`,
      });
    }
  });

  test('a folder is none', async () => {
    expect(await sunlot('pack', 'check', folder)).toMatchObject({
      code: 2,
      note: expect.stringContaining('是目录，不是文件'),
    });
  });

  test('one that may not be read says so', async () => {
    const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    const { readNamed } = await withFiles(() => Promise.reject(error));
    await expect(readNamed('secret.yaml')).rejects.toMatchObject({
      code: 'file.unfit',
      exit: 9,
      details: { file: 'secret.yaml', why: '没有权限' },
    });
  });
});

/** `files.ts` over another disk: root, who may run the tests, can read everything on this one. */
async function withFiles(readFile: () => Promise<never>): Promise<typeof import('./files.ts')> {
  vi.resetModules();
  vi.doMock('node:fs/promises', () => ({ readFile, writeFile: readFile }));
  try {
    return await import('./files.ts');
  } finally {
    vi.doUnmock('node:fs/promises');
  }
}

describe('the address of a draw', () => {
  const site = createServer((request, answer) => {
    answer.statusCode = request.url?.includes('drw_none') ? 404 : 502;
    answer.end();
  });
  beforeAll(async () => {
    site.listen(0, '127.0.0.1');
    await new Promise((resolve) => site.once('listening', resolve));
  });
  afterAll(() => site.close());
  const url = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}`;

  test('that nobody knows is not found', async () => {
    expect(await sunlot('verify', `${url()}/v/drw_none`)).toMatchObject({
      code: 3,
      note: expect.stringMatching(/^✘ .*drw_none.* 没有证据包：网站回答 404/),
    });
  });

  test('whose site fails, or cannot be reached, is tried later', async () => {
    expect(await sunlot('verify', `${url()}/v/drw_0001`)).toMatchObject({
      code: 75,
      note: expect.stringContaining('网站回答 502'),
    });
    expect(await sunlot('verify', 'http://127.0.0.1:1/v/drw_0001')).toMatchObject({
      code: 75,
      note: expect.stringContaining('连接不上'),
    });
  });

  test('that is none is wrong usage', async () => {
    expect(await sunlot('verify', 'http://')).toMatchObject({ code: 2, note: expect.stringContaining('网址 http://') });
  });
});

describe('on a folder', () => {
  beforeAll(async () => {
    const agency = ['--code', '999999', '--name', '示范县分局', '--level', 'county', '--pack', 'jiangxian'];
    expect(await sunlot('init', ...data, '--test', ...agency)).toMatchObject({ code: 0 });
  }, 120_000);

  test.each([
    [2, ['log', 'tail', '--lines', 'abc'], 'lines：应为'],
    [2, ['log', 'tail', '--lines', '0'], 'lines：'],
    [2, ['log', 'tail', '--tree', 'foo'], 'tree：无效选项'],
    [3, ['log', 'verify', '--checkpoint', missing], `没有文件 ${missing}`],
    [3, ['holiday', 'import', missing], `没有文件 ${missing}`],
    [3, ['import', 'objects', missing, '--agency', '999999'], `没有文件 ${missing}`],
    [2, ['plan', 'show', '--agency', '999999', '--year', 'soon'], 'year：应为'],
    [2, ['agency', 'add', '--code', '999998', '--name', '乙', '--level', 'town', '--pack', 'jiangxian'], 'level：'],
  ])('ends with %i for %j', async (code, args, words) => {
    const done = await sunlot(...args, ...data);
    expect([done.code, done.out]).toEqual([code, '']);
    expect(done.note).toContain(words);
    expect(done.note).not.toMatch(/Invalid|expected|received|ENOENT/);
  });

  test('a checkpoint is written to be kept outside, and fits after an editor has had it', async () => {
    const file = join(folder, 'checkpoint.txt');
    expect(await sunlot('log', 'checkpoint', '--tree', 'audit', '--out', file, ...data)).toMatchObject({ code: 0 });
    const printed = await sunlot('log', 'checkpoint', ...data);
    expect(printed.out).toMatch(/^sunlot-log\/\w{8}\/public\n0\n\S+\ntime \S+\n\n— \S+ \S+\n$/);
    writeFileSync(file, `${printed.out.replaceAll('\n', '\r\n')}\r\n`);
    expect(await sunlot('log', 'verify', '--checkpoint', file, ...data)).toMatchObject({ code: 0 });
    writeFileSync(file, '随便写的');
    expect(await sunlot('log', 'verify', '--checkpoint', file, ...data)).toMatchObject({
      code: 2,
      note: expect.stringContaining('不是检查点'),
    });
  });

  test('an initial password is replaced by its owner, from two lines of stdin', async () => {
    const added = await sunlot('user', 'add', 'yi', '--agency', '999999', '--role', 'head', '--json', ...data);
    const { initialPassword } = JSON.parse(added.out) as { initialPassword: string };
    const bin = fileURLToPath(new URL('../bin/sunlot.js', import.meta.url));
    const change = (lines: string) =>
      spawnSync(process.execPath, [bin, 'user', 'password', 'yi', ...data], { input: lines, encoding: 'utf8' });
    expect(change(`not this one\n山里的红叶 2026\n`)).toMatchObject({ status: 4, stdout: '' });
    expect(change(`${initialPassword}\n山里的红叶 2026\n`)).toMatchObject({
      status: 0,
      stdout: '✔ 已修改 yi 的密码，其会话已全部结束\n',
    });
    const log = await sunlot('log', 'tail', '--tree', 'audit', '--json', ...data);
    const types = (JSON.parse(log.out) as { entries: { type: string }[] }).entries.map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['password.refused', 'password.changed']);
  });

  test('a dry run says first that it does not count, and shows nothing that could be taken for the real thing', async () => {
    const add = ['user', 'add', 'jia', '--agency', '999999', '--role', 'head', '--dry-run', ...data];
    const tried = await sunlot(...add);
    expect(tried.out).toMatch(/^试运行，不作数：已新增用户 jia/);
    expect(tried.out).not.toContain('初始密码');
    const json = JSON.parse((await sunlot(...add, '--json')).out);
    expect(json).toMatchObject({ dryRun: true, login: 'jia' });
    expect(json).not.toHaveProperty('initialPassword');
    const signed = await sunlot('log', 'checkpoint', '--dry-run', ...data);
    expect(signed.out).toBe('试运行，不作数：可以签发检查点\n');
  });
}, 120_000);
