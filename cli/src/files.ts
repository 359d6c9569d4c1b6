import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '@sunlot/server/problem.ts';

/** The bytes of a file that somebody named. @throws Problem file.notFound | file.isFolder | file.unfit */
export function readNamed(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => refuseFile(file, error));
}

/** The same as text, in UTF-8. */
export async function readNamedText(file: string): Promise<string> {
  return Buffer.from(await readNamed(file)).toString('utf8');
}

/** Writes where somebody said. @throws Problem file.noFolder | file.isFolder | file.unfit */
export function writeNamed(file: string, content: Uint8Array | string): Promise<void> {
  return writeFile(file, content).catch((error: unknown) => refusePlace(file, error));
}

/** The same for bytes that come piece by piece: the file stands under its name once it is whole, and not at all where the work fails. */
export async function writePieces<T>(
  file: string,
  work: (sink: (piece: Uint8Array) => Promise<void>) => Promise<T>,
): Promise<T> {
  const part = `${file}.part`;
  const handle = await open(part, 'w').catch((error: unknown) => refusePlace(file, error));
  try {
    const answer = await work(async (piece) => {
      await handle.appendFile(piece).catch((error: unknown) => refuseFile(file, error));
    });
    await handle.close();
    await rename(part, file).catch((error: unknown) => refuseFile(file, error));
    return answer;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

/** The same for a file in folders below one, which are made. */
export async function writeBelow(folder: string, path: string, content: Uint8Array): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => refuseFile(folder, error));
  await writeNamed(file, content);
}

/** The same for a file that was to be made: what is not there is its folder. */
function refusePlace(file: string, error: unknown): never {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') throw new Problem('file.noFolder', { folder: dirname(file), file });
  return refuseFile(file, error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Says in words why a file cannot be used; throws any other error again. */
export function refuseFile(file: string, error: unknown): never {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') throw new Problem('file.notFound', { file });
  if (code === 'EISDIR') throw new Problem('file.isFolder', { file });
  if (code === '') throw error;
  throw new Problem('file.unfit', { file, why: REASONS[code] ?? code });
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: '同名的文件已存在',
  EACCES: '没有权限',
  EPERM: '没有权限',
  ENOSPC: '磁盘已满',
};
