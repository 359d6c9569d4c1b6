import { objectVocabularyOf } from '@sunlot/contract/object-columns.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { Problem } from '../problem.ts';
import { createObjectJudge } from '../workbooks/judge-objects.ts';
import { ReadError } from '../workbooks/table.ts';
import { tableEvents } from '../workbooks/table-events.ts';

type ObjectsFile = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly territory: string;
  /** Dimensions of 标识 that the pack lists: each may be a column, and its classes may go by it. */
  readonly tagDimensions: readonly string[] | undefined;
};

/**
 * The objects of a directory file, without any directory to put them in: judged as an import would, rows that do not fit
 * only counted. Where no agency is known by name, every name of a region stands for the territory.
 * @throws Problem import.unreadable
 */
export async function readObjectsFile({
  bytes,
  fileName,
  territory,
  tagDimensions,
}: ObjectsFile): Promise<{ readonly objects: readonly ObjectFacts[]; readonly rejected: number }> {
  const judge = createObjectJudge({ territory, regions: { get: () => territory }, tagDimensions });
  const objects: ObjectFacts[] = [];
  let rejected = 0;
  try {
    const request = { bytes, fileName, options: { filled: ['region'] }, vocabulary: objectVocabularyOf(tagDimensions) };
    for await (const event of tableEvents(request)) {
      for (const row of event.kind === 'layout' ? [] : event.rows) {
        const one = judge(row);
        if (one.ok) objects.push(one.value.facts);
        else rejected += 1;
      }
    }
  } catch (error) {
    if (error instanceof ReadError) throw new Problem('import.unreadable', { file: fileName, why: error.message });
    throw error;
  }
  return { objects, rejected };
}
