import type { OpeningFault, OpeningVerdict } from '@sunlot/contract/own-openings.ts';
import { type DrawNow, type NowFault, openingFault } from '@sunlot/core/draw/opening-now.ts';
import type { OwnOpening } from '@sunlot/core/draw/read-own-opening.ts';

/**
 * An opening whose own proofs hold, held against the draw as it stands; `undefined` where no result can be read. What it says is
 * repeated only where the certificate has the row at that rank: nobody's word is passed on as proved.
 */
export function verdictOf(own: OwnOpening, now: DrawNow | undefined): OpeningVerdict {
  if (!now) return { ok: false, fault: 'undrawn' };
  const fault = openingFault(own, now);
  if (!fault) return { ok: true, proven: provenOf(own) };
  const isUnproven = fault.kind === 'session' || fault.kind === 'place';
  return {
    ...{ ok: false, fault: FAULTS[fault.kind], ...placeNow(fault) },
    ...(!isUnproven && { proven: provenOf(own) }),
  };
}

const FAULTS = {
  session: 'session',
  ended: 'ended',
  place: 'place',
  replaced: 'replaced',
  team: 'teamNow',
} as const satisfies Record<NowFault['kind'], OpeningFault>;

function placeNow(fault: NowFault): Pick<OpeningVerdict, 'now'> {
  if (!('now' in fault)) return {};
  return { now: { place: fault.now, unfilled: fault.kind === 'replaced' && fault.unfilled } };
}

function provenOf({ draw, place, object, team, at, seen }: OwnOpening): NonNullable<OpeningVerdict['proven']> {
  return {
    ...{ session: draw, place, object: { key: object.id, name: object.name } },
    team: (team?.team ?? []).map(({ seat, inspector }) => ({ seat, certificateNo: inspector })),
    ...(team && { window: team.window }),
    ...{ at, seen },
  };
}
