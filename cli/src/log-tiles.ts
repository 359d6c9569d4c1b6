import { exportTiles } from '@sunlot/server/log/log-tiles.ts';
import type { Command } from 'commander';
import { action, reading, type Sink } from './command.ts';
import { writeBelow } from './files.ts';
import { show } from './output.ts';

export function addTiles(log: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const tiles = reading(log.command('tiles'), output, {
    what: say('公开日志写成静态文件（C2SP tlog-tiles）', 'write the public log as static files (C2SP tlog-tiles)'),
    examples: ['sunlot log tiles --out /srv/www/log', 'sunlot log tiles --out log --json'],
  }).requiredOption(`--out ${say('<目录>', '<folder>')}`, say('写到哪个目录', 'the folder to write into'));
  action<{ out: string }>(tiles, sink, async (session, { out }) => {
    const written = await session.read(exportTiles, { put: (path, bytes) => writeBelow(out, path, bytes) });
    show(output, { ...written, folder: out }, () => [
      say(
        `✔ 公开日志 ${written.size} 条已写成 ${written.files} 个文件，在 ${out}`,
        `✔ The public log of ${written.size} entries is in ${written.files} files under ${out}`,
      ),
    ]);
    return 0;
  });
}
