import { hex } from '@sunlot/core/basics/bytes.ts';
import type { Certificate } from '@sunlot/core/draw/certificate.ts';
import { FILES } from '@sunlot/core/draw/evidence.ts';
import { listFreezer } from '@sunlot/core/draw/freeze-list.ts';
import { deriveKeys, keyCommit } from '@sunlot/core/draw/leaves.ts';
import { fingerprint, type Manifest } from '@sunlot/core/draw/manifest.ts';
import { restoreRows } from '@sunlot/core/draw/restore-rows.ts';
import { parseObjectRow } from '@sunlot/core/draw/rows.ts';
import { arePeopleCommitted } from '@sunlot/core/draw/run.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { lanesFor } from '../lanes.ts';
import type { OpenedCopy } from './key-copy.ts';
import { unzipEvidence } from './zip-evidence.ts';

/** Whether every row of a kept secret is behind the leaves of a pack; `rows` counts what was opened. */
export type KeyCopyVerdict = {
  readonly ok: boolean;
  readonly rows: { readonly objects: number; readonly inspectors: number; readonly recusals: number };
  readonly faults: readonly ('otherDraw' | 'otherKey' | 'otherRows')[];
};

/**
 * What the key holder does before and after the throw: opens all leaves of the frozen list with his own copy. The pack
 * must have passed its own checks before.
 * @throws KeyCopyClosed where the copy was changed on the way
 */
export async function checkKeyCopy(pack: Uint8Array, copy: OpenedCopy): Promise<KeyCopyVerdict> {
  const manifest = manifestOf(pack);
  const hash = manifest && hashOf(manifest.profile);
  const isDraw = manifest !== undefined && hex(fingerprint(manifest)) === copy.fingerprint;
  const isKey = isDraw && keyCommit(hash!, copy.listKey) === manifest.keyCommit;
  const committed = isKey ? rowChecker(manifest, copy.listKey) : undefined;
  const rows = { objects: 0, inspectors: 0, recusals: 0 };
  for await (const { kind, texts } of copy.rows) {
    rows[kind] += texts.length;
    committed?.[kind](texts);
  }
  const faults = !isDraw
    ? (['otherDraw'] as const)
    : !committed
      ? (['otherKey'] as const)
      : committed.areAll()
        ? []
        : (['otherRows'] as const);
  return { ok: faults.length === 0, rows, faults };
}

function manifestOf(pack: Uint8Array): Manifest | undefined {
  const files = unzipEvidence(pack);
  if (!files) return undefined;
  // The pack passed V1: its certificate has the form of one.
  return (JSON.parse(Buffer.from(files.get(FILES.certificate) ?? []).toString('utf8')) as Certificate).manifest;
}

/** Freezes the rows once more as they come, and compares the roots: 80 bytes a row instead of an object. */
function rowChecker(manifest: Manifest, listKey: Uint8Array) {
  const hash = hashOf(manifest.profile);
  const { objects } = manifest.lists;
  const makeLanes = lanesFor(objects.size);
  const freezer = listFreezer({ hash, objectKey: deriveKeys(hash, listKey).object, most: objects.size, makeLanes });
  const people = { inspectors: [] as string[], recusals: [] as string[] };
  let areRows = true;
  const add = (text: string): boolean => {
    const row = parseObjectRow(text);
    return row.ok && freezer.add(row.value, text) === undefined;
  };
  return {
    objects(texts: readonly string[]) {
      for (const text of texts) areRows &&= add(text);
    },
    inspectors: (texts: readonly string[]) => void people.inspectors.push(...texts),
    recusals: (texts: readonly string[]) => void people.recusals.push(...texts),
    areAll(): boolean {
      const frozen = areRows ? freezer.end() : undefined;
      if (!frozen?.ok || frozen.value.root !== objects.root || frozen.value.table.size !== objects.size) return false;
      const restored = restoreRows(hash, listKey, { objects: [], ...people });
      return restored.ok && arePeopleCommitted(manifest, restored.value);
    },
  };
}
