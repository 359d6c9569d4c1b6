import type { LeafTable } from '@sunlot/core/draw/leaf-table.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { selectRows } from '@sunlot/core/draw/select.ts';
import { countStrata, fillTiers } from '@sunlot/core/draw/strata.ts';
import { FAST, SEED } from './national-list.ts';

type Loaded = { readonly table: LeafTable; readonly manifest: Manifest };

/**
 * The check of a national draw once its list is loaded with its root: the numbers of the manifest, tickets, order, cut-offs.
 * Throws where anything differs. Also runs in a browser.
 */
export function loadedCheck({ table, manifest }: Loaded): () => void {
  const draw = () => selectRows({ manifest, seed: SEED, table, makeLanes: FAST });
  const claimed = draw();
  return () => {
    const counts = countStrata(table);
    for (const { id, base, tiers, n } of manifest.strata) {
      const found = counts.get(id)!;
      const right = JSON.stringify(fillTiers(found.pools, n));
      if (found.base !== base || right !== JSON.stringify(tiers)) throw new Error(`${id}: other numbers`);
    }
    for (const [i, tiers] of draw().entries()) {
      for (const [k, { rows, tickets }] of tiers.entries()) {
        const other = claimed[i]![k]!;
        if (!isSame(rows, other.rows)) throw new Error('other winners');
        if (!isSame(tickets, other.tickets)) throw new Error('other tickets');
      }
    }
  };
}

function isSame(left: Uint8Array | Uint32Array, right: Uint8Array | Uint32Array): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}
