/** A record of package-lock.json, as far as it is read here. */
export type LockRecord = {
  version?: string;
  license?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
  integrity?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

/** Path in the tree (`node_modules/…`, a workspace's folder, empty for the root) → record. */
export type LockRecords = Record<string, LockRecord>;

export function readLock(text: string): LockRecords {
  return (JSON.parse(text) as { packages: LockRecords }).packages;
}

export function nameOf(path: string): string {
  return path.replace(/^.*node_modules\//, '');
}

/**
 * Optional packages that the tree names and the lockfile has no record of. `npm ci` (11.19) refuses such a lockfile;
 * `npm install` writes one where the registry at hand does not carry the packages of other platforms.
 */
export function missingRecords(records: LockRecords): { name: string; version: string; dev: boolean }[] {
  const known = new Set(Object.keys(records).map(nameOf));
  return Object.values(records).flatMap(({ optionalDependencies = {}, dev = false }) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !known.has(name))
      .map(([name, version]) => ({ name, version, dev })),
  );
}
