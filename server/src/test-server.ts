import { runUntilStopped } from './lifecycle.ts';
import { startServer } from './main.ts';
import { openFolder, settingsFor } from './open.ts';

/** The whole server on the data folder of argument 1, on any free port, as a program that the process tests kill. */
const folder = process.argv[2]!;

process.exitCode = await runUntilStopped(async () => {
  const opened = await openFolder(settingsFor(folder));
  const server = await startServer(opened.deps, { port: '0' });
  process.stdout.write(`ready ${server.url}\n`);
  return {
    close: async () => {
      await server.close();
      await opened.close();
    },
  };
});
