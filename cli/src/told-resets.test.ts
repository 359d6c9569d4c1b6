import { changePassword } from '@sunlot/server/accounts/change-password.ts';
import { write } from '@sunlot/server/context.ts';
import { describeDatabases } from '@sunlot/server/db/test-database.ts';
import { COUNTY, openTestApp, type TestApp } from '@sunlot/server/http/test-app.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outputFor } from './output.ts';
import { tellResets } from './told-resets.ts';

describeDatabases('who gave a person a new password', (target) => {
  let site: TestApp;
  beforeAll(async () => {
    site = await openTestApp(target);
    await site.addPerson('wendy', ['generalOffice'], COUNTY);
  });
  afterAll(() => site.close());

  const told = async (login: string, ...lang: readonly string[]) => {
    let text = '';
    const output = outputFor(lang, {}, { stdout: () => {}, stderr: (piece) => (text += piece) });
    await tellResets(site.deps, await site.actor(login), output);
    return text;
  };

  test('is told at the console: when, by whom, whether and where it was used; control: nobody else is told', async () => {
    expect(await told('wendy')).toBe('');
    const alice = await site.as('alice');
    const reset = async () =>
      ((await alice('POST', '/api/v1/users/wendy/reset')).json() as { initialPassword: string }).initialPassword;
    const current = await reset();
    expect(await told('wendy')).toMatch(
      /^！wendy 的密码于 2026-11-20 \d\d:\d\d 由 alice 重设，还没有使用。.*安全管理员。\n$/,
    );
    const wendy = await site.actor('wendy');
    const next = '河滩上的白鹭 2026';
    await write(site.deps, wendy, (ctx) => changePassword(ctx, { current, next, kept: undefined }));
    expect(await told('wendy')).toMatch(/由 alice 重设，2026-11-20 \d\d:\d\d 在本机控制台使用。/);
    expect(await told('wendy', '--lang', 'en')).toMatch(/was reset on .* by alice; used on .* from the console\. If/);
    site.moveClock(60_000);
    await reset();
    // A later one does not hide an earlier one.
    expect((await told('wendy')).split('\n')).toHaveLength(3);
    expect(await told('bob')).toBe('');
  });
});
