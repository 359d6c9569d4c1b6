import type { ListDifferences } from '@sunlot/contract/list-differences.ts';
import type { PublicDraw } from '@sunlot/contract/public-views.ts';
import { type Context, type Deps, read } from '../context.ts';
import { type SpooledPack, spoolPack } from '../evidence/pack-spool.ts';
import { writePack } from '../features/draws/export-draw.ts';
import { openDifferences } from '../features/draws/list-differences.ts';
import { openNames } from '../features/draws/open-names.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../rights.ts';
import { publicDraw, withNames } from './draws.ts';
import { countCosignatures, countEntries, selectPublicDraw } from './sql.ts';
import { asVisitor, VISITOR } from './visitor.ts';

/** What the reveal shows of a draw beside its pack. `names`: of drawn rows, by leaf. `differences`: to the earlier sessions it follows. */
type Opened = {
  readonly names: ReadonlyMap<string, string>;
  readonly differences: readonly ListDifferences[];
};

export type Evidence = {
  readonly pack: (draw: string) => Promise<SpooledPack>;
  readonly opened: (draw: string) => Promise<Opened>;
};

/** What makes these has to open the vault, so it runs with the program's own rights; what comes out is public by its making. */
const PUBLISHER: Actor = { ...VISITOR, agency: undefined };

const MOST_KEPT = 16;
/** Of a draw with more winners the names are read again each time. */
const MOST_NAMES = 4_000;

/** Both change only with the state of their draw and with cosignatures, so the last small ones are kept. One cache an application. */
export function evidenceMaker(deps: Deps): Evidence {
  return {
    pack: keeping(deps, {
      make: (ctx, draw) => spoolPack((sink) => writePack(ctx, { draw, sink })),
      isSmall: ({ isInMemory }) => isInMemory,
    }),
    opened: keeping(deps, {
      make: async (ctx, draw) => ({
        names: await openNames(ctx, draw),
        differences: await openDifferences(ctx, draw),
      }),
      isSmall: ({ names }) => names.size <= MOST_NAMES,
    }),
  };
}

type Making<T> = {
  readonly make: (ctx: Context, draw: string) => Promise<T>;
  readonly isSmall: (made: T) => boolean;
};

function keeping<T>(deps: Deps, { make, isSmall }: Making<T>): (draw: string) => Promise<T> {
  const kept = new Map<string, T>();
  return async (draw) => {
    const row = await asVisitor(deps, stateOf, draw);
    const key = `${draw}/${row.state}/${row.cosignatures}/${row.entries}`;
    const known = kept.get(key);
    if (known) return known;
    const made = await read(deps, PUBLISHER, (ctx) => make(ctx, draw));
    if (isSmall(made)) kept.set(key, made);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return made;
  };
}

/** `entries`: what the public log says of the draw so far; a replacement changes the pack and not the state. */
type State = { readonly state: string; readonly cosignatures: number; readonly entries: number };

async function stateOf(ctx: Context, draw: string): Promise<State> {
  const row = await selectPublicDraw(ctx.tx, draw);
  if (!row) throw new Problem('draw.unknown', { draw });
  const entries = await countEntries(ctx.tx, draw);
  return { state: row.state, cosignatures: await countCosignatures(ctx.tx), entries };
}

/** A draw as everybody may see it now, with names where its rows are open. */
export async function shownDraw(deps: Deps, evidence: Evidence, draw: string): Promise<PublicDraw> {
  const view = await asVisitor(deps, publicDraw, { draw });
  if (view.phase !== 'P4') return view;
  const { names, differences } = await evidence.opened(draw);
  const named = withNames(view, names);
  return differences.length === 0 ? named : { ...named, differences: [...differences] };
}
