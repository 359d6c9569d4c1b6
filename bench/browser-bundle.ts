import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Plugin, rolldown } from 'rolldown';

const VIRTUAL = 'measured-entry.js';

/** A file of this folder with all that it imports, as one script. */
export function bundledFile(file: string): Promise<string> {
  return bundled(join(import.meta.dirname, file), []);
}

/** What a page that imports these lines would send, minified and packed, in bytes. */
export async function packedSize(lines: readonly string[]): Promise<number> {
  const entry: Plugin = {
    name: 'measured-entry',
    resolveId: (id) => (id === VIRTUAL ? join(import.meta.dirname, VIRTUAL) : null),
    load: (id) => (id.endsWith(VIRTUAL) ? lines.join('\n') : null),
  };
  return gzipSync(await bundled(VIRTUAL, [entry]), { level: 9 }).length;
}

async function bundled(input: string, plugins: Plugin[]): Promise<string> {
  const build = await rolldown({ input, plugins, platform: 'browser', cwd: import.meta.dirname, logLevel: 'silent' });
  try {
    const { output } = await build.generate({ format: 'iife', name: 'sunlot', minify: true });
    return output[0].code;
  } finally {
    await build.close();
  }
}
