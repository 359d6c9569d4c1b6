import { describe, expect, test } from 'vitest';
import { actual, certified, changed, failed, states, textOf, verify } from '../../test/packs.ts';
import { type Replacing, requestOf } from '../../test/replacements.ts';
import { DICE, LIST_KEY, objectRow, runSession, type SessionChange } from '../../test/session.ts';
import type { Json } from '../basics/canonical-json.ts';
import { secondsOf } from '../basics/instants.ts';
import { hashOf } from '../hash/hash.ts';
import type { Certificate, ReplacedPlace } from './certificate.ts';
import { FILES } from './evidence.ts';
import { deriveKeys, replacedTeamSalt } from './leaves.ts';
import { firstRoundFrom, QUICKNET } from './quicknet.ts';
import { parseOpened } from './reveal.ts';
import { openPlace } from './run-replacement.ts';
import { type TeamRow, teamRowLeaf } from './teams.ts';

const STD = hashOf('std');
const object: Replacing = { rank: 7 };
const person: Replacing = { rank: 3, seat: 'leader', reason: 'kinship' };
const honest = runSession({ replacing: [object, person] });
const { P3, P4 } = honest.packs;
const general = honest.session.strata[1]!;

/** What an operator does who has the log key and logs his lie. */
const told = (replacing: readonly Replacing[], phase: 'P3' | 'P4' = 'P4', change: SessionChange = {}) =>
  verify(runSession({ replacing, ...change }).packs[phase]);
const V14 = (replacing: readonly Replacing[], phase: 'P3' | 'P4' = 'P4', change: SessionChange = {}) => {
  const verification = told(replacing, phase, change);
  expect(failed(verification)).toEqual(['V14']);
  return actual(verification, 'V14');
};

/** The answer with its first place changed. */
const placed =
  (change: (place: ReplacedPlace) => ReplacedPlace): NonNullable<Replacing['lie']> =>
  ({ result, places }) => ({
    result: { ...result, places: result.places.map((p, i) => (i === 0 ? change(p) : p)) },
    places,
  });

describe('control: honest replacements', () => {
  test('are replayed once everything is open; before, what can be seen is seen', () => {
    expect(states(verify(P4))).toBe('ppspppppppppsps');
    expect(states(verify(P3))).toBe('ppspppppppnnnnn');
    expect(actual(verify(P4), 'V14')).toBe('替换 2 次，最多 2 次，逐一相同');
    expect(actual(verify(P3), 'V14')).toContain('替换对象均为候补');
    expect(actual(verify(P4), 'V11')).toBe('中签 9 个，替换补入 1 个，已公开 10 个');
  });

  test('the certificate names ranks and leaves, the request no reason', () => {
    const text = textOf(P3, FILES.certificate) + textOf(P3, FILES.log);
    for (const secret of ['kinship', 'closed', 'alice', 'chelsea', '虚构']) {
      expect(text.replaceAll(JSON.stringify(honest.certificates.P3.openings), '')).not.toContain(secret);
    }
    expect(textOf(P4, FILES.openedReplacements)).toContain('"reason":"closed"');
    expect(textOf(P4, FILES.openedReplacements)).not.toContain('kinship');
  });

  test('a replaced rank is opened under its place, with its new team', () => {
    const [place] = honest.replaced.places[0]!;
    const opening = openPlace(place!);
    const opened = certified(P3, (c) => ({ ...c, openings: [...c.openings, opening] as Json }));
    expect(failed(verify(opened))).toEqual([]);
    expect(actual(verify(opened), 'V11')).toContain('已公开 2 个');
    const asDrawn = certified(P3, (c) => ({ ...c, openings: [{ ...opening, k: 2 }] as Json }));
    expect(actual(verify(asDrawn), 'V11')).toBe('第 7.2 号的行与叶码不符');
  });

  test('a session without any says so from the log; without the log it is a statement', () => {
    const none = runSession().packs.P4;
    expect(actual(verify(none), 'V14')).toBe('没有替换');
    expect(states(verify(changed(none, { [FILES.log]: undefined })))).toBe('ppsspppppppp' + 'sss');
  });

  test('a request that waits for its answer is in order until everything is opened', () => {
    const waiting = [object, { ...person, silent: true }];
    expect(failed(told(waiting, 'P3'))).toEqual([]);
    expect(V14(waiting)).toBe('第 2 次替换申请没有结果');
  });

  test('with a withheld row they cannot be replayed, but what can be seen is', () => {
    const withheld: SessionChange['withheld'] = (session) => [{ leaf: session.drawn[0]!.leaf, ground: 'state-secret' }];
    const verification = told([object], 'P4', { withheld });
    expect(states(verification)).toBe('ppsppppppppnsns');
    expect(actual(verification, 'V14')).toContain('见 V12');
  });
});

describe('answers of several places, or of none', () => {
  test('a reserve that is spent leaves the rank open, and that is replayed too', () => {
    const terms: SessionChange['terms'] = { replacement: { mode: 'next', max: 3 } };
    const verification = told([object, object, object], 'P4', { terms });
    expect(states(verification)).toBe('ppspppppppppsps');
    expect(actual(verification, 'V15')).not.toContain('7');
  });

  const count = (id: string, n: number) =>
    ({ id, rule: { kind: 'count', count: n, clause: '第四条' }, clause: '第四条', reserve: 1 }) as const;
  const terms: SessionChange['terms'] = {
    objects: [
      ...[1, 2].map((n) => objectRow(n, { tier: n - 1 })),
      ...[1, 3].map((n) => objectRow(n, { stratum: 'general', tier: n - 1 })),
    ],
    strata: [count('key', 1), count('general', 1)],
  };

  test('an object of two strata leaves two teams behind, each at its own rank', () => {
    expect(failed(told([{ rank: 1 }], 'P4', { terms }))).toEqual([]);
    const crossed: Replacing['lie'] = ({ result, places }) => {
      const [first, second] = places;
      const { team: _, teamLeaf: __, ...bare } = second!;
      const [stated, other] = result.places;
      const { team: ___, ...alone } = other!;
      return {
        result: { places: [{ ...stated!, team: second!.team! }, alone] },
        places: [{ ...first!, team: second!.team!, teamLeaf: second!.teamLeaf! }, bare],
      };
    };
    expect(V14([{ rank: 1, lie: crossed }], 'P4', { terms })).toBe('第 1 次替换的检查组与重算不同');
  });
});

describe('what is seen at once', () => {
  test('somebody who is no 候补 of the stratum, or comes in twice', () => {
    const loser = honest.frozen.lines.find(({ leaf }) => !general.reserve.some((each) => each.leaf === leaf))!;
    const wrong = '第 1 次替换的序号或候补不合规则';
    expect(V14([{ ...object, lie: placed((p) => ({ ...p, leaf: loser.leaf })) }], 'P3')).toBe(wrong);
    const [key] = honest.session.strata;
    expect(V14([{ ...object, lie: placed((p) => ({ ...p, leaf: key!.reserve[0]!.leaf })) }], 'P3')).toBe(wrong);
    const twice = { rank: 8, lie: placed((p) => ({ ...p, leaf: general.reserve[0]!.leaf })) };
    expect(V14([object, twice], 'P3')).toBe('第 2 次替换的序号或候补不合规则');
  });

  test.each<[string, Replacing]>([
    ['another rank than asked for', { ...object, lie: placed((p) => ({ ...p, rank: 8 })) }],
    [
      'a rank that was not drawn',
      { ...object, lie: placed((p) => ({ ...p, rank: 88 })), ask: (r) => ({ ...r, rank: 88 }) },
    ],
    ['a number that does not count on', { ...object, lie: placed((p) => ({ ...p, k: 2 })) }],
    [
      'ranks out of order',
      {
        ...object,
        lie: ({ result, places }) => ({ places, result: { places: [...result.places, ...result.places] } }),
      },
    ],
    ['another object with a person', { ...person, lie: placed((p) => ({ ...p, leaf: general.reserve[0]!.leaf })) }],
    ['another rank with a person', { ...person, lie: placed((p) => ({ ...p, rank: 4 })) }],
    ['a number with a person', { ...person, lie: placed((p) => ({ ...p, k: 1 })) }],
    [
      'two places with a person',
      {
        ...person,
        lie: ({ result, places }) => ({ places, result: { places: [...result.places, ...result.places] } }),
      },
    ],
    [
      'a person of a rank that was not drawn',
      { ...person, lie: placed((p) => ({ ...p, rank: 88 })), ask: (r) => ({ ...r, rank: 88 }) },
    ],
  ])('%s', (_, replacing) => {
    expect(V14([replacing], 'P3')).toBe('第 1 次替换的序号或候补不合规则');
  });

  test('a rank whose reserve is spent, asked for again', () => {
    const spent: Replacing = { ...object, lie: placed(({ rank, k }) => ({ rank, k })) };
    expect(V14([spent, { ...object, lie: placed((p) => ({ ...p, leaf: general.reserve[1]!.leaf })) }], 'P3')).toBe(
      '第 2 次替换的序号或候补不合规则',
    );
    expect(V14([spent, { rank: 7, seat: 'leader', lie: placed(({ rank, k }) => ({ rank, k })) }], 'P3')).toBe(
      '第 2 次替换的序号或候补不合规则',
    );
  });

  test('more than the manifest allows, another number, the same request again, one before the last was answered', () => {
    expect(V14([object, person, { rank: 1 }], 'P3')).toBe('第 3 次替换超过清单规定的 2 次');
    expect(V14([{ ...object, ask: (r) => ({ ...r, no: 2 }) }], 'P3')).toBe('第 1 次替换编号为 2');
    const { evidence } = requestOf({ hash: STD, listKey: LIST_KEY }, 1, person);
    expect(V14([person, { ...person, evidence: '另一张', ask: (r) => ({ ...r, evidence }) }], 'P3')).toBe(
      '第 2 次替换重复申请',
    );
    expect(V14([{ ...object, silent: true }, person], 'P3')).toBe('第 1 次替换申请没有结果');
  });

  test('replacements that the certificate does not tell, or tells otherwise', () => {
    const { replacements: _, ...proofs } = honest.certificates.P3.proofs;
    const silent = verify(certified(P3, (c) => ({ ...c, replacements: [], proofs })));
    expect(failed(silent)).toEqual(['V4', 'V14']);
    expect(actual(silent, 'V14')).toBe('日志中有 4 条替换，证书有 0 条，或内容不同');
    const other = verify(
      retold((records) => [
        { ...records[0]!, request: { ...records[0]!.request, evidence: 'ee'.repeat(32) } },
        records[1]!,
      ]),
    );
    expect(actual(other, 'V14')).toContain('第 1 次替换申请不在日志中；第 1 次替换结果不在日志中');
  });

  const retold = (change: (records: Certificate['replacements']) => Certificate['replacements']) =>
    certified(P3, (c) => ({ ...c, replacements: change(c.replacements) as Json }));

  test('entries out of order, without proof, or under a checkpoint that is none', () => {
    type Proofs = NonNullable<Certificate['proofs']['replacements']>;
    const proven = (change: (proofs: Proofs) => Proofs) =>
      verify(
        certified(P3, (c) => ({ ...c, proofs: { ...c.proofs, replacements: change(c.proofs.replacements!) as Json } })),
      );
    const [first, second] = honest.certificates.P3.proofs.replacements!;
    const early = proven(() => [{ ...first!, request: { ...first!.request, index: 0 } }, second!]);
    expect(actual(early, 'V14')).toContain('第 1 次替换申请过早');
    const earlyAnswer = proven(() => [{ ...first!, result: { ...first!.result!, index: 0 } }, second!]);
    expect(actual(earlyAnswer, 'V14')).toContain('第 1 次替换结果过早');
    for (const part of ['request', 'result'] as const) {
      const bad = proven(() => [{ ...first!, [part]: { ...first![part]!, checkpoint: 'x' } }, second!]);
      expect(failed(bad)).toEqual(['V4', 'V14']);
      expect(actual(bad, 'V14')).toContain('检查点格式不对');
    }
    expect(failed(proven(() => [first!]))).toEqual(['V1']);
    expect(failed(proven(() => [first!, { request: second!.request }]))).toEqual(['V1']);
    const late = certified(P4, (c) => ({ ...c, proofs: { ...c.proofs, reveal: { ...c.proofs.reveal!, index: 6 } } }));
    expect(actual(verify(late), 'V14')).toBe('名单公开之后又有替换');
  });

  test('replacements of a session that has no result', () => {
    const { result: _, ...proofs } = honest.certificates.P3.proofs;
    const none = certified(P3, ({ seed: __, strata: ___, teams: ____, ...c }) => ({ ...c, proofs }) as Json);
    expect(failed(verify(none))).toEqual(['V1']);
  });
});

describe('what the opened rows show', () => {
  test('a 候补 passed over, and a rank left open while the reserve was not spent', () => {
    const second = general.reserve[1]!.leaf;
    const skipped: Replacing = { ...object, lie: placed((p) => ({ ...p, leaf: second })) };
    expect(failed(told([skipped], 'P3'))).toEqual([]);
    expect(V14([skipped])).toBe('第 1 次替换的对象或空缺席位与重算不同');
    const leftOpen: Replacing['lie'] = ({ result, places: [place, ...rest] }) => {
      const { teamLeaf: _, ...open } = place!;
      return { result: placed(({ rank, k }) => ({ rank, k }))({ result, places: [] }).result, places: [open, ...rest] };
    };
    expect(V14([{ ...object, lie: leftOpen }])).toBe(
      '第 1 次替换的对象或空缺席位与重算不同；第 1 次替换的检查组与重算不同',
    );
  });

  /** The team as another one, committed to and opened in its place. */
  const teamed =
    (change: (row: TeamRow) => TeamRow): NonNullable<Replacing['lie']> =>
    ({ result, places }) => {
      const [place] = places;
      const row = change(place!.teamLeaf!.row);
      const salt = replacedTeamSalt(STD, deriveKeys(STD, LIST_KEY).staff, { rank: row.rank, no: 1 });
      const teamLeaf = { ...teamRowLeaf(STD, salt, row), row };
      const [stated] = result.places;
      return {
        result: { ...result, places: [{ ...stated!, team: teamLeaf.leaf }] },
        places: [{ ...place!, team: teamLeaf.leaf, teamLeaf }],
      };
    };
  const taken = (row: TeamRow, i: number, inspector: string): TeamRow => ({
    ...row,
    team: row.team.map((each, n) => (n === i ? { ...each, inspector } : each)),
  });

  test('a person picked, a person moved elsewhere, a visit after the reveal', () => {
    const wrong = '第 1 次替换的检查组与重算不同';
    const [leader, member] = honest.replaced.places[1]![0]!.teamLeaf!.row.team;
    const other = honest.session.teams[0]!.row.team.find(({ inspector }) => inspector !== leader!.inspector)!;
    expect(V14([{ ...person, lie: teamed((row) => taken(row, 0, other.inspector)) }])).toBe(wrong);
    const moved = honest.frozen.inspectors.find(({ row }) => ![leader!.inspector, member!.inspector].includes(row.id))!;
    expect(V14([{ ...person, lie: teamed((row) => taken(row, 1, moved.row.id)) }])).toBe(wrong);
    expect(V14([{ ...object, lie: teamed((row) => ({ ...row, rank: 8 })) }])).toBe(wrong);
    expect(V14([{ ...person, window: { from: '2026-12-01', to: '2027-01-31' } }])).toBe(
      '第 1 次替换的检查时段不在公开期限之前',
    );
  });

  test('a seat where nobody sat cannot have been replaced', () => {
    expect(V14([{ ...person, ask: (r) => ({ ...r, seat: 'driver' }) }])).toBe('第 1 次替换的席位或序号不能替换');
  });

  test('a team row that is none, though its leaf stands in the log', () => {
    const salt = '11'.repeat(32);
    const lie: Replacing['lie'] = ({ result, places: [place] }) => {
      const text = {
        ...teamRowLeaf(STD, new Uint8Array(32).fill(17), { rank: 0, team: [], window: { from: 'x', to: 'y' } }),
      };
      const teamLeaf = { ...text, row: place!.teamLeaf!.row };
      return {
        result: { ...result, places: [{ ...result.places[0]!, team: text.leaf }] },
        places: [{ ...place!, teamLeaf }],
      };
    };
    const pack = runSession({ replacing: [{ ...object, lie }] }).packs.P4;
    expect(textOf(pack, FILES.openedReplacements)).toContain(salt);
    expect(actual(verify(pack), 'V14')).toBe('第 1 次替换的检查组与重算不同');
  });

  test('a 候补 whose row is not open keeps the answer open', () => {
    const reserve = new Set(honest.session.strata.flatMap((stratum) => stratum.reserve.map(({ leaf }) => leaf)));
    const lines = textOf(P4, FILES.openedObjects).split('\n');
    const others = lines.filter((line) => {
      const read = parseOpened(STD, `${line}\n`);
      return !(read.ok && reserve.has(read.value[0]!.leaf));
    });
    const closed = verify(changed(P4, { [FILES.openedObjects]: others.join('\n') }));
    expect(failed(closed)).toEqual(['V13']);
    expect(actual(closed, 'V14')).toContain('见 V13');
  });
});

describe('fresh', () => {
  const terms: SessionChange['terms'] = { lead: 60, replacement: { mode: 'fresh', max: 2 } };
  const value = { k: 'dice', value: '00112233445566778899' } as const;

  test('a value thrown after the request is replayed, and remains a statement like all that is thrown', () => {
    const verification = told(
      [
        { ...object, value },
        { ...person, value },
      ],
      'P4',
      { terms },
    );
    expect(states(verification)).toBe('ppspppppppppsss');
    expect(actual(verification, 'V14')).toBe('替换 2 次，最多 2 次，逐一相同');
  });

  test('no value, a value where none is asked for, a value too soon, another value than the one that chose', () => {
    const without: Replacing['lie'] = ({ result: { places: shown }, places }) => ({
      result: { places: shown },
      places,
    });
    expect(V14([{ ...object, value, lie: without }], 'P3', { terms })).toBe('第 1 次替换的随机数不合规则');
    const given: Replacing['lie'] = ({ result, places }) => ({ result: { ...result, value }, places });
    expect(V14([{ ...object, lie: given }], 'P3')).toBe('第 1 次替换的随机数不合规则');
    expect(V14([{ ...object, value, wait: -1 }], 'P3', { terms })).toBe('第 1 次替换结果过早');
    const better: Replacing['lie'] = ({ result, places }) => ({
      result: { ...result, value: { ...value, value: '11111111111111111114' } },
      places,
    });
    expect(V14([{ rank: 1, value, lie: better }], 'P4', { terms })).toContain('与重算不同');
  });

  test('a beacon proves itself: the first round at least lead after the request, and no other', () => {
    const at = secondsOf('2026-11-20T01:10:00Z');
    const beacon = { k: 'drand', chain: QUICKNET.chain, round: firstRoundFrom(at) } as const;
    const signed = (n: string) => ({ k: 'drand', value: n.repeat(96) }) as const;
    const change: SessionChange = {
      terms: {
        ...{ lead: 60, replacement: { mode: 'fresh', max: 2 } },
        entropy: [{ k: 'dice', count: 20, faces: 10 }, beacon],
      },
      values: [
        { k: 'dice', value: DICE },
        { ...signed('a'), wait: 600 },
      ],
    };
    const session = runSession({ ...change, replacing: [{ ...object, value: signed('b') }] });
    const asked = session.certificates.P3.replacements.length;
    expect(asked).toBe(1);
    const rounds = new Map<string, number>();
    const verifyBeacon = (round: number, value: string) => {
      const known = rounds.get(value) ?? round;
      rounds.set(value, known);
      return round === known;
    };
    const honestly = verify(session.packs.P4, { verifyBeacon });
    expect(honestly.checks[13]).toMatchObject({ id: 'V14', state: 'pass' });
    expect(rounds.get('b'.repeat(96))).toBeGreaterThan(beacon.round);
    const other = verify(session.packs.P4, { verifyBeacon: (round) => round === beacon.round });
    expect(actual(other, 'V14')).toContain('轮信标');
  });
});
