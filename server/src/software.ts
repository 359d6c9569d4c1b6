import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What certificates say made them: name and version of this program. */
export const SOFTWARE = { name: 'sunlot', version: readVersion() } as const;

function readVersion(): string {
  const file = fileURLToPath(new URL('../package.json', import.meta.url));
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version);
  throw new Error(`${file} has no version`);
}
