import type { PackView } from '@sunlot/contract/packs.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { packView } from './pack-view.ts';
import { STRICTNESS } from './rule-words.ts';

type Clause = PackView['rules'][number]['clause'];

/** One difference between two packs. `id` is without the pack's own prefix, so that two counties can be compared. */
export type PackChange = {
  readonly part: 'level' | 'class' | 'rule' | 'switch';
  readonly id: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly before?: string;
  readonly after?: string;
  /** Of the new state, or of the old one where the thing is gone. */
  readonly clause: Clause;
};

type Entry = { readonly words: string; readonly exact: unknown; readonly clause: Clause };

/** What the second pack says otherwise than the first: levels, classes, rules, readings. */
export function diffPacks(before: Pack, after: Pack): readonly PackChange[] {
  return (['level', 'class', 'rule', 'switch'] as const).flatMap((part) => {
    const [old, young] = [entriesOf(before, part), entriesOf(after, part)];
    return [...new Set([...old.keys(), ...young.keys()])].flatMap((id) =>
      change({ part, id }, old.get(id), young.get(id)),
    );
  });
}

function change(
  named: Pick<PackChange, 'part' | 'id'>,
  old: Entry | undefined,
  young: Entry | undefined,
): readonly PackChange[] {
  if (old && young) {
    const [was, is] = [canonicalOf(old.exact), canonicalOf(young.exact)];
    if (was === is) return [];
    const isSaid = old.words !== young.words;
    const said = { before: isSaid ? old.words : was, after: isSaid ? young.words : is };
    return [{ ...named, change: 'changed', ...said, clause: young.clause }];
  }
  if (young) return [{ ...named, change: 'added', after: young.words, clause: young.clause }];
  return old ? [{ ...named, change: 'removed', before: old.words, clause: old.clause }] : [];
}

/** The same text for the same content: absent fields do not differ from undefined ones. */
function canonicalOf(value: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)));
}

function entriesOf(pack: Pack, part: PackChange['part']): ReadonlyMap<string, Entry> {
  const view = packView(pack);
  switch (part) {
    case 'level':
      return new Map(
        view.levels.map((level) => [
          level.id,
          { words: `${level.name}：${level.classes.join('、')}`, exact: level.classes, clause: level.clause },
        ]),
      );
    case 'class':
      return new Map(
        view.classes.map(({ clause, ...cls }) => {
          const conditions = cls.conditions.map(({ clause: _, id: _id, ...condition }) => condition);
          const facts = conditions.map(({ fact }) => fact).join('；');
          return [cls.id, { words: `${cls.name}${facts && `：${facts}`}`, exact: { ...cls, conditions }, clause }];
        }),
      );
    case 'rule':
      return new Map(
        view.rules.map(({ id, words, value, strictness, clause, onlyIf }) => {
          const reading = onlyIf ? `（${onlyIf.map((one) => `${one.switch}=${one.is}`).join('、')}）` : '';
          const said = `${words}（${STRICTNESS[strictness as keyof typeof STRICTNESS]}）`;
          return [`${id.slice(id.indexOf('/') + 1)}${reading}`, { words: said, exact: { value, strictness }, clause }];
        }),
      );
    case 'switch':
      return new Map(
        view.ambiguities.flatMap(({ switches, reading, clause }) =>
          switches.map(({ key, value }) => [
            key,
            { words: `${value}`, exact: value, clause: { ...clause, note: reading } },
          ]),
        ),
      );
  }
}
