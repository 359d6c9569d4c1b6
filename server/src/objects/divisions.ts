import type { Context } from '../context.ts';

/** Names that may stand for a six-digit code: `绛县分局` of 140826 lets 绛县 stand for 140826. */
export async function divisionCodes({
  tx,
}: Pick<Context, 'tx'>): Promise<readonly (readonly [name: string, code: string])[]> {
  const agencies = await tx.selectFrom('agency').select(['code', 'name']).orderBy('code').execute();
  return agencies
    .filter(({ code }) => /^\d{6}$/.test(code))
    .flatMap(({ code, name }) => [
      [name, code] as const,
      [name.replace(/(?:生态环境局|环境保护局|环保局)?(?:分局)?$/, ''), code] as const,
    ]);
}
