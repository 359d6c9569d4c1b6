import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyEvidence } from '@sunlot/server/evidence/verify-evidence.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Done, typedSession } from './typed-session.ts';

describe('the session of the README, typed as it stands', () => {
  const session = typedSession('README.md');
  const { folder, steps, sunlot, answering, answer } = session;
  let tried: Done;

  beforeAll(async () => {
    await session.type(async ({ line, args }) => {
      if (!line.includes('draw freeze')) return;
      tried = await sunlot(...args.filter((arg) => arg !== '--json'), '--dry-run');
    });
  }, 300_000);
  afterAll(session.end);

  test('has the commands of the whole way', () => {
    expect(steps.length).toBeGreaterThanOrEqual(26);
  });

  test('ends each command with the exit code that it names, 0 where it names none', () => {
    expect(session.surprises()).toEqual([]);
  });

  test('reads the office workbooks: what was added, and what must come back', () => {
    expect(JSON.parse(answer('import objects').out)).toMatchObject({
      read: 170,
      added: 167,
      rejected: 3,
      suspect: 1,
      errorsFile: 'objects-退回.xlsx',
    });
    expect(JSON.parse(answer('import inspectors').out)).toMatchObject({ read: 14, added: 14, rejected: 0 });
    expect(JSON.parse(answer('import items').out)).toMatchObject({ read: 7, added: 7, rejected: 0 });
  });

  test('the same files again change nothing', async () => {
    for (const [noun, rows] of [
      ['objects', 167],
      ['inspectors', 14],
      ['items', 7],
    ] as const) {
      const again = await sunlot('import', noun, `examples/jiangxian/${noun}.xlsx`, '--agency', '140826', '--json');
      expect(JSON.parse(again.out)).toMatchObject({ added: 0, updated: 0, same: rows });
    }
  });

  test('plans what the law asks for, in the shape that programs may rely on', () => {
    const plan = JSON.parse(answer('plan propose').out);
    expect(plan).toMatchObject({ agency: '140826', pack: 'jiangxian', year: 2026 });
    expect(plan.entries).toHaveLength(14);
    expect(plan.totalVisits).toBe(81);
    expect(plan.entries.find(({ id }: { id: string }) => id === '2026q4.key')).toMatchObject({
      rule: 'jiangxian/ratio/key/county',
      class: 'key',
      level: 'county',
      period: '2026Q4',
      base: 37,
      required: 10,
      n: 10,
      clause: { section: '四（五）2' },
    });
  });

  test('tries a freeze without anything to copy down', () => {
    const frozen = JSON.parse(answer('draw freeze').out) as { words: string; fingerprint: string };
    expect(tried.code).toBe(0);
    expect(tried.out).toMatch(/^试运行，不作数：名单可以封存；口令和指纹要到真正封存时才有\n/);
    expect(tried.out).not.toMatch(/✔|drw_|[0-9a-f]{8}/);
    expect(tried.out).toContain('37');
    expect(frozen.words).toHaveLength(12);
  });

  test('prints ranks and leaves, never a name', () => {
    const run = JSON.parse(answer('draw run').out);
    expect(run.winners).toHaveLength(10);
    for (const words of ['draw rehearse', 'draw freeze', 'draw run', 'verify draw.zip'])
      expect(answer(words).out).not.toContain('有限公司');
  });

  test('V1 to V10 hold before the names are public, the rest says that it waits', () => {
    const { checks } = JSON.parse(answer('verify draw.zip').out) as { checks: { id: string; state: string }[] };
    const states = Object.fromEntries(checks.map(({ id, state }) => [id, state]));
    expect(states).toEqual({
      V1: 'pass',
      V2: 'pass',
      V3: 'stated',
      V4: 'pass',
      V5: 'pass',
      V6: 'pass',
      V7: 'pass',
      V8: 'pass',
      V9: 'pass',
      V10: 'pass',
      V11: 'notYet',
      V12: 'notYet',
      V13: 'notYet',
      V14: 'notYet',
      V15: 'notYet',
    });
  });

  test('any changed byte of the pack ends with exit code 7', async () => {
    const pack = readFileSync(join(folder, 'draw.zip'));
    const passed: number[] = [];
    for (let at = 0; at < pack.length; at += 97) {
      const touched = Buffer.from(pack);
      touched[at] = touched[at]! ^ (1 + (at % 255));
      if (verifyEvidence(touched).ok) passed.push(at);
    }
    expect(passed).toEqual([]);
    const touched = Buffer.from(pack);
    touched[5000] = touched[5000]! ^ 1;
    writeFileSync(join(folder, 'touched.zip'), touched);
    expect(await sunlot('verify', 'touched.zip')).toMatchObject({ code: 7 });
    // No page is made of what is no pack, and none is half made.
    expect(await sunlot('verify', 'touched.zip', '--html', 'touched.html')).toMatchObject({ code: 2 });
    expect(existsSync(join(folder, 'touched.html'))).toBe(false);
    expect(await sunlot('verify', 'draw.zip', '--html', 'page.html', '--json')).toMatchObject({ code: 8 });
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain(pack.toString('base64'));
  });

  test('the key holder keeps a sealed copy, and opens the whole list with it', async () => {
    const passphrase = '青山绿水不可负我辈当惜之';
    const made = await answering(
      `${passphrase}\n`,
      'draw',
      'export',
      'DRAW',
      '--out',
      'kept.zip',
      '--key-copy',
      'copy.json',
      '--as',
      'jijian',
    );
    expect(made).toMatchObject({ code: 0 });
    const kept = (input: string) => answering(input, 'verify', 'kept.zip', '--key-copy', 'copy.json', '--json');
    const right = await kept(`${passphrase}\n`);
    expect(JSON.parse(right.out)).toMatchObject({
      ok: true,
      keyCopy: { ok: true, rows: { objects: 38, inspectors: 14 } },
    });
    expect(await kept('一个错误的口令不可能打开\n')).toMatchObject({ code: 4 });
    expect(
      await answering(
        `${passphrase}\n`,
        'draw',
        'export',
        'DRAW',
        '--out',
        'x.zip',
        '--key-copy',
        'x.json',
        '--as',
        'zonghe',
      ),
    ).toMatchObject({ code: 4 });
  }, 60_000);

  test('an opening for the door is refused to who may not, and then verifies against the pack alone', async () => {
    const opening = (...more: readonly string[]) => sunlot('draw', 'opening', 'TASK', '--object', '2', ...more);
    expect(await opening()).toMatchObject({ code: 4 });
    expect(await opening('--out', 'no/such/folder.json', '--as', 'zonghe')).toMatchObject({ code: 3 });
    for (const link of ['example.gov.cn', 'https://example.gov.cn/?a=1'])
      expect(await opening('--link', link, '--as', 'zonghe')).toMatchObject({ code: 2 });
    const made = await opening('--out', 'opening.json', '--qr', 'opening.svg', '--as', 'jijian');
    expect([made.code, made.out.includes('第 2 号')]).toEqual([0, true]);
    expect(readFileSync(join(folder, 'opening.svg'), 'utf8')).toMatch(/^<svg /);
    const held = await sunlot('verify', 'draw.zip', '--opening', 'opening.json');
    expect(held).toMatchObject({ code: 0, out: expect.stringContaining('✔ 在封存名单中，第 2 号抽中') });
    const shown = await opening('--qr', '--link', 'https://example.gov.cn/', '--as', 'zonghe');
    expect(shown.out).toMatch(/█{20}/);
    const linked = await opening('--link', 'https://example.gov.cn/', '--json', '--as', 'zonghe');
    const { link, svg } = JSON.parse(linked.out);
    expect([link.startsWith('https://example.gov.cn/opening?code='), svg]).toEqual([true, undefined]);
    writeFileSync(join(folder, 'link.txt'), link);
    const asked = await sunlot('verify', 'draw.zip', '--opening', 'link.txt', '--json');
    expect(JSON.parse(asked.out)).toMatchObject({ opening: { ok: true, proven: { place: '2' } } });
    writeFileSync(join(folder, 'cut.txt'), link.slice(0, -20));
    const cut = await sunlot('verify', 'draw.zip', '--opening', 'cut.txt', '--lang', 'en');
    expect(cut).toMatchObject({
      code: 7,
      out: expect.stringContaining('✘ reading the code: this is no whole opening'),
    });
    expect(await sunlot('verify', 'draw.zip', '--opening', 'no.json')).toMatchObject({ code: 3 });
    expect(await opening('--json', '--lang', 'en', '--as', 'zonghe')).toMatchObject({ code: 0 });
  }, 120_000);

  test('a second run is refused and shows the same result', async () => {
    const again = await sunlot('draw', 'run', 'DRAW', '--as', 'zonghe', '--json');
    expect(again.code).toBe(5);
    const { winners } = JSON.parse(answer('draw run').out);
    expect(JSON.parse(again.out)).toMatchObject({ code: 'draw.alreadyDrawn', details: { result: { winners } } });
  });

  test('an unknown command, a missing option, an unknown person: a sentence and an exit code, never a stack', async () => {
    const cases = [
      [2, 'draw', 'redraw', 'DRAW'],
      [2, 'plan', 'propose', '--agency', '140826'],
      [3, 'task', 'list', '--agency', '140826', '--as', 'nobody'],
      [3, 'draw', 'show', 'drw_none'],
      [4, 'draw', 'freeze', 'TASK', '--as', 'jijian'],
      [5, 'init', '--empty', '--test'],
      [5, 'user', 'add', 'both', '--agency', '140826', '--role', 'generalOffice,disciplineOfficer'],
      [5, 'task', 'create', '--agency', '140826', '--class', 'nuclear', '--period', '2026', '--as', 'zonghe'],
    ] as const;
    for (const [code, ...args] of cases) {
      const done = await sunlot(...args);
      expect([args.join(' '), done.code]).toEqual([args.join(' '), code]);
      expect(done.note).toMatch(/^✘ .*[\u4e00-\u9fff]/);
      expect(done.note).not.toMatch(/\n\s+at /);
    }
  });
});
