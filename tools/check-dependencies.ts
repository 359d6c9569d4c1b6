import { type CheckResult, type Finding, readText, type Tree } from './tree.ts';

const PAGE = 'docs/dependencies.md';

type Listed = { name: string; version: string; licence: string; line: number };

/** Every runtime dependency has an exact version and a row, with its licence and its reason, on the page of dependencies. */
export function checkDependencies(tree: Tree): CheckResult {
  const used = runtimeDependencies(tree);
  const licences = licencesOf(tree);
  const rows = listedRows(tree);
  const findings: Finding[] = [];
  for (const [name, { version, path }] of used) {
    const found = (message: string) => findings.push({ rule: 'dependencies', path, line: 1, message });
    if (!/^\d/.test(version)) found(`${name} has no exact version (${version})`);
    const row = rows.find((entry) => entry.name === name);
    if (row === undefined) {
      found(`${name} has no row in ${PAGE}`);
    } else if (row.version !== version) {
      found(`${PAGE} says ${name} ${row.version}, the manifest ${version}`);
    } else if (row.licence !== licences.get(name)) {
      found(`${PAGE} says ${name} is under ${row.licence}, the package says ${licences.get(name)}`);
    }
  }
  for (const { name, line } of rows) {
    if (!used.has(name))
      findings.push({ rule: 'dependencies', path: PAGE, line, message: `${name} is not used any more` });
  }
  return { findings, looked: used.size };
}

/** Name → version of what runs in production: dependencies and optional ones of every package.json, our own aside. */
function runtimeDependencies(tree: Tree): Map<string, { version: string; path: string }> {
  const used = new Map<string, { version: string; path: string }>();
  for (const path of tree.files.filter((file) => /^(?:[\w-]+\/)?package\.json$/.test(file))) {
    const manifest = JSON.parse(readText(tree, path)) as Record<string, Record<string, string> | undefined>;
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
      if (!name.startsWith('@sunlot/')) used.set(name, { version, path });
    }
  }
  return used;
}

function licencesOf(tree: Tree): Map<string, string> {
  const { packages } = JSON.parse(readText(tree, 'package-lock.json')) as {
    packages: Record<string, { license?: string }>;
  };
  return new Map(
    Object.entries(packages).map(([path, { license }]) => [path.replace(/^.*node_modules\//, ''), license ?? 'none']),
  );
}

/** Rows of the form `| name | version | licence | why |`, the reason not empty. */
function listedRows(tree: Tree): Listed[] {
  if (!tree.files.includes(PAGE)) return [];
  return readText(tree, PAGE)
    .split('\n')
    .flatMap((text, index) => {
      const [, name, version, licence, why] = /^\| `([^`]+)` \| (\S+) \| ([^|]+) \| ([^|]+) \|$/.exec(text) ?? [];
      if (name === undefined || version === undefined || licence === undefined || !why?.trim()) return [];
      return [{ name, version, licence: licence.trim(), line: index + 1 }];
    });
}
