import { recentResets } from '@sunlot/server/accounts/password-resets.ts';
import { momentText } from '@sunlot/server/clock.ts';
import { type Deps, read } from '@sunlot/server/context.ts';
import type { Actor } from '@sunlot/server/rights.ts';
import type { Output } from './output.ts';

/**
 * Whoever has typed their password is told, beside the answer, who gave them new initial passwords of late and whether each was used: as the
 * server tells it at every sign-in. A use that was not one's own was somebody else's.
 */
export async function tellResets(deps: Deps, actor: Actor, { note, say }: Output): Promise<void> {
  for (const { at, by, usedAt, usedFrom } of await read(deps, actor, recentResets)) {
    const from = usedFrom === 'console' ? say('本机控制台', 'the console') : usedFrom;
    const used =
      usedAt === undefined
        ? say('还没有使用', 'not used yet')
        : say(`${momentText(usedAt)} 在${from}使用`, `used on ${momentText(usedAt)} from ${from}`);
    note(
      say(
        `！${actor.login} 的密码于 ${momentText(at)} 由 ${by} 重设，${used}。不是本人要求或本人使用的，请立即告知安全管理员。`,
        `! The password of ${actor.login} was reset on ${momentText(at)} by ${by}; ${used}. If you did not ask for it or did not use it, tell the security administrator at once.`,
      ),
    );
  }
}
