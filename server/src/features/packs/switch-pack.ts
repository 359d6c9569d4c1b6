import type { AdoptedPack, SwitchPack } from '@sunlot/contract/packs.ts';
import type { Context } from '../../context.ts';
import { changeOf, type PackFile, seatsOf } from '../../packs/changed-pack.ts';
import { type LocatedFault, loadPack, type PackSource } from '../../packs/pack-files.ts';
import { packContent, packInForce, storedVersions } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { adoptSource } from './adopt-pack.ts';

/** As many as a refusal tells. */
const SHOWN = 3;

/**
 * Reads one ambiguous sentence otherwise from a day on, or sets a value that the scheme leaves to the office: the next version of the
 * agency's pack, the rest as it is.
 */
export async function switchPack(ctx: Context, input: SwitchPack): Promise<AdoptedPack> {
  const { key, value, from, ...asked } = input;
  may(ctx.actor, 'pack.adopt', asked.agency);
  const pack = await packInForce(ctx, { agency: asked.agency, on: from });
  const change = changeOf(pack, key, value);
  const stored = await storedVersions(ctx, pack.id);
  const version = Math.max(...stored.map((row) => row.version)) + 1;
  const content = (await packContent(ctx, { pack: pack.id, version: pack.version })) as PackFile;
  const next = { ...change(content), version, effectiveFrom: from };
  const source = { name: `${pack.id} ${key}`, text: JSON.stringify(next) };
  refuseFaults(source, { key, value });
  const adopted = await adoptSource(ctx, source, asked);
  const [before, after] = [seatsOf(pack, key, content), seatsOf(pack, key, next)];
  return { ...adopted, ...(before && after && { seats: { before: [...before], after: [...after] } }) };
}

/** Nobody has the file that was made here: its faults are told without lines and places in it. @throws Problem pack.switchFaulty */
function refuseFaults(source: PackSource, changed: Pick<SwitchPack, 'key' | 'value'>): void {
  const loaded = loadPack(source);
  if (!('faults' in loaded)) return;
  const { faults } = loaded;
  const what = faults.slice(0, SHOWN).map(faultText).join('');
  throw new Problem('pack.switchFaulty', { ...changed, n: faults.length, what });
}

function faultText({ about, message }: LocatedFault): string {
  return `${about === undefined ? '' : `（${about}）`}${message.slice(message.indexOf('：') + 1)}`;
}
