import { fromUtf8, utf8 } from '@sunlot/core/basics/bytes.ts';
import { FILES, withSums } from '@sunlot/core/draw/evidence.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { unzipEvidence, zipEvidence } from '../../evidence/zip-evidence.ts';
import { publicDraw } from '../../public/draws.ts';
import { asVisitor } from '../../public/visitor.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw, showDraw } from './show-draw.ts';
import { type County, DICE, openCounty } from './test-county.ts';

describeDatabases('a draw of more than two thousand', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target, { keyObjects: 2_030 });
    const task = await county.addTask('2026Q4', 2_001);
    ({ draw } = await county.does('zonghe', freezeDraw, { task }));
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
  }, 120_000);
  afterAll(() => county.close());

  test('its certificate is stored with the root, and everybody still sees every winner', async () => {
    const ran = await county.does('zonghe', runDraw, { draw });
    expect(ran.winners).toHaveLength(2_001);
    const [stored] = await county.deps.database.ownerQuery<{ certificate: string }>('select certificate from draw');
    expect(stored!.certificate.length).toBeLessThan(10_000);
    expect(JSON.parse(stored!.certificate)).toMatchObject({ winners: { size: 2_001 } });
    const shown = await county.looks('zonghe', showDraw, { draw });
    const seen = await asVisitor(county.deps, publicDraw, { draw });
    expect([shown.winners, shown.reserve]).toEqual([ran.winners, ran.reserve]);
    expect(seen.winners).toEqual(ran.winners);
    expect((await county.does('lingdao', namedDraw, { draw })).names).toHaveLength(2_001);
  }, 60_000);

  test('the pack has them in a file and verifies; with a line of it changed it does not', async () => {
    const { bytes } = await county.looks('zonghe', exportDraw, { draw });
    expect(verifyEvidence(bytes)).toMatchObject({ ok: true, phase: 'P2' });
    const files = unzipEvidence(bytes)!;
    const text = fromUtf8(files.get(FILES.winners)!)!;
    const { winners = [] } = await county.looks('zonghe', showDraw, { draw });
    expect(text.split('\n')).toEqual([
      ...winners.map(({ rank, stratum, tier, leaf, ticket }) => [rank, stratum, tier, leaf, ticket].join('\t')),
      '',
    ]);
    const altered = new Map([...files, [FILES.winners, utf8(text.replace('\tkey\t', '\tother\t'))]]);
    const { checks } = verifyEvidence(zipEvidence(withSums(altered)));
    expect(checks.filter(({ state }) => state === 'fail').map(({ id }) => id)).toEqual(['V10']);
  }, 60_000);

  test('after the reveal everything is checked on the file', async () => {
    await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
    const view = verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
    expect(view).toMatchObject({ ok: true, phase: 'P4' });
  }, 60_000);
});
