import { createGmKey } from '@sunlot/server/keys.ts';
import { allowGmKey } from '@sunlot/server/log/allow-gm-key.ts';
import { gmKeyText } from '@sunlot/server/log/checkpoint.ts';
import type { Command } from 'commander';
import { action, type Sink, writing } from './command.ts';
import { show } from './output.ts';

export function addGmKey(log: Command, sink: Sink): void {
  const { output } = sink;
  const { say, dryRun } = output;
  const command = writing(log.command('gm-key'), output, {
    what: say(
      '日志另用国密（SM2）签名：生成密钥，从下次启动起每个检查点多一行签名',
      'let the log sign with SM2 too: makes the key; from the next start on each checkpoint has a second line',
    ),
    examples: ['sunlot log gm-key', 'sunlot log gm-key --dry-run'],
  });
  action(command, sink, async (session) => {
    const { folder } = await session.write(allowGmKey, undefined);
    if (dryRun) {
      show(output, { folder }, () => [say('可以生成国密密钥', 'the SM2 key can be made')]);
      return 0;
    }
    const { logPublicKey } = session.deps.keys;
    const key = gmKeyText({ logPublicKey, logGm: createGmKey(folder) }, 'public')!;
    show(output, { folder, key }, () => [
      say(
        '✔ 国密密钥已生成；请重新启动服务，并备份 keys/',
        '✔ The SM2 key is made; restart the service, and back keys/ up',
      ),
      say(`  公钥 ${key}`, `  Public key ${key}`),
    ]);
    return 0;
  });
}
