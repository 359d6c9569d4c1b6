import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { longSession, madeStrata } from '../../test/long-sessions.ts';
import { actual, certified, changed, failed, states, textOf, verify } from '../../test/packs.ts';
import { platformWasm } from '../../test/platform-wasm.ts';
import { countyTerms, runSession } from '../../test/session.ts';
import { utf8 } from '../basics/bytes.ts';
import { canonicalJson, type Json } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { wasmLanes } from '../hash/wasm-lanes.ts';
import { bodyHash, type Certificate, resultCommit } from './certificate.ts';
import type { CheckId } from './check.ts';
import { type EvidenceFiles, FILES, withSums } from './evidence.ts';
import type { DrawnSession } from './run.ts';
import { isInline, listRoot, MOST_INLINE, toldWinners, winnersText } from './told-winners.ts';
import type { DrawnStratum } from './winners.ts';

const STD = hashOf('std');
const JUST = { winners: MOST_INLINE, reserve: MOST_INLINE };
const MORE = { winners: MOST_INLINE + 1, reserve: MOST_INLINE + 1 };

const inline = longSession(JUST);
const long = longSession(MORE, { terms: { task: '2026q3-key', period: '2026Q3' }, replacing: [{ rank: 2 }] });
const { P2, P4 } = long.packs;
const { strata, winners, reserve } = long.certificates.P2;

const linesOf = (files: EvidenceFiles, name: string) => textOf(files, name).split('\n').slice(0, -1);
const shaNode = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** RFC 6962, 2.1, as it stands there. */
function rfc6962(data: readonly string[]): Buffer {
  if (data.length === 1) return shaNode(Buffer.concat([Buffer.of(0), Buffer.from(data[0]!)]));
  const split = 2 ** Math.ceil(Math.log2(data.length) - 1);
  return shaNode(Buffer.concat([Buffer.of(1), rfc6962(data.slice(0, split)), rfc6962(data.slice(split))]));
}

test('2,000 winners and 候补 stand in the certificate, and the pack has no file of them', () => {
  const { certificate } = inline.session;
  expect(certificate.strata).toEqual(inline.session.strata);
  expect(Object.keys(certificate)).not.toEqual(expect.arrayContaining(['winners']));
  expect('reserve' in certificate).toBe(false);
  expect([...inline.packs.P4.keys()].filter((name) => /winners|reserve/.test(name))).toEqual([]);
  expect(textOf(inline.packs.P4, FILES.howTo)).not.toContain(FILES.winners);
  expect(states(verify(inline.packs.P4))).toBe('ppspppppppppsps');
});

test('2,001 stand in files, by their roots: the certificate keeps cut-offs alone, and every check passes as before', () => {
  expect(strata!.map(({ tiers }) => tiers.map((tier) => Object.keys(tier).sort()))).toEqual([
    [['cutoff', 'tier']],
    [['cutoff', 'tier']],
  ]);
  expect(textOf(P4, FILES.certificate).length).toBeLessThan(20_000);
  const lines = linesOf(P2, FILES.winners);
  const drawn = long.session.drawn.map(
    ({ rank, leaf, t, object }) => `${rank}\t${object.row.stratum}\t0\t${leaf}\t${t}`,
  );
  expect(lines).toEqual(drawn);
  expect(winners).toEqual({ root: rfc6962(lines).toString('hex'), size: 2001 });
  const waiting = long.session.strata[0]!.reserve.map(({ tier, leaf, t }) => `key\t${tier}\t${leaf}\t${t}`);
  expect(linesOf(P2, FILES.reserve)).toEqual(waiting);
  expect(reserve).toEqual({ root: rfc6962(waiting).toString('hex'), size: 2001 });
  expect(textOf(P2, FILES.howTo)).toMatch(/^lists\/winners\.txt .*\nlists\/reserve\.txt .*\nopened/m);
  expect(states(verify(P2))).toBe('ppspppppppnnnnn');
  const opened = verify(P4);
  expect(states(opened)).toBe('ppspppppppppsps');
  expect(actual(opened, 'V10')).toContain('中签 2001，候补 2001；');
  expect(actual(opened, 'V11')).toBe('中签 2001 个，替换补入 1 个，已公开 2002 个');
  expect(actual(opened, 'V15')).toContain('中签序号 1、2.1、3、');
});

test('either alone may be long', () => {
  const few = toldWinners(STD, madeStrata(STD, { winners: 20, reserve: 2001 }));
  expect([few.winners, few.reserve?.size, few.strata[0]!.tiers[0]!.winners?.length]).toEqual([undefined, 2001, 17]);
  const none = toldWinners(STD, madeStrata(STD, { winners: 2001, reserve: 4 }));
  expect([none.winners?.size, none.reserve, none.strata[0]!.reserve?.length]).toEqual([2001, undefined, 4]);
  expect([few, none, toldWinners(STD, madeStrata(STD, JUST))].map(isInline)).toEqual([false, false, true]);
  const pack = longSession({ winners: 9, reserve: 2001 }).packs.P4;
  expect([pack.has(FILES.winners), pack.has(FILES.reserve)]).toEqual([false, true]);
  expect(failed(verify(pack))).toEqual([]);
});

test('the root is in the body that the result commits to, under the hash of the session', () => {
  const certificate = long.session.certificate;
  const { body } = long.session.commit;
  const changedRoot = { root: 'ab'.repeat(32), size: 2001 };
  expect(bodyHash(certificate)).toBe(body);
  expect(bodyHash({ ...certificate, winners: changedRoot })).not.toBe(body);
  expect(bodyHash({ ...certificate, reserve: changedRoot })).not.toBe(body);
  const made = madeStrata(STD, MORE);
  for (const hash of [STD, hashOf('gm')])
    expect(toldWinners(hash, made, wasmLanes(platformWasm))).toEqual(toldWinners(hash, made));
  expect(toldWinners(hashOf('gm'), made).winners!.root).not.toBe(toldWinners(STD, made).winners!.root);
});

const text = textOf(P4, FILES.winners);
const [first, second, ...rest] = linesOf(P4, FILES.winners);
const other = `${first!.slice(0, -1)}${first!.endsWith('0') ? '1' : '0'}`;

test.each<[string, EvidenceFiles, CheckId[]]>([
  ['no file of winners', changed(P4, { [FILES.winners]: undefined }), ['V10']],
  ['no file of 候补', changed(P4, { [FILES.reserve]: undefined }), ['V10']],
  ['a ticket changed', changed(P4, { [FILES.winners]: text.replace(first!, other) }), ['V10']],
  ['a 候补 left out', changed(P4, { [FILES.reserve]: textOf(P4, FILES.reserve).replace(/^.*\n/, '') }), ['V10']],
  ['two lines exchanged', changed(P4, { [FILES.winners]: [second, first, ...rest, ''].join('\n') }), ['V10']],
  ['a line twice', changed(P4, { [FILES.winners]: `${first}\n${text}` }), ['V10']],
  ['a file cut in its last line', changed(P4, { [FILES.winners]: text.slice(0, -1) }), ['V10']],
  ['a line of another form', changed(P4, { [FILES.winners]: text.replace('1\tkey', '01\tkey') }), ['V10']],
  ['a file that is no text', withSums(new Map([...P4, [FILES.winners, Uint8Array.of(255)]])), ['V10']],
  ['an empty file', changed(P4, { [FILES.winners]: '' }), ['V10']],
  ['another root', certified(P4, (c) => ({ ...c, winners: { ...winners!, root: 'ab'.repeat(32) } })), ['V10']],
  ['another size', certified(P4, (c) => ({ ...c, winners: { ...winners!, size: 2000 } })), ['V10']],
  ['another cut-off', certified(P4, (c) => ({ ...c, strata: cutAt(c, 'ab'.repeat(32)) })), ['V10']],
  ['the root taken away', certified(P4, ({ winners: _, ...c }) => c as Json), ['V1']],
  ['the root of the 候补 taken away', certified(P4, ({ reserve: _, ...c }) => c as Json), ['V1']],
  ['a root before the draw', certified(long.packs.P1, (c) => ({ ...c, winners: winners! })), ['V1']],
  ['lines beside the root', certified(P4, (c) => ({ ...c, strata: long.session.strata })), ['V1']],
  ['a root beside the lines', certified(inline.packs.P4, (c) => ({ ...c, winners: winners! })), ['V1']],
])('%s is refused by the right check', (_, files, ids) => {
  expect(failed(verify(files))).toEqual(ids);
});

function cutAt({ strata: told }: Certificate, cutoff: string): Json {
  return told!.map(({ tiers, ...stratum }) => ({ ...stratum, tiers: tiers.map((tier) => ({ ...tier, cutoff })) }));
}

test('what rests on the winners waits for their file, and says which', () => {
  const without = verify(changed(P4, { [FILES.winners]: undefined }));
  expect(states(without)).toBe('ppspppppp' + 'fnns' + 'nn');
  for (const id of ['V10', 'V11', 'V12', 'V14', 'V15'] as const)
    expect(actual(without, id)).toBe('缺少 lists/winners.txt');
  const wrong = actual(verify(changed(P4, { [FILES.winners]: `${first}\n` })), 'V10');
  expect(wrong).toBe(`lists/winners.txt 的根 ${rfc6962([first!]).toString('hex')}，1 行，与证书不同`);
});

/** Logs another way to tell the outcome, or another outcome: what an operator does who has the log key. */
function retold(
  session: DrawnSession,
  told: Partial<DrawnSession['certificate']>,
  drawn = session.strata,
): DrawnSession {
  const { winners: _, reserve: __, ...certificate } = session.certificate;
  const next = { ...certificate, ...told };
  return { ...session, certificate: next, strata: drawn, commit: resultCommit(next, next) };
}

test('an outcome that is told the other way, logged so, is refused: one outcome has one certificate', () => {
  const lines = longSession(MORE, { tamper: (s) => retold(s, { strata: s.strata }) });
  expect(failed(verify(lines.packs.P2))).toEqual(['V10']);
  const byRoot = longSession(JUST, {
    tamper: (s) =>
      retold(s, {
        strata: s.strata.map(({ tiers, ...stratum }) => ({
          ...{ ...stratum, tiers: tiers.map(({ winners: _, ...tier }) => tier) },
        })),
        winners: listRoot(STD, winnersText(s.strata).split('\n').slice(0, -1)),
      }),
  });
  expect(failed(verify(byRoot.packs.P2))).toEqual(['V10']);
});

test('another winner in the file, under a root that is logged as the result, is refused by the tickets', () => {
  const swap = (session: DrawnSession) => {
    const [key, general] = session.strata;
    const [tier] = key!.tiers;
    const [next] = key!.reserve;
    const swapped = tier!.winners.map((winner) => (winner.rank === 1 ? { ...winner, leaf: next!.leaf } : winner));
    const drawn: DrawnStratum[] = [{ ...key!, tiers: [{ ...tier!, winners: swapped }] }, general!];
    return retold(session, toldWinners(STD, drawn), drawn);
  };
  const verification = verify(longSession(MORE, { tamper: swap }).packs.P2);
  expect(failed(verification)).toEqual(['V10']);
  expect(actual(verification, 'V10')).toBe('lists/winners.txt 与重算不同');
  const spare = (session: DrawnSession) => {
    const [key, general] = session.strata;
    const drawn = [{ ...key!, reserve: key!.reserve.toReversed() }, general!];
    return retold(session, toldWinners(STD, drawn), drawn);
  };
  expect(actual(verify(longSession(MORE, { tamper: spare }).packs.P2), 'V10')).toBe('lists/reserve.txt 与重算不同');
});

test('thirty mutants of the files: each is refused by V10 alone', () => {
  for (let n = 0; n < 30; n++) {
    const name = n % 2 === 0 ? FILES.winners : FILES.reserve;
    const bytes = Uint8Array.from(P2.get(name)!);
    const offset = (n * 8_675_309) % bytes.length;
    bytes[offset]! ^= n % 3 === 0 ? 1 : 4;
    const files = withSums(new Map([...P2, [name, bytes]]));
    expect(failed(verify(files)), `${name}, byte ${offset}`).toEqual(['V10']);
  }
});

test('a later draw counts the winners of the file; without it the earlier pack does not count', () => {
  const terms = countyTerms();
  const after = (tier: number) =>
    runSession({
      before: (log) => {
        for (const line of long.log.texts) log.append(() => JSON.parse(line) as never);
      },
      terms: {
        objects: terms.objects.map((row) => ({ ...row, tier: row.tier + tier })),
        inspectors: terms.inspectors.map((row) => ({ ...row, load: 200 })),
      },
    }).packs.P4;
  const low = verify(after(0), { earlier: [P4] });
  expect(failed(low)).toEqual(['V13']);
  expect(actual(low, 'V13')).toMatch(/^\d+ 行的轮次少于此前中签次数/);
  const risen = after(1);
  expect(failed(verify(risen, { earlier: [P4] }))).toEqual([]);
  const blind = verify(risen, { earlier: [changed(P4, { [FILES.winners]: undefined })] });
  expect(actual(blind, 'V13')).toContain('附来的 2026q3-key/1 无法读取（缺少 lists/winners.txt）');
});

test('files hashed by the platform are judged the same', () => {
  for (const pack of [P2, new Map([...P2, [FILES.winners, utf8('')]])])
    expect(canonicalJson(verify(pack, { sha256: shaNode }))).toBe(canonicalJson(verify(pack)));
  expect(failed(verify(P2, { sha256: () => new Uint8Array(32) }))).toEqual(['V1']);
});
