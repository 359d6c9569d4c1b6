import { type LockRecord, missingRecords, nameOf, readLock } from './lockfile.ts';
import { type CheckResult, type Finding, readText, type Tree } from './tree.ts';

const PAGE = 'docs/dependencies.md';
const LOCKFILE = 'package-lock.json';

type Listed = { name: string; version: string; licence: string; line: number };

/** Every runtime dependency has an exact version and a row, with its licence and its reason, on the page of dependencies. */
export function checkDependencies(tree: Tree): CheckResult {
  const used = runtimeDependencies(tree);
  const licences = licencesOf(tree);
  const rows = listedRows(tree);
  const findings = judgeLockfile(tree);
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

/** The lockfile knows every optional package, and vouches for the content of all that the promised platforms use. */
function judgeLockfile(tree: Tree): Finding[] {
  const records = readLock(readText(tree, LOCKFILE));
  const missing = missingRecords(records).map(
    ({ name, version }) => `npm ci refuses it without ${name} ${version}: run node tools/complete-lockfile.ts`,
  );
  const unproven = Object.entries(records)
    .filter(([path, record]) => path.includes('node_modules/') && isPromised(record) && record.integrity === undefined)
    .map(([path]) => `no integrity for ${nameOf(path)}`);
  return [...missing, ...unproven].map((message) => ({ rule: 'dependencies', path: LOCKFILE, line: 1, message }));
}

/** Linux with glibc on x64 and arm64; a link is a folder of this repository. */
function isPromised({ link, os, cpu, libc }: LockRecord): boolean {
  const fits = (list: string[] | undefined, values: string[]) =>
    list === undefined || values.some((value) => list.includes(value));
  return link !== true && fits(os, ['linux']) && fits(cpu, ['x64', 'arm64']) && fits(libc, ['glibc']);
}

function licencesOf(tree: Tree): Map<string, string> {
  const records = readLock(readText(tree, LOCKFILE));
  return new Map(Object.entries(records).map(([path, { license }]) => [nameOf(path), license ?? 'none']));
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
