import { creditCheckDigit } from '@sunlot/core/draw/alphabet.ts';
import type { FreezeInput } from '@sunlot/core/draw/freeze-input.ts';
import { NO_WITNESSES, witnessPolicyHash } from '@sunlot/core/draw/witness-policy.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';

/** Terms of draws of any size, all invented. Also runs in a browser. */

export type DrawSize = { readonly objects: number; readonly people: number; readonly drawn: number };

export const LIST_KEY = new Uint8Array(32).map((_, i) => i + 1);

/** One stratum with everything drawable but each 20th row, two seats a team, a third of the people may lead. */
export function drawTerms({ objects, people, drawn }: DrawSize): FreezeInput {
  return {
    profile: 'std',
    ...{ agency: '999999', task: 'bench', period: '2026Q4', seq: 1 },
    ...{ directory: 'ab'.repeat(32), cycle: { from: '2026-01-01', to: '2026-12-31' } },
    ...{ listKey: LIST_KEY, keyHolder: '派驻纪检监察组' },
    objects: Array.from({ length: objects }, (_, n) => objectRow(n)),
    inspectors: Array.from({ length: people }, (_, n) => ({
      ...{ id: `DEMO-${n}`, name: `示例${n}`, tags: n % 3 === 0 ? ['leader'] : [], load: n % 5 },
      ...{ cap: 999_999, state: 'in' as const, reason: '' },
    })),
    recusals: [{ objectId: objectId(1), inspectorId: 'DEMO-1', reason: 'kinship' }],
    strata: [{ id: 'all', rule: { kind: 'count', count: drawn, clause: '第四条' }, clause: '第四条', reserve: 3 }],
    seats: [
      { id: 'leader', needs: ['leader'] },
      { id: 'member', needs: [] },
    ],
    ...{ tags: ['leader'], weights: { clause: '第五条', table: [] }, minChoice: 1, fallback: [] },
    ...{ replacement: { mode: 'next', max: 2 }, entropy: [{ k: 'dice', count: 20, faces: 10 }] },
    ...{ lead: 0, witnesses: witnessPolicyHash(hashOf('std'), NO_WITNESSES), revealBy: '2027-01-31' },
  };
}

function objectRow(n: number): FreezeInput['objects'][number] {
  const row = { stratum: 'all', id: objectId(n), name: `示范县第${n}企业有限公司`, tier: 0, weight: 1, needs: [] };
  return n % 20 === 19 ? { ...row, state: 'base', reason: 'cap' } : { ...row, state: 'in', reason: '' };
}

function objectId(n: number): string {
  const first17 = `91999999${String(n).padStart(9, '0')}`;
  return first17 + creditCheckDigit(first17);
}
