import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockRecord, missingRecords, readLock } from './lockfile.ts';
import { REPOSITORY } from './run.ts';

// To be run after a dependency changed where the registry lacks the packages of other platforms: adds their records, so
// that `npm ci` takes the lockfile. What they are for is read from their names; their content is not vouched for (no
// integrity), which concerns only platforms that are not promised.

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

function recordOf(name: string, version: string, dev: boolean): LockRecord {
  const words = name.split(/[/-]/);
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  const os = words.filter((word) => SYSTEMS.includes(word));
  return {
    version,
    ...(dev && { dev }),
    optional: true,
    os,
    cpu: words.filter((word) => PROCESSORS.includes(word)),
    ...(os.includes('linux') && { libc: [libc] }),
  };
}

function main(file: string): void {
  const text = readFileSync(file, 'utf8');
  const records = readLock(text);
  const missing = missingRecords(records);
  for (const { name, version, dev } of missing) records[`node_modules/${name}`] = recordOf(name, version, dev);
  const sorted = Object.entries(records).sort(([left], [right]) => (left < right ? -1 : 1));
  const lock: object = JSON.parse(text);
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  process.stdout.write(`${missing.length} records added to package-lock.json\n`);
}

main(join(REPOSITORY, 'package-lock.json'));
