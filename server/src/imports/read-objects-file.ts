import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { Problem } from '../problem.ts';
import { ReadError } from '../workbooks/table.ts';
import { judgedObjects } from './judged-objects.ts';

type ObjectsFile = { readonly bytes: Uint8Array; readonly fileName: string; readonly territory: string };

/**
 * The objects of a directory file, without any directory to put them in: judged as an import would, rows that do not fit
 * only counted. @throws Problem import.unreadable
 */
export async function readObjectsFile({
  bytes,
  fileName,
  territory,
}: ObjectsFile): Promise<{ readonly objects: readonly ObjectFacts[]; readonly rejected: number }> {
  const objects: ObjectFacts[] = [];
  let rejected = 0;
  try {
    const request = { bytes, fileName, options: { filled: ['region'] }, territory, regions: [] };
    for await (const event of judgedObjects(request)) {
      if (event.kind === 'layout') continue;
      for (const one of event.judged) {
        if (one.ok) objects.push(JSON.parse(one.value.facts) as ObjectFacts);
        else rejected += 1;
      }
    }
  } catch (error) {
    if (error instanceof ReadError) throw new Problem('import.unreadable', { file: fileName, why: error.message });
    throw error;
  }
  return { objects, rejected };
}
