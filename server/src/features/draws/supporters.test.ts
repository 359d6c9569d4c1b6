import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import type { SupportWish } from '@sunlot/core/policy/support.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { rehearseDraw } from './rehearse-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw } from './show-draw.ts';
import { type County, DICE, openCounty } from './test-county.ts';

/** Five experts: two of the trade whose mandate runs, one whose mandate is over, two of other trades. */
const EXPERTS = [
  { n: 1, trade: '医药', until: '2027-12-31' },
  { n: 2, trade: '医药', until: '2026-11-20' },
  { n: 3, trade: '医药', until: '2026-11-19' },
  { n: 4, trade: '化工', until: '2027-12-31' },
  { n: 5, trade: '印染', until: '2027-12-31' },
] as const;

describeDatabases('a draw of experts by trade', (target) => {
  let county: County;
  let task: string;
  const ask = <T>(text: string) =>
    inTransaction(county.deps.database.db, SYSTEM, async (tx) => (await sql.raw<T>(text).execute(tx)).rows);
  const wish = (support: readonly SupportWish[]) =>
    ask(`update task set support = '${JSON.stringify(support)}' where id = '${task}'`);
  beforeAll(async () => {
    county = await openCounty(target);
    task = await county.addTask('2026Q4', 10);
    for (const { n, trade, until } of EXPERTS) {
      const facts = {
        ...{ id: `EXP-${n}`, name: `示例专家${n}`, department: '示范监测站', staffKind: 'expert', onStaff: true },
        // A row that says more than an expert may: the draw must not believe it.
        ...{ mayLead: true, specialties: [trade], region: '999901', onDuty: [{ from: '2025-01-01', to: until }] },
      };
      await ask(`insert into inspector (id, agency, certificate_no, name, name_pinyin, name_initials, department, facts,
          row_hash, added_at, updated_at)
        values ('exp_${n}', '999901', 'EXP-${n}', '${facts.name}', 'x', 'x', '示范监测站', '${JSON.stringify(facts)}',
          '\\x${String(n).repeat(64)}', now(), now())`);
    }
  });
  afterAll(() => county.close());

  it('is refused where the directory has nobody of the trade or the region', async () => {
    for (const one of [{ industry: '造纸' }, { industry: '医药', region: '999902' }]) {
      await wish([{ kind: 'expert', ...one }]);
      await expect(county.does('zonghe', freezeDraw, { task })).rejects.toMatchObject({ code: 'draw.noSupporter' });
    }
    await wish([{ kind: 'auxiliary', industry: '医药' }]);
    await expect(county.looks('zonghe', rehearseDraw, { task })).rejects.toMatchObject({
      code: 'draw.noSupporter',
      message: expect.stringContaining('辅助检查人员 1 名（擅长行业 医药）'),
    });
  });

  describe('that was run', () => {
    let draw: string;
    beforeAll(async () => {
      await wish([{ kind: 'expert', industry: '医药' }]);
      draw = (await county.does('zonghe', freezeDraw, { task })).draw;
      await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
      await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
      await county.does('zonghe', runDraw, { draw });
    });

    it('gives every team one of those of the trade with a mandate, beside a leader and a member of the staff', async () => {
      const { names } = await county.does('zonghe', namedDraw, { draw });
      expect(names).toHaveLength(10);
      for (const { team } of names) {
        expect(team.map(({ seat }) => seat)).toEqual(['leader', 'member', 'expert']);
        const [leader, member, expert] = team.map(({ certificateNo }) => certificateNo);
        expect([leader, member].every((one) => one!.startsWith('DEMO-'))).toBe(true);
        expect(['EXP-1', 'EXP-2']).toContain(expert);
      }
      const seats = await ask<{ n: number }>(
        `select count(distinct inspector_id)::int as n from drawn_seat where draw_id = '${draw}' and seat = 'expert'`,
      );
      // Loads are evened out: both of the two go.
      expect(seats).toEqual([{ n: 2 }]);
    });

    it('says in the public manifest which expert was asked for', async () => {
      const [row] = await ask<{ manifest: string }>(`select manifest from draw where id = '${draw}'`);
      const { strata, seats, tags } = JSON.parse(row!.manifest) as Manifest;
      expect(strata[0]!.clause).toMatch(/；每组另随机抽取专家 1 名（擅长行业 医药）$/);
      expect(seats.map(({ needs }) => needs)).toEqual([['leader', 'officer'], ['officer'], ['expert']]);
      expect(tags).toEqual(['expert', 'leader', 'officer']);
    });

    it('is verified like any other draw, before the names are public and after', async () => {
      const verified = async () => verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
      const before = await verified();
      expect(before).toMatchObject({ ok: true, phase: 'P2' });
      expect(before.checks.filter(({ state }) => state === 'fail')).toEqual([]);
      await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
      const after = await verified();
      expect(after).toMatchObject({ ok: true, complete: true, phase: 'P4' });
      expect(after.checks.find(({ id }) => id === 'V12')!.state).toBe('pass');
    });
  });
});
