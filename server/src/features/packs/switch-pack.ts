import type { AdoptedPack, SwitchPack } from '@sunlot/contract/packs.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { Pack, SwitchSetting, SwitchValue } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { packContent, packInForce, storedVersions } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { adoptSource } from './adopt-pack.ts';

/** Reads one ambiguous sentence otherwise from a day on: the next version of the agency's pack, the rest as it is. */
export async function switchPack(ctx: Context, input: SwitchPack): Promise<AdoptedPack> {
  const { key, value, from, ...asked } = input;
  may(ctx.actor, 'pack.adopt', asked.agency);
  const pack = await packInForce(ctx, { agency: asked.agency, on: from });
  const wanted = optionOf(pack, key, value);
  if (pack.settings[settingOf(pack, key).key] === wanted) throw new Problem('pack.switchSame', { key, value });
  const stored = await storedVersions(ctx, pack.id);
  const version = Math.max(...stored.map((row) => row.version)) + 1;
  const content = withValue(await packContent(ctx, { pack: pack.id, version: pack.version }), {
    key,
    wanted,
    version,
    from,
  });
  return adoptSource(ctx, { name: `${pack.id} ${key}`, text: JSON.stringify(content) }, asked);
}

function settingOf(pack: Pack, key: string): SwitchSetting {
  const settings = pack.ambiguities.flatMap(({ switches }) => switches);
  const found = settings.find((setting) => setting.key === key);
  if (found) return found;
  throw new Problem('pack.switchUnknown', { pack: pack.id, key, keys: settings.map((one) => one.key).join('、') });
}

/** The option as the pack has it: `true` as typed is the truth value, `1` the number. */
function optionOf(pack: Pack, key: string, typed: string): SwitchValue {
  const { options } = settingOf(pack, key);
  const found = options.find((option) => String(option) === typed);
  if (found === undefined) throw new Problem('pack.switchValue', { key, value: typed, options: options.join('、') });
  return found;
}

type Change = {
  readonly key: string;
  readonly wanted: SwitchValue;
  readonly version: number;
  readonly from: CalendarDate;
};

type Fields = Readonly<Record<string, unknown>>;

/** The content of a pack with another number, first day, and value of one switch. */
function withValue(content: unknown, { key, wanted, version, from }: Change): Fields {
  const file = content as Fields & {
    readonly ambiguities: readonly (Fields & { readonly switches?: readonly Fields[] })[];
  };
  return {
    ...file,
    version,
    effectiveFrom: from,
    ambiguities: file.ambiguities.map((ambiguity) =>
      ambiguity.switches === undefined
        ? ambiguity
        : {
            ...ambiguity,
            switches: ambiguity.switches.map((setting) =>
              setting['key'] === key ? { ...setting, value: wanted } : setting,
            ),
          },
    ),
  };
}
