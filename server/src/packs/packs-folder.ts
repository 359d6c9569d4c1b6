import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the packs and the holiday tables lie that ship with the program. */
export const PACKS_FOLDER = join(dirname(fileURLToPath(import.meta.resolve('@sunlot/core/package.json'))), 'packs');
