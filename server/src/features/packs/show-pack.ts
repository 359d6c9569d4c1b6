import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { packVersion } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';

/** A version as it is stored, or as it ships where nobody uses it yet. Packs are no secret: whoever is signed in may read them. */
export async function showPack(
  ctx: Context,
  { pack, version }: { readonly pack: string; readonly version: number },
): Promise<Pack> {
  try {
    return await packVersion(ctx, { pack, version });
  } catch (error) {
    const source = error instanceof Problem ? readPackSource(pack) : undefined;
    const shipped = source && loadPack(source);
    if (shipped && 'pack' in shipped && shipped.pack.version === version) return shipped.pack;
    throw error;
  }
}
