import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvironmentUnfit } from './environment-unfit.ts';

const RETRY_MS = 20;

/**
 * Runs `work` while no other process does anything under the lock of the same folder.
 * The lock is a listening socket in Linux's abstract namespace, named by the folder's device and inode: the kernel
 * gives it to exactly one and takes it back when the holder dies, however it dies, so it can never be stale.
 * @throws EnvironmentUnfit when the lock stays taken for `waitMs`.
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>, waitMs = 90_000): Promise<T> {
  const { dev, ino } = await stat(folder, { bigint: true });
  const server = await acquire(`\0sunlot-folder-${dev}-${ino}`, Date.now() + waitMs, folder);
  try {
    return await work();
  } finally {
    server.close();
    await once(server, 'close');
  }
}

async function acquire(name: string, deadline: number, folder: string): Promise<Server> {
  for (;;) {
    const server = await tryListen(name);
    if (server) return server;
    if (Date.now() > deadline) {
      throw new EnvironmentUnfit(`数据文件夹 ${folder} 一直被另一个正在启动或停止的进程占用，请稍后再试。`);
    }
    await sleep(RETRY_MS);
  }
}

function tryListen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(name, () => resolve(server));
  });
}
