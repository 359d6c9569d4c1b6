import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Certificate } from '@sunlot/core/draw/certificate.ts';
import { parseVerifierKey, signedCheckpoint } from '@sunlot/core/draw/checkpoint.ts';
import { cosignatureLine, cosignedMessage } from '@sunlot/core/draw/cosignature.ts';
import { FILES } from '@sunlot/core/draw/evidence.ts';
import { formatKey, type NoteKey, parseNote } from '@sunlot/core/draw/signed-note.ts';
import { COSIGNATURE } from '@sunlot/core/draw/witness-policy.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { steppedClock } from '../../clock.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { unzipEvidence } from '../../evidence/zip-evidence.ts';
import { appointWitnesses, showWitnesses } from '../../log/appoint-witnesses.ts';
import { verifierKeyText } from '../../log/checkpoint.ts';
import { cosignLog } from '../../log/cosign-log.ts';
import { signCheckpoint } from '../../log/sign-checkpoint.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { runDraw } from './run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

type Pen = { readonly key: NoteKey; readonly secret: KeyObject };

function pen(name: string): Pen {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { key: { name: `witness.example/${name}`, publicKey: new Uint8Array(raw) }, secret: privateKey };
}

function line(note: string, { key, secret }: Pen, time: string): string {
  const message = cosignedMessage(parseNote(note)!.body, time);
  return cosignatureLine(key, time, new Uint8Array(sign(null, message, secret)));
}

describeDatabases('a draw before witnesses', (target) => {
  let county: County;
  const [city, paper, stranger] = [pen('city'), pen('paper'), pen('stranger')];
  const policy = {
    quorum: 2,
    witnesses: [
      { name: '示范市局', key: formatKey(city.key, COSIGNATURE), role: '上级生态环境局', outside: false },
      { name: '示范日报', key: formatKey(paper.key, COSIGNATURE), outside: true },
    ],
  };
  const appointment = {
    agency: COUNTY,
    file: 'w.json',
    text: JSON.stringify(policy, null, 2),
    why: '局务会',
    approver: 'lingdao',
  };
  beforeAll(async () => {
    county = await openCounty(target);
  });
  afterAll(() => county.close());
  const now = () => county.deps.clock.instant();
  const pass = (seconds: number) => (county.deps.clock as ReturnType<typeof steppedClock>).move(seconds * 1000);
  const brings = (note: string, lines: string) =>
    county.does('zonghe', cosignLog, { checkpoint: note, checkpointFile: 'c.txt', lines, linesFile: 'w.txt' });
  const noteOf = async (draw: string) => {
    const files = unzipEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes)!;
    const certificate = JSON.parse(Buffer.from(files.get(FILES.certificate)!).toString('utf8')) as Certificate;
    return certificate.proofs.manifest.checkpoint;
  };

  describe('the policy', () => {
    test('is not the office’s to set, nor the proposer’s to approve', async () => {
      await expect(county.does('zonghe', appointWitnesses, appointment)).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      await expect(
        county.does('console', appointWitnesses, { ...appointment, approver: 'zonghe' }),
      ).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      await expect(county.does('jiancha', showWitnesses, { agency: '999902' })).rejects.toMatchObject({
        code: 'request.notFound',
      });
    });

    test.each([
      ['no JSON', '{', 'quorum'],
      ['a quorum nobody reaches', JSON.stringify({ ...policy, quorum: 3 }), 'quorum 应在'],
      ['a witness twice', JSON.stringify({ ...policy, witnesses: [policy.witnesses[0], policy.witnesses[0]] }), '重复'],
    ])('with %s is refused', async (_, text, why) => {
      await expect(county.does('console', appointWitnesses, { ...appointment, text })).rejects.toMatchObject({
        code: 'log.policyInvalid',
        details: { file: 'w.json', why: expect.stringContaining(why) },
      });
    });

    test('that makes the log its own witness is refused', async () => {
      const own = { name: 'w', publicKey: county.deps.keys.logPublicKey };
      const text = JSON.stringify({
        quorum: 1,
        witnesses: [{ name: '甲', key: formatKey(own, COSIGNATURE), outside: true }],
      });
      await expect(county.does('console', appointWitnesses, { ...appointment, text })).rejects.toMatchObject({
        details: { why: expect.stringContaining('日志不能见证自己') },
      });
    });

    test('holds from then on, its hash for everybody to see', async () => {
      expect(await county.looks('zonghe', showWitnesses, { agency: COUNTY })).toMatchObject({
        quorum: 0,
        witnesses: [],
      });
      const set = await county.does('console', appointWitnesses, appointment);
      expect(await county.looks('zonghe', showWitnesses, { agency: COUNTY })).toEqual(set);
      expect(set).toMatchObject({ ...policy, why: '局务会' });
    });
  });

  describe('of a list frozen under it', () => {
    let draw = '';
    let note = '';
    const dice = (login: string) => county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    let quarter = 0;
    beforeEach(async () => {
      quarter += 1;
      const task = await county.addTask(`2026Q${quarter}`, 10);
      const frozen = await county.does('zonghe', freezeDraw, { task });
      draw = frozen.draw;
      expect(frozen.warnings.join()).toContain('摇号前须有 2 名见证人在日志检查点上加签：示范市局、示范日报');
      note = await noteOf(draw);
    });

    test('nothing is thrown before the quorum; who is missing is said; then it goes its way, and verifies', async () => {
      await expect(dice('zonghe')).rejects.toMatchObject({
        code: 'draw.notCommitted',
        details: { quorum: 2, n: 0, missing: '示范市局、示范日报' },
      });
      pass(60);
      expect(await brings(note, line(note, city, now()))).toMatchObject({ added: [{ witness: '示范市局' }], known: 0 });
      await expect(dice('zonghe')).rejects.toMatchObject({
        code: 'draw.notCommitted',
        details: { n: 1, missing: '示范日报', outside: expect.stringContaining('须有一名') },
      });
      const waiting = verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
      expect(waiting.checks.find(({ id }) => id === 'V2')).toMatchObject({ state: 'notYet' });
      pass(60);
      const since = now();
      const whole = note + line(note, paper, since) + line(note, stranger, since);
      expect(await brings(note, whole)).toMatchObject({ added: [{ witness: '示范日报', time: since }], ignored: 2 });
      expect(await brings(note, line(note, paper, since))).toMatchObject({ added: [], known: 1 });
      await dice('zonghe');
      await dice('jijian');
      await county.does('zonghe', runDraw, { draw });
      const view = verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
      expect(view.ok).toBe(true);
      expect(view.checks.find(({ id }) => id === 'V2')).toMatchObject({
        state: 'pass',
        actual: expect.stringContaining(`${since} 起成立`),
      });
    });

    test('a witness who looks later signs a later checkpoint, and that one carries the list', async () => {
      const later = (await county.does('jijian', signCheckpoint, { tree: 'public' })).note;
      expect(later).not.toBe(note);
      pass(60);
      await brings(later, line(later, city, now()) + line(later, paper, now()));
      await dice('zonghe');
      expect(await noteOf(draw)).toContain(later);
      await dice('jijian');
      await county.does('zonghe', runDraw, { draw });
      pass(60);
      await brings(note, line(note, city, '2026-11-20T01:00:30Z') + line(note, paper, '2026-11-20T01:00:30Z'));
      expect(await noteOf(draw)).toContain(later);
      expect(verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes).ok).toBe(true);
    });

    test('what does not verify, is of the future, of another checkpoint or of a stranger is refused whole', async () => {
      const good = line(note, city, now());
      const other = note.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`);
      const refusals: readonly (readonly [string, string])[] = [
        [good + line(other, paper, now()), 'log.cosignatureWrong'],
        [line(note, city, '2027-01-01T00:00:00Z'), 'log.cosignatureEarly'],
        [other + good, 'log.cosignatureOther'],
        [line(note, stranger, now()), 'log.cosignatureStrange'],
        ['見證', 'log.cosignatureUnreadable'],
        ['', 'log.cosignatureUnreadable'],
      ];
      for (const [lines, code] of refusals) await expect(brings(note, lines)).rejects.toMatchObject({ code });
      await expect(brings(other, good)).rejects.toMatchObject({ code: 'log.checkpointForeign' });
      const { body } = parseNote(note)!;
      const key = parseVerifierKey(verifierKeyText(county.deps.keys.logPublicKey, 'public'))!;
      const never = body.replace(/\n\d+\n/, '\n999999\n');
      const unknown = signedCheckpoint(never, key, county.deps.keys.signLog(Buffer.from(never)));
      await expect(brings(unknown, line(unknown, city, now()))).rejects.toMatchObject({
        code: 'log.checkpointUnknown',
      });
      await expect(
        county.does('jiancha', cosignLog, { checkpoint: note, checkpointFile: 'c', lines: good, linesFile: 'w' }),
      ).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(dice('zonghe')).rejects.toMatchObject({ code: 'draw.notCommitted', details: { n: 0 } });
    });
  });
});
