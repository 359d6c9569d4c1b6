#!/usr/bin/env -S node --max-semi-space-size=8
// Runs the command on the Node that the project pins, whatever Node called this file. Small young generations keep an
// import of 100,000 rows under 400 MB (470 MB without).
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  keepCompiled();
  // Whoever reads what is printed may stop reading (`| head`): no fault of the command.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const { main } = await import('../src/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const node = pinnedNode();
  if (node === undefined) {
    process.stderr.write(
      `需要 Node ${NEEDED} 或更新版本，这里是 ${process.version}，也没有随包安装的 Node。请执行 npm ci，或安装 Node ${NEEDED}。\n` +
        `Node ${NEEDED} or newer is needed; this is ${process.version}, and none came with the package. Run npm ci, or install Node ${NEEDED}.\n`,
    );
    process.exitCode = 9;
  } else {
    const child = spawn(node, [new URL(import.meta.url).pathname, ...process.argv.slice(2)], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
    });
  }
}

/**
 * What Node compiled is kept, for the next command and for each thread that reads a workbook: both start in two thirds of the time or less. The
 * folder lies in the home of whom the process runs as, never where others may write, for what lies in it is run.
 */
function keepCompiled() {
  try {
    process.env.NODE_COMPILE_CACHE ??= join(userInfo().homedir, '.cache', 'sunlot');
    module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  } catch {
    // Who has no home compiles anew.
  }
}

function pinnedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    return require.resolve(`${name}/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`);
  } catch {
    return undefined;
  }
}
