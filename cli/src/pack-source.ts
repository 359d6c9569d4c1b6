import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { NewAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { showPack } from '@sunlot/server/features/packs/show-pack.ts';
import { type LoadedPack, loadPack, type PackSource } from '@sunlot/server/packs/pack-files.ts';
import { faultyPack, shippedPack } from '@sunlot/server/packs/pack-store.ts';
import { readNamedText } from './files.ts';
import type { Output } from './output.ts';
import { type Options, withSession } from './session.ts';

/** Is a pack named by its file? A name has no dot and no slash. */
function isPackFile(named: string): boolean {
  return /[./\\]/.test(named);
}

/** The file of a pack that somebody named. @throws Problem file.notFound */
export async function readPackFile(file: string): Promise<PackSource> {
  return { name: file, text: await readNamedText(file) };
}

/** The new agency with its own pack's file, where `pack` names one. */
export async function withPackFile(agency: NewAgency): Promise<NewAgency> {
  return agency.pack !== undefined && isPackFile(agency.pack)
    ? { ...agency, packFile: await readPackFile(agency.pack) }
    : agency;
}

/**
 * A pack by the name it ships under, by its file, or `NAME@VERSION` as a data folder has stored it.
 * @throws Problem agency.packUnknown | pack.faulty | pack.versionUnknown | file.notFound
 */
export async function namedPack(named: string, options: Options, output: Output): Promise<Pack> {
  const stored = /^([a-z][a-z0-9-]*)@(\d{1,7})$/.exec(named);
  if (stored) {
    let found: Pack | undefined;
    await withSession(options, output, async (session) => {
      found = await session.read(showPack, { pack: stored[1]!, version: Number(stored[2]) });
      return 0;
    });
    return found!;
  }
  return loadedPack(isPackFile(named) ? await readPackFile(named) : shippedPack(named)).pack;
}

/** @throws Problem pack.faulty */
function loadedPack(source: PackSource): LoadedPack {
  const loaded = loadPack(source);
  if ('faults' in loaded) throw faultyPack(source, loaded.faults);
  return loaded;
}
