import { KeyCopy } from '@sunlot/contract/key-copy.ts';
import { checkKeyCopy, type KeyCopyVerdict, openKeyCopy } from '@sunlot/server/evidence/key-copy.ts';
import { copyKey } from '@sunlot/server/features/draws/copy-key.ts';
import { Problem } from '@sunlot/server/problem.ts';
import { askPassphrase } from './console-password.ts';
import { readNamed, writeNamed } from './files.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

/** Writes the key holder's sealed copy of a draw, under a passphrase that is asked for. */
export async function writeKeyCopy(
  session: Session,
  { draw, file }: { readonly draw: string; readonly file: string },
): Promise<void> {
  const passphrase = await askPassphrase(session.output, 'make');
  const copy = await session.write(copyKey, { draw, passphrase });
  await writeNamed(file, Buffer.from(`${JSON.stringify(copy)}\n`));
}

/** Opens a copy with its passphrase and compares every row in it with the leaves of a pack. */
export async function checkWithCopy(output: Output, pack: Uint8Array, file: string): Promise<KeyCopyVerdict> {
  const copy = parseCopy(file, await readNamed(file));
  const secret = await openKeyCopy(copy, await askPassphrase(output, 'open'));
  if (!secret) throw new Problem('keyCopy.closed', { file });
  return checkKeyCopy(pack, copy, secret);
}

function parseCopy(file: string, bytes: Uint8Array): KeyCopy {
  try {
    return KeyCopy.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    throw new Problem('keyCopy.unreadable', { file });
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
