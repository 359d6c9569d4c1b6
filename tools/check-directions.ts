import { posix } from 'node:path';
import { type Import, importsOf, targetOf } from './imports.ts';
import { type CheckResult, type Finding, isCode, isTest, readText, type Tree } from './tree.ts';

/** Which workspaces a workspace may know. An arrow never turns back. */
const MAY_KNOW: Record<string, readonly string[]> = {
  core: [],
  contract: ['core'],
  // The server sends the portal's scripts to browsers; it runs none of them.
  server: ['core', 'contract', 'portal'],
  cli: ['core', 'contract', 'server'],
  witness: ['core', 'contract'],
  ui: ['core', 'contract'],
  office: ['core', 'contract', 'ui'],
  field: ['core', 'contract', 'ui'],
  portal: ['core', 'contract', 'ui'],
  bench: ['core', 'contract', 'server', 'cli'],
  e2e: ['core', 'contract', 'server', 'cli'],
  tools: [],
};

const CORE_PACKAGES = /^(?:@marcbachmann\/cel-js|@scure\/bip39|@noble\/[\w-]+)(?:\/|$)/;

/** Folders of core/src that a folder may not know. */
const CORE_FOLDERS: Record<string, (other: string) => boolean> = {
  basics: (other) => other === 'basics',
  hash: (other) => other === 'basics' || other === 'hash',
  draw: (other) => other !== 'policy',
  policy: (other) => other !== 'draw',
};

/** Imports, package.json dependencies and TypeScript references all point the same way. */
export function checkDirections(tree: Tree): CheckResult {
  const imports = tree.files.filter(isCode).flatMap((path) => importsOf(path, readText(tree, path)));
  const findings = imports.flatMap((entry) => judgeImport(entry));
  for (const workspace of Object.keys(MAY_KNOW)) findings.push(...judgeManifests(tree, workspace));
  return { findings, looked: imports.length };
}

function judgeImport(entry: Import): Finding[] {
  const target = targetOf(entry);
  const from = place(entry.from);
  const findings: Finding[] = [];
  const found = (rule: string, message: string) => findings.push({ rule, path: entry.from, line: entry.line, message });
  if (target === undefined) {
    if (from.workspace === 'core' && !isTest(entry.from) && !CORE_PACKAGES.test(entry.specifier)) {
      found('directions/core-packages', `core does not depend on ${entry.specifier}`);
    }
    return findings;
  }
  const to = place(target);
  if (isTest(target) && !isTest(entry.from)) found('directions/test-support', `${target} is for tests only`);
  if (from.workspace !== to.workspace) {
    if (entry.specifier.startsWith('.')) {
      if (to.workspace in MAY_KNOW) found('directions/relative-import', `${target} is reached by its package name`);
    } else if (!MAY_KNOW[from.workspace]?.includes(to.workspace)) {
      found('directions/workspace', `${from.workspace} does not know ${to.workspace}`);
    }
  }
  if (from.workspace === 'core' && to.workspace === 'core' && !isTest(entry.from)) {
    const allowed = CORE_FOLDERS[from.folder]?.(to.folder) ?? true;
    if (!allowed) found('directions/core-folder', `core/${from.folder} does not know core/${to.folder}`);
  }
  const foreign = to.feature !== undefined && (from.workspace !== to.workspace || from.feature !== to.feature);
  if (foreign && /\/sql\.ts$/.test(target))
    found('directions/foreign-sql', `${target} belongs to the feature ${to.feature} alone`);
  if (foreign && from.feature !== undefined && !isTest(entry.from)) {
    found(
      'directions/feature-to-feature',
      `the feature ${from.feature} does not know ${to.feature}: compose them above both`,
    );
  }
  return findings;
}

type Place = { workspace: string; folder: string; feature: string | undefined };

function place(path: string): Place {
  const parts = path.split('/');
  const inFeature = parts[1] === 'src' && parts[2] === 'features' && parts.length > 4;
  return { workspace: parts[0] ?? '', folder: parts[2] ?? '', feature: inFeature ? parts[3] : undefined };
}

/** What a workspace's package.json and tsconfig.json let it know. Tests of core may use more packages than core. */
function judgeManifests(tree: Tree, workspace: string): Finding[] {
  const findings: Finding[] = [];
  const known = MAY_KNOW[workspace] ?? [];
  const manifest = `${workspace}/package.json`;
  for (const { name, group } of dependenciesOf(tree, manifest)) {
    const found = (rule: string, message: string) => findings.push({ rule, path: manifest, line: 1, message });
    const other = /^@sunlot\/(.+)$/.exec(name)?.[1];
    if (other !== undefined && !known.includes(other)) {
      found('directions/dependency', `${workspace} does not know ${other}`);
    }
    if (workspace === 'core' && group !== 'devDependencies' && !CORE_PACKAGES.test(name)) {
      found('directions/core-packages', `core does not depend on ${name}`);
    }
  }
  const config = `${workspace}/tsconfig.json`;
  for (const path of referencesOf(tree, config)) {
    const other = place(posix.join(workspace, path)).workspace;
    if (!known.includes(other)) {
      const message = `${workspace} does not know ${other}`;
      findings.push({ rule: 'directions/reference', path: config, line: 1, message });
    }
  }
  return findings;
}

function dependenciesOf(tree: Tree, manifest: string): { name: string; group: string }[] {
  if (!tree.files.includes(manifest)) return [];
  const groups = JSON.parse(readText(tree, manifest)) as Record<string, Record<string, string> | undefined>;
  return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((group) =>
    Object.keys(groups[group] ?? {}).map((name) => ({ name, group })),
  );
}

function referencesOf(tree: Tree, config: string): string[] {
  if (!tree.files.includes(config)) return [];
  const { references = [] } = JSON.parse(readText(tree, config)) as { references?: { path: string }[] };
  return references.map(({ path }) => path);
}
