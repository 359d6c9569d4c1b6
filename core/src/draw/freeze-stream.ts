import { assert } from '../basics/assert.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import type { LaneMaker } from '../hash/lanes.ts';
import { type Concluded, concludeFreeze, type FreezeTerms, frozenPeople } from './freeze.ts';
import { checkFreeze, findContradiction, isWeightOf } from './freeze-checks.ts';
import type { FreezeFault } from './freeze-input.ts';
import { type FrozenList, listFreezer } from './freeze-list.ts';
import { deriveKeys } from './leaves.ts';
import type { FrozenRows } from './restore-rows.ts';
import { checkObjectRow, type ObjectRow, objectRowText } from './rows.ts';
import { drawableCounter } from './warnings.ts';

/**
 * The freeze of a list that is too long to be held: objects come one by one, everything else at the end, when their numbers are
 * known. The same rows and terms give the same bytes as `freeze`.
 */
export type FreezeStream = {
  /** Takes the next row, ascending by id, and answers with its text: what is kept, encrypted. The first fault ends the freeze. */
  readonly add: (row: ObjectRow) => Result<string, FreezeFault>;
  readonly end: (terms: StreamTerms) => Result<FrozenStream, FreezeFault>;
};

/** What has to be known before the first row. `most`: no more rows than this. `recused`: ids of objects somebody may stay away from. */
export type FreezeStreamInput = Pick<FreezeTerms, 'profile' | 'listKey' | 'weights' | 'tags'> & {
  readonly strata: readonly string[];
  readonly recused: ReadonlySet<string>;
  readonly most: number;
  readonly makeLanes: LaneMaker;
};

/** Those terms of a freeze that may rest on the numbers of its objects. */
type StreamTerms = Omit<FreezeTerms, 'profile' | 'listKey' | 'weights' | 'tags'>;

/** `people` and `list` are what `Frozen` has as leaves; `list.rowOf` counts rows as they were added. */
export type FrozenStream = Concluded & {
  readonly list: FrozenList;
  readonly people: Pick<FrozenRows, 'inspectors' | 'recusals'>;
};

export function freezeStream(input: FreezeStreamInput): FreezeStream {
  const { profile, listKey, weights, tags, most, makeLanes, recused } = input;
  assert(listKey.length === 32, 'a list key of 32 bytes');
  const hash = hashOf(profile);
  const freezer = listFreezer({ hash, objectKey: deriveKeys(hash, listKey).object, most, makeLanes });
  const drawable = drawableCounter(recused);
  const faultOf = rowFaults(input);
  const before = { id: '', index: 0 };
  return {
    add(row) {
      const fault = faultOf(row, before.index);
      if (fault) return err(fault);
      assert(row.id >= before.id, 'rows ascend by id');
      const text = objectRowText(row);
      const wrong = freezer.add(row, text);
      if (wrong) {
        assert(wrong.kind === 'row', 'no more rows than were laid out for');
        return err({ ...wrong, list: 'objects' });
      }
      drawable.add(row);
      before.id = row.id;
      before.index++;
      return ok(text);
    },
    end(stated) {
      const terms: FreezeTerms = { ...stated, profile, listKey, weights, tags };
      const fault = checkFreeze({ ...terms, objects: [] });
      if (fault) return err(fault);
      const frozen = freezer.end();
      assert(frozen.ok, 'rows of one object stand together, so none stands twice');
      const list = frozen.value;
      const people = frozenPeople(terms);
      const made = concludeFreeze(terms, { list, people, drawable: drawable.all() });
      return made.ok ? ok({ ...made.value, list, people }) : made;
    },
  };
}

type RowFaults = (row: ObjectRow, index: number) => FreezeFault | undefined;

/** What may be wrong with a row, by itself or beside the row before it of the same object. */
function rowFaults({ strata, weights, tags }: FreezeStreamInput): RowFaults {
  const knownStrata = new Set(strata);
  const knownTags = new Set(tags);
  /** Rows so far of the object of the last row. */
  let own: ObjectRow[] = [];
  return (row, index) => {
    const fault = checkObjectRow(row);
    if (fault) return { kind: 'row', list: 'objects', index, ...fault };
    if (!knownStrata.has(row.stratum)) return { kind: 'unknownStratum', index, stratum: row.stratum };
    if (!isWeightOf(weights.table, row.weight)) return { kind: 'unknownWeight', index, weight: row.weight };
    const tag = row.needs.find((each) => !knownTags.has(each));
    if (tag !== undefined) return { kind: 'unknownTag', list: 'objects', index, tag };
    own = own[0]?.id === row.id ? [...own, row] : [row];
    if (own.length === 1) return undefined;
    if (own.filter(({ stratum }) => stratum === row.stratum).length > 1)
      return { kind: 'duplicate', list: 'objects', index, key: `${row.stratum} ${row.id}` };
    const found = findContradiction(own);
    return found && { kind: 'contradiction', ...found, index };
  };
}
