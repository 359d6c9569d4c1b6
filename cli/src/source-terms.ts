import { Problem } from '@sunlot/server/problem.ts';

/**
 * Sources as they are typed: `dice`, `dice:25x6`, `balls:12/60`, `nonces@2026-11-20T10:00`, `drand@2026-11-20T10:30`,
 * `drand:123456`, `kl8:2026051@2026-11-20T21:30`. A moment without an offset is Asia/Shanghai. Their sense is the
 * contract's business: here they only get their fields.
 */
export function sourceTerms(text: string): object {
  const [, k, terms, at] = /^([a-z0-9]+)(?::([^@]+))?(?:@(.+))?$/.exec(text) ?? [];
  const numbers = /^(\d+)[x/](\d+)$/
    .exec(terms ?? '')
    ?.slice(1)
    .map(Number);
  switch (k) {
    case 'dice':
      if (terms === undefined) return { k };
      return { k, count: numbers?.[0], faces: numbers?.[1] };
    case 'balls':
      return { k, count: numbers?.[0], of: numbers?.[1] };
    case 'nonces':
      return { k, deadline: at };
    case 'drand':
      return at === undefined ? { k, round: Number(terms) } : { k, from: at };
    case 'kl8':
    case 'ssq':
    case '3d':
      return { k, issue: terms, drawnAt: at };
    default:
      throw new Problem('draw.sourcesInvalid', {
        why: `不认识 ${text}；可写 dice、dice:25x6、balls:12/60、nonces@时间、drand@时间、kl8:期号@时间、ssq:期号@时间、3d:期号@时间`,
      });
  }
}
