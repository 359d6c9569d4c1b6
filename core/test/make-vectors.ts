import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vectors } from './vectors.ts';

/** Writes docs/vectors anew: `node core/test/make-vectors.ts`. A test compares them with what the code gives. */
const folder = join(import.meta.dirname, '../../docs/vectors');
mkdirSync(join(folder, 'gm'), { recursive: true });
for (const [file, value] of Object.entries(vectors())) {
  writeFileSync(join(folder, file), `${JSON.stringify(value, null, 2)}\n`);
}
