import type { NewAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import type { PackSource } from '@sunlot/server/packs/pack-files.ts';
import { readNamedText } from './files.ts';

/** Is a pack named by its file? A name has no dot and no slash. */
export function isPackFile(named: string): boolean {
  return /[./\\]/.test(named);
}

/** The file of a pack that somebody named. @throws Problem file.notFound */
export async function readPackFile(file: string): Promise<PackSource> {
  return { name: file, text: await readNamedText(file) };
}

/** The new agency with its own pack's file, where `pack` names one. */
export async function withPackFile(agency: NewAgency): Promise<NewAgency> {
  const { pack } = agency;
  return pack !== undefined && isPackFile(pack) ? { ...agency, packFile: await readPackFile(pack) } : agency;
}
