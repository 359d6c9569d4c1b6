import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Certificate } from '@sunlot/core/draw/certificate.ts';
import { cosignatureLine, cosignedMessage } from '@sunlot/core/draw/cosignature.ts';
import { FILES } from '@sunlot/core/draw/evidence.ts';
import { formatKey, parseNote } from '@sunlot/core/draw/signed-note.ts';
import { COSIGNATURE } from '@sunlot/core/draw/witness-policy.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { unzipEvidence } from '../../evidence/zip-evidence.ts';
import { appointWitnesses } from '../../log/appoint-witnesses.ts';
import { cosignLog } from '../../log/cosign-log.ts';
import { OUTSIDER } from '../../public/visitor.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { replaceDraw } from './replace-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { sendNonce } from './send-nonce.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const paper = {
  name: 'witness.example/paper',
  publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
};
const nonce = '11'.repeat(16);

describeDatabases('a draw whose scheme asks for SM3', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target, { profile: 'gm' });
    const policy = { quorum: 1, witnesses: [{ name: '示范日报', key: formatKey(paper, COSIGNATURE), outside: true }] };
    const appointment = { agency: COUNTY, file: 'w.json', text: JSON.stringify(policy), why: '局务会' };
    await county.does('console', appointWitnesses, { ...appointment, approver: 'lingdao' });
    await county.addTask('2026Q4', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, {
      task: '2026q4-key',
      sources: [
        { k: 'nonces', deadline: '2026-11-20T02:00:00Z' },
        { k: 'dice', count: 20, faces: 10 },
      ],
    }));
  });
  afterAll(() => county.close());

  const packOf = async () => {
    const { bytes } = await county.looks('zonghe', exportDraw, { draw });
    const files = unzipEvidence(bytes)!;
    const certificate = JSON.parse(Buffer.from(files.get(FILES.certificate)!).toString('utf8')) as Certificate;
    return { files, certificate, checks: verifyEvidence(bytes).checks };
  };
  const stateOf = async (state: string) =>
    (await packOf()).checks.filter((check) => check.state === state).map(({ id, actual }) => `${id} ${actual}`);

  test('names SM3 in the manifest, and the witness policy by it; before the cosignature nothing is sent or entered', async () => {
    const { certificate, files } = await packOf();
    expect(certificate.manifest.profile).toBe('gm');
    const policyHash = createHash('sm3').update(files.get(FILES.witnesses)!).digest('hex');
    expect(certificate.manifest.witnesses).toBe(policyHash);
    await expect(county.does('zonghe', enterDraw, { draw, source: 'nonces', value: '' })).rejects.toMatchObject({
      code: 'draw.notCommitted',
    });
  });

  test('outsiders’ numbers, dice, a replacement and the reveal: every check passes', async () => {
    const note = (await packOf()).certificate.proofs.manifest.checkpoint;
    const at = county.deps.clock.instant();
    const message = cosignedMessage(parseNote(note)!.body, at);
    const lines = cosignatureLine(paper, at, new Uint8Array(sign(null, message, privateKey)));
    await county.does('zonghe', cosignLog, { checkpoint: note, checkpointFile: 'c', lines, linesFile: 'w' });
    county.wait(600);
    await write(county.deps, OUTSIDER, (ctx) => sendNonce(ctx, { draw, nonce }));
    county.wait(3000);
    await county.does('zonghe', enterDraw, { draw, source: 'nonces', value: '' });
    const thrown = { draw, source: 'dice', value: DICE } as const;
    for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, thrown);
    await county.does('zonghe', runDraw, { draw });
    await county.does('zonghe', replaceDraw, {
      ...{
        draw,
        rank: 3,
        reason: 'suspended',
        document: '停产报告3号',
        evidence: '03'.repeat(32),
        approver: 'lingdao',
      },
    });
    expect(await stateOf('fail')).toEqual([]);
    await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
    expect(await stateOf('fail')).toEqual([]);
    expect(await stateOf('notYet')).toEqual([]);
    const [closed] = (await packOf()).certificate.entropy;
    const leaf = createHash('sm3')
      .update(Buffer.from(`00${nonce}`, 'hex'))
      .digest('hex');
    expect(closed).toMatchObject({ k: 'nonces', value: leaf });
    expect((await packOf()).checks.find(({ id }) => id === 'V14')!.actual).toContain('逐一相同');
  });
});
