import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleActor } from '../accounts/actor.ts';
import { read } from '../context.ts';
import { verifyEvidence } from '../evidence/verify-evidence.ts';
import { judgeCompliance } from '../features/compliance/judge-compliance.ts';
import { exportDraw } from '../features/draws/export-draw.ts';
import { verifyLogs } from '../log/read-log.ts';
import { DEMO_AGENCY, DEMO_YEAR } from './demo-workbooks.ts';
import { type OpenedDemo, openDemo } from './open-demo.ts';

describe('the demo county', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-demo-'));
  const settings = { folder: join(folder, 'd') };
  const notes: string[] = [];
  let demo: OpenedDemo;
  beforeAll(async () => {
    demo = await openDemo(settings, (line) => notes.push(line));
  });
  afterAll(async () => {
    await demo.opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('prints an account for each role, once, with a password of its own', () => {
    expect(demo.accounts.map(({ login }) => login)).toEqual(['zonghe', 'lingdao', 'jijian', 'jiancha', 'shiju']);
    expect(new Set(demo.accounts.map(({ password }) => password)).size).toBe(5);
    expect(notes.join()).toContain('对象 240 家');
  });

  test('every one of its draws verifies: the past ones wholly, the present one without names', async () => {
    const { deps } = demo.opened;
    const rows = await deps.database.ownerQuery<{ id: string; period: string; state: string }>(
      'select id, period, state from draw order by frozen_at',
    );
    expect(rows.map(({ state }) => state)).toEqual([...Array(7).fill('revealed'), 'drawn']);
    for (const { id, state } of rows) {
      const { bytes } = await read(deps, consoleActor(), (ctx) => exportDraw(ctx, { draw: id }));
      expect(verifyEvidence(bytes)).toMatchObject({ ok: true, complete: state === 'revealed' });
    }
  });

  test('nine key dischargers are covered in three quarters, so that nobody was drawn twice', async () => {
    const rows = await demo.opened.deps.database.ownerQuery<{ n: number; people: number }>(
      `select count(*)::int as n, count(distinct object_id)::int as people from drawn_object where stratum = 'key'`,
    );
    expect(rows).toEqual([{ n: 9, people: 9 }]);
  });

  test('what it drew in past quarters was inspected, in time, by the teams that were drawn: the year has no fault so far', async () => {
    const { verdict, findings, tables } = await read(demo.opened.deps, consoleActor(), (ctx) =>
      judgeCompliance(ctx, { agency: DEMO_AGENCY, year: DEMO_YEAR }),
    );
    expect([verdict, findings]).toEqual(['compliant', []]);
    const third = tables.filter(({ period, required }) => period === '2026Q3' && (required ?? 0) > 0);
    expect(third.map(({ class: cls, required, actual }) => [cls, required, actual])).toEqual([
      ['general', 12, 12],
      ['key', 3, 3],
    ]);
  });

  test('its log verifies, although it was written with the clock of a past year', async () => {
    expect(
      await read(demo.opened.deps, consoleActor(), (ctx) => verifyLogs(ctx, { outside: undefined })),
    ).toMatchObject({
      ok: true,
    });
  });

  test('a second start finds it as it was and prints no password', async () => {
    const again = await openDemo(settings, () => {});
    try {
      expect(again.accounts).toEqual([]);
      expect(again.opened.deps.folder.kind).toBe('demo');
    } finally {
      await again.opened.close();
    }
  });
});
