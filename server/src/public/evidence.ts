import type { ListDifferences } from '@sunlot/contract/list-differences.ts';
import type { PublicDraw } from '@sunlot/contract/public-views.ts';
import { fromUtf8 } from '@sunlot/core/basics/bytes.ts';
import type { Certificate } from '@sunlot/core/draw/certificate.ts';
import { FILES } from '@sunlot/core/draw/evidence.ts';
import { parseOpened } from '@sunlot/core/draw/reveal.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { type Context, type Deps, read } from '../context.ts';
import { type SpooledPack, spoolPack } from '../evidence/pack-spool.ts';
import { unzipEvidence } from '../evidence/zip-evidence.ts';
import { writePack } from '../features/draws/export-draw.ts';
import { openDifferences } from '../features/draws/list-differences.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../rights.ts';
import { publicDraw, withNames } from './draws.ts';
import { countCosignatures, countEntries, selectPublicDraw } from './sql.ts';
import { asVisitor, VISITOR } from './visitor.ts';

/** `differences`: empty before the reveal and where the draw follows no earlier session. */
export type Evidence = {
  readonly pack: SpooledPack;
  readonly differences: readonly ListDifferences[];
};

/** What makes packs has to open the vault, so it runs with the program's own rights; what comes out is public by its making. */
const PUBLISHER: Actor = { ...VISITOR, agency: undefined };

const MOST_KEPT = 16;

type Kept = Map<string, Evidence>;

export type MakeEvidence = (draw: string) => Promise<Evidence>;

/** Packs change only with the state of their draw and with cosignatures, so the last ones are kept. One cache an application. */
export function evidenceMaker(deps: Deps): MakeEvidence {
  const kept: Kept = new Map();
  return async (draw) => {
    const row = await asVisitor(deps, stateOf, draw);
    const key = `${draw}/${row.state}/${row.cosignatures}/${row.entries}`;
    const known = kept.get(key);
    if (known) return known;
    const made = await read(deps, PUBLISHER, (ctx) => makeEvidence(ctx, draw));
    if (made.pack.isInMemory) keep(kept, key, made);
    return made;
  };
}

async function makeEvidence(ctx: Context, draw: string): Promise<Evidence> {
  const differences = await openDifferences(ctx, draw);
  return { pack: await spoolPack((sink) => writePack(ctx, { draw, sink })), differences };
}

function keep(kept: Kept, key: string, evidence: Evidence): void {
  kept.set(key, evidence);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
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
export async function shownDraw(deps: Deps, evidence: MakeEvidence, draw: string): Promise<PublicDraw> {
  const view = await asVisitor(deps, publicDraw, { draw });
  if (view.phase !== 'P4') return view;
  const made = await evidence(draw);
  const named = withNames(view, openedNames(await made.pack.bytes()));
  await made.pack.discard();
  return made.differences.length === 0 ? named : { ...named, differences: [...made.differences] };
}

/** Names by leaf, out of the pack's opened rows: what everybody can open there, and nothing before that. */
function openedNames(bytes: Uint8Array): ReadonlyMap<string, string> {
  const files = unzipEvidence(bytes)!;
  const { manifest } = JSON.parse(fromUtf8(files.get(FILES.certificate)!)!) as Certificate;
  const opened = parseOpened(
    hashOf(manifest.profile),
    fromUtf8(files.get(FILES.openedObjects) ?? new Uint8Array()) ?? '',
  );
  if (!opened.ok) throw new Error(`opened rows of a pack do not parse at line ${opened.error}`);
  return new Map(opened.value.map(({ leaf, text }) => [leaf, text.split('\t')[2] ?? '']));
}
