import { expect, test } from 'vitest';
import { actual, certified, changed, failed, states, verify } from '../../test/packs.ts';
import { creditCode, LIST_KEY, runSession, type SessionChange } from '../../test/session.ts';
import { hex, utf8 } from '../basics/bytes.ts';
import { canonicalBytes, type Json } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { leafHash } from '../hash/merkle.ts';
import { sha256 } from '../hash/sha256.ts';
import type { Certificate } from './certificate.ts';
import { resultCommit } from './certificate.ts';
import { isUnmade } from './check.ts';
import { evidenceFiles, FILES } from './evidence.ts';
import { deriveKeys } from './leaves.ts';
import { leafTexts, leavesRoot } from './lists.ts';
import { endEntry, entropyEntry, manifestEntry } from './log-entries.ts';
import { fingerprint, type Manifest } from './manifest.ts';
import type { DrawnSession } from './run.ts';
import { type TeamRow, teamLeaf } from './teams.ts';
import type { Verification } from './verify-with.ts';

const STD = hashOf('std');

const honest = runSession();
const { P1, P2, P4 } = honest.packs;

/** What an operator does who has the log key and logs his lie. */
const lies = (change: SessionChange, phase: 'P2' | 'P4' = 'P2') => verify(runSession(change).packs[phase]);

function recommitted(session: DrawnSession, change: Partial<DrawnSession['certificate']>): DrawnSession {
  const certificate = { ...session.certificate, ...change };
  return { ...session, certificate, commit: resultCommit(certificate, certificate) };
}

test('another winner, logged as the result, is refused by the tickets', () => {
  const swap = (session: DrawnSession) => {
    const [key, general] = session.strata;
    const [tier, ...tiers] = key!.tiers;
    const [first, ...reserve] = key!.reserve;
    const winners = tier!.winners.map((winner, i) =>
      i === 0 ? { ...winner, leaf: first!.leaf, t: first!.t } : winner,
    );
    return recommitted(session, { strata: [{ ...key!, tiers: [{ ...tier!, winners }, ...tiers], reserve }, general!] });
  };
  const found = lies({ tamper: swap });
  expect(failed(found)).toEqual(['V10']);
  // What hangs on the winners was not looked at, which is not the same as not public yet.
  const unmade = (checks: Verification['checks']) => checks.filter(isUnmade).map(({ id }) => id);
  expect(unmade(found.checks)).toEqual(['V11', 'V12', 'V14', 'V15']);
  expect(unmade(verify(P2).checks)).toEqual([]);
  expect(verify(P2).checks.some(({ state }) => state === 'notYet')).toBe(true);
});

test('a stratum left out of the result, or one too many, is refused', () => {
  expect(failed(lies({ tamper: (s) => recommitted(s, { strata: s.strata.slice(0, 1) }) }))).toEqual(['V10']);
  expect(failed(lies({ tamper: (s) => recommitted(s, { strata: [...s.strata, s.strata[0]!] }) }))).toEqual(['V10']);
});

test('another seed, logged with the winners it gives or not, is refused', () => {
  const seed = hex(sha256(utf8('better')));
  expect(failed(lies({ tamper: (session) => recommitted(session, { seed }) }))).toEqual(['V7', 'V10']);
});

test('the sample size cannot be decided after the seed: the manifest has it', () => {
  const more = (session: DrawnSession) => {
    const [key, ...rest] = session.certificate.manifest.strata;
    const manifest = { ...session.certificate.manifest, strata: [{ ...key!, n: 7 }, ...rest] };
    return recommitted(session, { manifest });
  };
  expect(failed(lies({ tamper: more }))).toEqual(['V2', 'V3', 'V4', 'V7', 'V9', 'V10']);
});

test('a session without its values, or with one value more, is refused', () => {
  const verification = lies({ tamper: (session) => recommitted(session, { entropy: [] }) });
  expect(failed(verification)).toEqual(['V1']);
  const bare = certified(P2, (c) => ({ ...c, entropy: [], proofs: { ...c.proofs, entropy: [] } }));
  expect(failed(verify(bare))).toEqual(['V4', 'V6', 'V7', 'V10']);
  const twice = certified(P2, (c) => ({
    ...c,
    entropy: [...c.entropy, ...c.entropy],
    proofs: { ...c.proofs, entropy: [...c.proofs.entropy, ...c.proofs.entropy] },
  }));
  expect(failed(verify(twice))).toEqual(['V3', 'V6', 'V7', 'V10']);
});

const strata = honest.frozen.manifest.strata;
const forged = (change: Partial<Manifest>) =>
  actual(verify(certified(P1, (c) => ({ ...c, manifest: { ...c.manifest, ...change } }))), 'V9');

test('every number of the manifest is counted again', () => {
  const key = strata[0]!;
  const with1 = (change: Partial<(typeof strata)[number]>) => forged({ strata: [{ ...key, ...change }, strata[1]!] });
  expect(with1({ base: 20 })).toContain('key：名单基数 21');
  expect(with1({ required: 5 })).toContain('key：应抽 6');
  expect(with1({ n: 5 })).toContain('key：少于应抽数而无说明');
  expect(with1({ n: 5, shortfall: { reason: 'principle', text: '不足' } })).not.toContain('少于应抽数');
  expect(with1({ reserve: 13 })).toContain('key：可抽 18，不足 6 加候补 13');
  expect(with1({ tiers: [...key.tiers].reverse() })).toContain('key：各轮次数量不对');
  expect(with1({ excluded: key.excluded.slice(1) })).toContain('key：不可抽（base）3 行，清单写 0');
  expect(forged({ strata: [key] })).toContain('13 行不属于任何类别');
  expect(forged({ strata: [...strata, strata[0]!] })).toContain('类别重复');
});

test('fewer than 64 bits are refused, and a witness policy that is not in the pack', () => {
  const weak = certified(P2, (c) => ({
    ...c,
    manifest: { ...c.manifest, entropy: [{ k: 'dice', count: 10, faces: 10 }] },
  }));
  expect(actual(verify(weak), 'V6')).toContain('只有 33 位');
  expect(actual(lies({ terms: { witnesses: 'ee'.repeat(32) } }), 'V2')).toBe('缺少见证规则 witnesses.json');
});

test('lead: a source that opens too soon is refused', () => {
  expect(failed(lies({ terms: { lead: 61 } }))).toEqual(['V3']);
  expect(failed(lies({ terms: { lead: 60 } }))).toEqual([]);
});

test('proofs of the order: a source before the commitment, a result before its source', () => {
  const early = certified(P2, (c) => ({
    ...c,
    proofs: { ...c.proofs, entropy: c.proofs.entropy.map((p) => ({ ...p, index: 0 })) },
  }));
  expect(actual(verify(early), 'V3')).toBe('第 1 个随机数不在日志中；第 1 个随机数过早');
  const late = certified(P2, (c) => ({ ...c, proofs: { ...c.proofs, result: { ...c.proofs.result!, index: 1 } } }));
  expect(actual(verify(late), 'V3')).toBe('结果先于随机数');
});

const otherSession = (manifest: Manifest): Manifest => ({ ...manifest, task: 'earlier', minChoice: 9 });

test('an earlier session of the same stratum must be named', () => {
  const before: SessionChange['before'] = (log, { manifest }) =>
    log.append((at) => manifestEntry(otherSession(manifest), at));
  const silent = lies({ before });
  expect(failed(silent)).toEqual(['V4']);
  expect(actual(silent, 'V4')).toBe('没有写明此前的 earlier/1；封存时 earlier/1 尚未了结');
});

test('one open list at a time: an earlier session must have come to its end before the next is frozen', () => {
  const first = otherSession(honest.frozen.manifest);
  const terms = { supersedes: [hex(fingerprint(first))], reason: '第二次抽取' };
  const open: SessionChange['before'] = (log) => log.append((at) => manifestEntry(first, at));
  expect(actual(lies({ before: open, terms }), 'V4')).toBe('封存时 earlier/1 尚未了结');
  const late: SessionChange['beforeResult'] = (log) =>
    log.append((at) => endEntry(first, { kind: 'void', reason: '名单有误' }, at));
  expect(actual(lies({ before: open, beforeResult: late, terms }), 'V4')).toBe('封存时 earlier/1 尚未了结');
});

test('a session whose dice were thrown and that never told its result stays in sight', () => {
  const first = otherSession(honest.frozen.manifest);
  const before: SessionChange['before'] = (log) => {
    log.append((at) => manifestEntry(first, at));
    log.append((at) => entropyEntry(first, { source: 1, value: { k: 'dice', value: '1'.repeat(20) }, at }));
  };
  const silent = lies({ before, terms: { supersedes: [hex(fingerprint(first))], reason: '第二次抽取' } });
  expect(actual(silent, 'V4')).toBe('封存时 earlier/1 尚未了结');
  const other: SessionChange['before'] = (log) => {
    before(log, honest.frozen);
    log.append((at) => endEntry(first, { kind: 'void', reason: '不满意' }, at));
  };
  const told = lies({ before: other, terms: { supersedes: [hex(fingerprint(first))], reason: '第二次抽取' } });
  expect(actual(told, 'V4')).toBe('earlier/1 中止；2026q4-key/1 已摇号；计划外');
});

const planned = (over: object = {}) => ({
  ...{ type: 'plan', at: '2026-01-05T01:00:00Z', agency: '140826', year: 2026, version: 1 },
  tasks: [{ code: '2026q4-key', period: '2026Q4', strata: ['key'], n: 6, items: ['1'] }],
  ...over,
});
const inPlan = (entry: object, named = entry) => {
  const plan = hex(leafHash(canonicalBytes(named as Json)));
  return lies({ before: (log) => log.append(() => entry as never), terms: { plan } });
};

test('a draw within the plan says so; a second task code, another agency or a plan made up later is refused', () => {
  expect(actual(inPlan(planned()), 'V4')).toBe('2026q4-key/1 已摇号；计划内');
  const tasks = (over: object) => planned({ tasks: [{ ...planned().tasks[0], ...over }] });
  for (const other of [
    tasks({ code: '2026q4-key-2' }),
    tasks({ period: '2026Q3' }),
    planned({ agency: '140827' }),
    planned({ type: 'plans' }),
    planned({ tasks: 'all' }),
    planned({ tasks: [7, { code: 1 }, { code: 'a', period: 1 }, { code: 'a', period: 'b', strata: 'key' }] }),
  ])
    expect(actual(inPlan(other), 'V4')).toBe('计划没有列出本任务');
  expect(actual(inPlan(tasks({ strata: ['key', 'special'] })), 'V4')).toBe('计划列出的 special 不在清单中');
  expect(actual(inPlan(planned(), planned({ version: 2 })), 'V4')).toBe('清单所指的计划不在此前的日志中');
});

test('a successor that names its predecessors, also through each other, is in order', () => {
  const first = otherSession(honest.frozen.manifest);
  const second: Manifest = { ...first, seq: 2, supersedes: [hex(fingerprint(first))] };
  const before: SessionChange['before'] = (log) => {
    for (const manifest of [first, second]) log.append((at) => manifestEntry(manifest, at));
    log.append((at) => endEntry(first, { kind: 'void', reason: '名单有误' }, at));
    log.append((at) => endEntry(second, { kind: 'abandoned', reason: '无人见证' }, at));
  };
  const named = lies({ before, terms: { supersedes: [hex(fingerprint(second))], reason: '第二次抽取' } });
  expect(failed(named)).toEqual([]);
  expect(actual(named, 'V4')).toBe('earlier/1 作废；earlier/2 中止；2026q4-key/1 已摇号；计划外');
});

test('sessions of other agencies, periods and strata, and entries of other kinds, do not matter', () => {
  const before: SessionChange['before'] = (log, { manifest }) => {
    log.append((at) => manifestEntry({ ...manifest, agency: '140827' }, at));
    log.append((at) => manifestEntry({ ...manifest, period: '2026Q3', task: 'q3' }, at));
    log.append((at) =>
      manifestEntry({ ...manifest, task: 'other', strata: [{ ...manifest.strata[0]!, id: 'special' }] }, at),
    );
    log.append((at) => ({ type: 'reveal', at, fingerprint: 7 }) as never);
  };
  expect(failed(lies({ before }))).toEqual([]);
});

test('one number twice in the log is refused', () => {
  const before: SessionChange['before'] = (log, { manifest }) =>
    log.append((at) => manifestEntry({ ...manifest, period: '2026Q3' }, at));
  expect(actual(lies({ before }), 'V4')).toBe('编号 2026q4-key/1 在日志中出现 2 次');
});

test('a result later than two hours after the last source should have been abandoned', () => {
  expect(failed(lies({ beforeResult: (log) => log.wait(7140) }))).toEqual([]);
  const late = lies({ beforeResult: (log) => log.wait(7141) });
  expect(failed(late)).toEqual(['V4']);
  expect(actual(late, 'V4')).toContain('应作中止');
});

test('a draw that the log calls abandoned, or void after the dice, is no draw', () => {
  for (const kind of ['abandoned', 'void'] as const) {
    const beforeResult: SessionChange['beforeResult'] = (log, { manifest }) =>
      log.append((at) => endEntry(manifest, { kind, reason: '重来' }, at));
    expect(actual(lies({ beforeResult }), 'V4')).toBe('证书称已摇号，日志为中止');
  }
});

test('a draw given up after its result keeps the result, and the log says both', () => {
  const { frozen, log, certificates, session } = runSession();
  const reason = '企业名单泄露';
  const first = certificates.P4.proofs.manifest.index + 1;
  const place = log.append((at) => endEntry(frozen.manifest, { kind: 'abandoned', reason }, at));
  const proofs = { ...certificates.P4.proofs, end: log.later(place, first) };
  const packOf = (certificate: Certificate) =>
    evidenceFiles({ certificate, rows: frozen, teams: session.teams, log: log.texts });
  const given = verify(packOf({ ...certificates.P4, end: { kind: 'abandoned', reason }, proofs }));
  expect([failed(given), given.session?.phase]).toEqual([[], 'PX']);
  expect(actual(given, 'V4')).toBe('2026q4-key/1 已摇号，后中止；计划外');
  const silent = verify(
    packOf({
      ...certificates.P4,
      proofs: {
        ...certificates.P4.proofs,
        reveal: log.later(
          { at: certificates.P4.proofs.reveal!.at, index: certificates.P4.proofs.reveal!.index },
          first,
        ),
      },
    }),
  );
  expect(actual(silent, 'V4')).toBe('证书称已摇号，日志为已摇号，后中止');
  expect(failed(verify(packOf({ ...certificates.P4, end: { kind: 'void', reason }, proofs })))).toEqual(['V1']);
});

test('a replacement in the log that the certificate does not tell is refused', () => {
  const beforeResult: SessionChange['beforeResult'] = (log, { fingerprint: f }) =>
    log.append((at) => ({ type: 'replacement', at, fingerprint: hex(f) }) as never);
  expect(failed(lies({ beforeResult }, 'P4'))).toEqual(['V14']);
});

test('a team that the seed does not give, logged and opened, is refused by the replay', () => {
  const exchanged = (session: DrawnSession): DrawnSession => {
    const real = runSession({ terms: { recusals: [] } }).session;
    return { ...recommitted(session, { teams: real.certificate.teams }), teams: real.teams };
  };
  expect(failed(lies({ tamper: exchanged }, 'P4'))).toEqual(['V12']);
  const unstated = (session: DrawnSession) =>
    recommitted(session, { teams: { ...session.certificate.teams, steps: ['cap+1'] } });
  expect(actual(lies({ tamper: unstated }, 'P4'), 'V12')).toBe('调整步骤与重算不同');
});

/** The opened session as its operator would log it with other teams. */
const retold = (change: (teams: DrawnSession['teams']) => readonly TeamRow[]) =>
  lies({ tamper: (session) => withTeams(session, change(session.teams)) }, 'P4');

function withTeams(session: DrawnSession, rows: readonly TeamRow[]): DrawnSession {
  const { staff } = deriveKeys(STD, LIST_KEY);
  const teams = rows.map((row) => ({ ...teamLeaf(STD, staff, row), row }));
  const record = { ...session.certificate.teams, root: leavesRoot(STD, leafTexts(teams)), size: teams.length };
  return { ...recommitted(session, { teams: record }), teams };
}

test('a visit after the day of the reveal, a team too few, a team too many are refused', () => {
  const late = retold((teams) =>
    teams.map(({ row }, i) => (i === 0 ? { ...row, window: { from: '2027-01-01', to: '2027-01-31' } } : row)),
  );
  expect(actual(late, 'V12')).toBe('第 1 号的检查时段不在公开期限之前');
  const turned = retold((teams) =>
    teams.map(({ row }, i) => (i === 1 ? { ...row, window: { from: '2026-12-02', to: '2026-12-01' } } : row)),
  );
  expect(failed(turned)).toEqual(['V12']);
  expect(
    actual(
      retold((teams) => teams.slice(0, -1).map(({ row }) => row)),
      'V12',
    ),
  ).toBe('第 9 号的检查组与重算不同；应有 9 组');
  expect(
    actual(
      retold((teams) => [...teams, teams[0]!].map(({ row }) => row)),
      'V12',
    ),
  ).toBe('应有 9 组');
});

test('a withheld row keeps the assignment closed and shows its ground', () => {
  const withheld: SessionChange['withheld'] = (session) => [{ leaf: session.drawn[0]!.leaf, ground: 'state-secret' }];
  const verification = lies({ withheld }, 'P4');
  expect(states(verification)).toBe('ppsppppppppnsps');
  expect(actual(verification, 'V13')).toContain('withheld:state-secret');
});

test('withholding a leaf that is not in the list, or giving the key all the same, is refused', () => {
  const stranger: SessionChange['withheld'] = () => [{ leaf: 'ee'.repeat(32), ground: 'x' }];
  expect(actual(lies({ withheld: stranger }, 'P4'), 'V13')).toContain('注明不公开的叶码不在名单中');
  const keyless = certified(P4, (c) => ({ ...c, reveal: { rows: c.reveal!.rows, withheld: [] } }));
  expect(actual(verify(keyless), 'V13')).toContain('密钥只在全部公开时给出');
  const otherKey = certified(P4, (c) => ({ ...c, reveal: { ...c.reveal!, objectKey: 'ee'.repeat(32) } }));
  expect(actual(verify(otherKey), 'V13')).toContain('盐不是由密钥算出的');
});

test('the full reveal finds rows that say something else than their lines, tags and weights of no list, other reasons', () => {
  const forgedManifest = (change: Partial<Manifest>) =>
    actual(verify(certified(P4, (c) => ({ ...c, manifest: { ...c.manifest, ...change } }))), 'V13');
  expect(forgedManifest({ tags: [] })).toContain('有清单没有的标签');
  expect(forgedManifest({ weights: { clause: '无', table: [] } })).toContain('有清单没有的权重');
  const excluded = [
    { state: 'base', reason: 'recognised', count: 3 },
    { state: 'out', reason: 'suspended', count: 3 },
  ] as const;
  expect(forgedManifest({ strata: [{ ...strata[0]!, excluded }, strata[1]!] })).toContain(
    'key：不可抽的理由和数量与清单不同',
  );
});

/** Rows in the opened file, with leaves of their own and the public list made of them: a freeze by other software. */
function refrozen(rows: readonly string[]): Verification {
  const salted = rows.map((row, n) => ({ row, salt: hex(sha256(utf8(`salt ${n}`))) }));
  return verify(changed(P4, { [FILES.openedObjects]: salted.map(({ salt, row }) => `${salt}\t${row}\n`).join('') }));
}

test('the full reveal finds one object twice and objects that contradict themselves', () => {
  const row = (n: number, stratum: string, name: string) => `${stratum}\t${creditCode(n)}\t${name}\t0\t1\tin\t-\t-`;
  expect(actual(refrozen([row(1, 'key', '甲'), row(1, 'key', '甲')]), 'V13')).toContain('类别与编号重复 1 行');
  expect(actual(refrozen([row(1, 'key', '甲'), row(1, 'general', '乙')]), 'V13')).toContain(
    `${creditCode(1)} 在不同类别中的 name 不同`,
  );
});
