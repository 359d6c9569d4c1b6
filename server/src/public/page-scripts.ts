import { fileURLToPath } from 'node:url';
import { type OutputChunk, type OutputOptions, rolldown } from 'rolldown';

/** The browser floor of the product. */
const TARGET = 'chrome86';

const PAGE = fileURLToPath(import.meta.resolve('@sunlot/portal/page.ts'));
const WORKER = fileURLToPath(import.meta.resolve('@sunlot/portal/worker.ts'));
const OFFLINE = fileURLToPath(import.meta.resolve('@sunlot/portal/offline.ts'));

/** A script as it is sent; its name has the hash of its content. `imports`: what comes with it, `later`: what it may ask for. */
export type PageScript = {
  readonly name: string;
  readonly code: string;
  readonly imports: readonly string[];
  readonly later: readonly string[];
};

/** `page` and `worker`: the names of the two that a page names itself. */
export type PageScripts = {
  readonly page: string;
  readonly worker: string;
  readonly files: ReadonlyMap<string, PageScript>;
};

let scripts: Promise<PageScripts> | undefined;
let offline: Promise<string> | undefined;

/** The verification as scripts for browsers: made of the portal's source when first asked for (0.3 s), then kept. */
export function pageScripts(): Promise<PageScripts> {
  scripts ??= makeScripts().catch((error: unknown) => {
    scripts = undefined;
    throw error;
  });
  return scripts;
}

/** The same as one script, for a page that is saved as one file. */
export function offlineScript(): Promise<string> {
  offline ??= bundle([OFFLINE], { format: 'iife', codeSplitting: false })
    // An inline script ends at the first `</script`, wherever it stands.
    .then(([chunk]) => chunk!.code.replaceAll('</script', '<\\/script'))
    .catch((error: unknown) => {
      offline = undefined;
      throw error;
    });
  return offline;
}

async function makeScripts(): Promise<PageScripts> {
  const names = { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' };
  const chunks = await bundle([PAGE, WORKER], { format: 'esm', ...names });
  const entry = (file: string) => chunks.find(({ facadeModuleId }) => facadeModuleId === file)!.fileName;
  const files = chunks.map(({ fileName: name, code, imports, dynamicImports: later }) => ({
    ...{ name, code, imports, later },
  }));
  return { page: entry(PAGE), worker: entry(WORKER), files: new Map(files.map((file) => [file.name, file])) };
}

async function bundle(input: string[], options: OutputOptions): Promise<readonly OutputChunk[]> {
  const build = await rolldown({
    ...{ input, platform: 'browser', logLevel: 'silent', cwd: import.meta.dirname },
    transform: { target: TARGET },
  });
  try {
    const { output } = await build.generate({ ...options, minify: true });
    return output.filter((each) => each.type === 'chunk');
  } finally {
    await build.close();
  }
}
