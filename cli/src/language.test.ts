import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'sunlot-language-'));
const nowhere = join(folder, 'nothing-here');
const noPack = join(folder, 'no-pack.zip');
writeFileSync(noPack, 'no pack');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HAN = /\p{Script=Han}/u;

type Done = { readonly code: number; readonly out: string; readonly note: string };

/** Runs a command line in this process, its streams kept. */
async function sunlot(args: readonly string[], setting = ''): Promise<Done> {
  const kept = { out: '', note: '' };
  vi.stubEnv('SUNLOT_LANG', setting === '' ? undefined : setting);
  vi.stubEnv('DATABASE_URL', undefined);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    kept.out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    kept.note += text;
    return true;
  });
  try {
    return { code: await main(args), ...kept };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

describe('the command in English', () => {
  test.each([
    [9, ['doctor', '--data', nowhere]],
    [9, ['log', 'verify', '--data', nowhere]],
    [3, ['verify', join(folder, 'none.zip')]],
    [2, ['init', '--data', nowhere, '--code', '12', '--name', 'x', '--level', 'county', '--pack', 'x']],
    [3, ['pack', 'show', 'nothing']],
    [2, ['draw', 'redraw']],
  ])('ends with %i for %j as in Chinese, without a Chinese word', async (code, args) => {
    const [zh, en] = [await sunlot(args), await sunlot([...args, '--lang', 'en'])];
    expect([zh.code, en.code]).toEqual([code, code]);
    expect(`${zh.out}${zh.note}`).toMatch(HAN);
    expect(`${en.out}${en.note}`).not.toMatch(HAN);
    expect(`${en.out}${en.note}`).toMatch(/[a-z]{3}/);
  });

  test('is what SUNLOT_LANG asks for; --lang has the last word', async () => {
    const [en, zh] = [
      await sunlot(['pack', 'show', 'nothing'], 'en'),
      await sunlot(['pack', 'show', 'nothing', '--lang', 'zh'], 'en'),
    ];
    expect(en.note).toMatch(/^✘ There is no policy pack nothing\./);
    expect(zh.note).toMatch(/^✘ 没有政策包 nothing。/);
  });

  test('of a verification has English titles, and says in English what was expected and found', async () => {
    const [zh, en] = [await sunlot(['verify', noPack]), await sunlot(['verify', noPack, '--lang', 'en'])];
    expect([zh.code, en.code]).toEqual([7, 7]);
    expect(zh.out).toMatch(/^✘ 不通过 {2} V1 {2}文件完整，证书字节规范$/m);
    expect(en.out).toMatch(/^✘ FAIL +V1 {2}the files are complete, the certificate is byte-exact$/m);
    expect(en.out).toContain('found: the archive is broken or changed, or is no evidence pack');
    expect(zh.out).toMatch(/^－ 未核对 +V10 /m);
    expect(en.out).toMatch(/^- not looked at +V10 tickets, cut, winners and reserve are right and in the log$/m);
    expect(`${zh.out}${en.out}`).not.toMatch(/尚未公开|not public yet/);
  });
});

describe('--json', () => {
  test.each([[['doctor', '--data', nowhere]], [['pack', 'list']], [['verify', noPack]]])(
    'of %j is the same in both languages',
    async (args) => {
      const [zh, en] = [await sunlot([...args, '--json']), await sunlot([...args, '--json', '--lang', 'en'])];
      const [inChinese, inEnglish] = [zh, en].map(({ out }) => ({ ...JSON.parse(out), ms: 0 }));
      expect(inEnglish).toEqual(inChinese);
      expect(JSON.stringify(inEnglish)).toMatch(HAN);
    },
  );
});
