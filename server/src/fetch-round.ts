import { QUICKNET } from '@sunlot/core/draw/quicknet.ts';
import { z } from 'zod';
import { Problem } from './problem.ts';

const FETCH_MS = 15_000;
const MOST_BYTES = 4_096;
const Round = z.object({ round: z.number().int(), signature: z.string().regex(/^[0-9a-f]{96}$/) });

/**
 * The signature of a quicknet round from the address that the operator of this machine allows (`SUNLOT_DRAND_URL`); without one nothing is
 * fetched, and the round is carried in by hand. Nobody has to be trusted: the signature is verified like one that was typed.
 * @throws Problem draw.beaconUnreachable
 */
export async function fetchRound(round: number, allowed: string | undefined): Promise<string> {
  if (allowed === undefined) throw unreachable('本机没有设置 SUNLOT_DRAND_URL，请把轮次签名用 --value 带入');
  const base = URL.parse(allowed);
  const isLocal = base?.hostname === 'localhost' || base?.hostname === '127.0.0.1';
  if (!base || (base.protocol !== 'https:' && !isLocal)) throw unreachable('SUNLOT_DRAND_URL 应为 https 网址');
  const url = `${base.href.replace(/\/$/, '')}/${QUICKNET.chain}/public/${round}`;
  const text = await bodyOf(url);
  const read = Round.safeParse(parsed(text));
  if (!read.success || read.data.round !== round) throw unreachable(`回答不是 quicknet 第 ${round} 轮`);
  return read.data.signature;
}

async function bodyOf(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' });
    if (!response.ok) throw unreachable(`网站回答 ${response.status}`);
    return (await response.text()).slice(0, MOST_BYTES);
  } catch (error) {
    throw error instanceof Problem ? error : unreachable('连接不上');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(why: string): Problem {
  return new Problem('draw.beaconUnreachable', { why });
}
