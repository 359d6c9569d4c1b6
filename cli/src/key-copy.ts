import { createReadStream } from 'node:fs';
import { checkKeyCopy, type KeyCopyVerdict } from '@sunlot/server/evidence/check-key-copy.ts';
import { KeyCopyClosed, openKeyCopy } from '@sunlot/server/evidence/key-copy.ts';
import { copyKey } from '@sunlot/server/features/draws/copy-key.ts';
import { Problem } from '@sunlot/server/problem.ts';
import { askPassphrase } from './console-password.ts';
import { refuseFile, writePieces } from './files.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

/** Writes the key holder's sealed copy of a draw, under a passphrase that is asked for. */
export async function saveKeyCopy(
  session: Session,
  { draw, file }: { readonly draw: string; readonly file: string },
): Promise<void> {
  const passphrase = await askPassphrase(session.output, 'make');
  await writePieces(file, (sink) => session.write(copyKey, { draw, passphrase, sink }));
}

/** Opens a copy with its passphrase and compares every row in it with the leaves of a pack. */
export async function checkWithCopy(output: Output, pack: Uint8Array, file: string): Promise<KeyCopyVerdict> {
  try {
    const copy = await openKeyCopy(bytesOf(file), () => askPassphrase(output, 'open'));
    if (!copy) throw new Problem('keyCopy.unreadable', { file });
    return await checkKeyCopy(pack, copy);
  } catch (error) {
    if (error instanceof KeyCopyClosed) throw new Problem('keyCopy.closed', { file });
    throw error;
  }
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { highWaterMark: 1_048_576 });
  } catch (error) {
    refuseFile(file, error);
  }
}

/** What the check found, for people. */
export function keyCopyLine({ say }: Output, { ok, rows, faults }: KeyCopyVerdict): string {
  if (ok) {
    return say(
      `✔ 用您保管的副本逐行打开：对象 ${rows.objects} 行、人员 ${rows.inspectors} 行、回避 ${rows.recusals} 行，与封存编号全部相符`,
      `✔ Opened with your copy: ${rows.objects} objects, ${rows.inspectors} inspectors, ${rows.recusals} recusals; all are behind the sealed numbers`,
    );
  }
  const zh = { otherDraw: '副本属于另一次抽取', otherKey: '密钥不是清单承诺的那一把', otherRows: '名单与封存编号不符' };
  const en = {
    otherDraw: 'the copy is of another draw',
    otherKey: 'the key is not the one the manifest commits to',
    otherRows: 'the rows are not behind the sealed numbers',
  };
  return say(`✘ ${faults.map((fault) => zh[fault]).join('；')}`, `✘ ${faults.map((fault) => en[fault]).join('; ')}`);
}
