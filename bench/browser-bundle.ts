import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pageScripts } from '@sunlot/server/public/page-scripts.ts';
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

/** `first`: what every visitor who verifies loads; `parts`: by name what comes beside it when it is needed. Packed bytes. */
export type VerificationSizes = { readonly first: number; readonly parts: Readonly<Record<string, number>> };

/** The scripts of the verification as the server sends them, each file packed by itself. */
export async function verificationSizes(): Promise<VerificationSizes> {
  const { worker, files } = await pageScripts();
  const withImports = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const each of files.get(name)!.imports) withImports(each, seen);
    return seen;
  };
  const packed = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(files.get(name)!.code, { level: 9 }).length, 0);
  const first = withImports(worker);
  const later = new Set([...first].flatMap((name) => files.get(name)!.later));
  const parts = [...later].map((name) => {
    const more = [...withImports(name)].filter((each) => !first.has(each));
    return [name.replace(/-[\w-]{8}\.js$/, ''), packed(more)] as const;
  });
  return { first: packed([...first]), parts: Object.fromEntries(parts) };
}
