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

/** A page's script in parts. `first`: what every visitor loads; `parts`: by name what comes beside it when it is needed. Packed bytes. */
export type PageScript = { readonly first: number; readonly parts: Readonly<Record<string, number>> };

/** The script of a page that imports parts when it needs them, as a server would send it: minified, each file packed by itself. */
export async function pageScript(file: string): Promise<PageScript> {
  const input = join(import.meta.dirname, file);
  const build = await rolldown({ input, platform: 'browser', cwd: import.meta.dirname, logLevel: 'silent' });
  try {
    const { output } = await build.generate({ format: 'esm', minify: true });
    const chunks = new Map(output.flatMap((each) => (each.type === 'chunk' ? [[each.fileName, each] as const] : [])));
    const withImports = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
      if (seen.has(name)) return seen;
      seen.add(name);
      for (const each of chunks.get(name)!.imports) withImports(each, seen);
      return seen;
    };
    const packed = (names: readonly string[]) =>
      names.reduce((sum, name) => sum + gzipSync(chunks.get(name)!.code, { level: 9 }).length, 0);
    const first = withImports(output[0].fileName);
    const parts = output[0].dynamicImports.map((name) => {
      const more = [...withImports(name)].filter((each) => !first.has(each));
      return [chunks.get(name)!.name, packed(more)] as const;
    });
    return { first: packed([...first]), parts: Object.fromEntries(parts) };
  } finally {
    await build.close();
  }
}
