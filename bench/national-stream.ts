import { selectRows } from '@sunlot/core/draw/select.ts';
import { pieces } from './national-file.ts';
import { FAST, manifestOf, readPieces, SEED } from './national-list.ts';

/** `node bench/national-stream.ts FILE SIZE`, in a process of its own for the sake of its memory; prints what it took. */
const [file, size] = process.argv.slice(2) as [string, string];
const begin = performance.now();
let bytes = 0;
for (const piece of pieces(file)) bytes += piece.length;
const between = performance.now();
const busy = process.cpuUsage();
const list = readPieces(pieces(file), Number(size));
const manifest = manifestOf(list);
const selected = selectRows({ manifest, seed: SEED, table: list.table, makeLanes: FAST });
const { user, system } = process.cpuUsage(busy);
const answer = {
  cpuMs: (user + system) / 1000,
  ms: performance.now() - between,
  referenceMs: between - begin,
  megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  drawn: selected.flat().reduce((sum, { n }) => sum + n, 0),
  bytes,
};
process.stdout.write(JSON.stringify(answer));
