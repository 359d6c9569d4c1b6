import { NonceReceipt, SendNonce } from '@sunlot/contract/sources.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Deps, write } from '../context.ts';
import { sendNonce } from '../features/draws/send-nonce.ts';
import { describe, parseInput } from '../http/endpoint.ts';
import { type Html, html } from './html.ts';
import { pageHtml } from './layout.ts';
import { OUTSIDER } from './visitor.ts';

const Draw = z.strictObject({ draw: z.string().max(64) });
const Typed = z.strictObject({ text: z.string().max(64) });

/** One address sends so many a minute; each is an entry of the log for good. */
const rateLimit = { max: 10, timeWindow: 60_000 };

/** Anybody may send a number while a draw's window is open: as a program, or from the page of the draw, without script. */
export async function nonceRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const sent = (input: SendNonce & { readonly draw: string }) => write(deps, OUTSIDER, (ctx) => sendNonce(ctx, input));
  app.post('/public/v1/draws/:draw/nonces', {
    schema: describe({
      ...{ tag: '公开', summary: '为一次抽取送一个外部数；当场入日志，返回回执' },
      ...{ params: Draw, body: SendNonce, answer: NonceReceipt, status: 201 },
    }),
    config: { rateLimit },
    handler: async (request, reply) =>
      reply.code(201).send(await sent(parseInput({ params: Draw, body: SendNonce }, request))),
  });
  await app.register(async (forms) => {
    forms.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
    );
    forms.post('/v/:draw/nonces', {
      schema: { hide: true },
      config: { rateLimit },
      handler: async (request, reply) => {
        const input = parseInput({ params: Draw, body: Typed }, request);
        const main = receiptPage(input.draw, await sent(input));
        const reading = { large: false, demo: deps.folder.kind === 'demo' };
        const page = pageHtml(reading, { title: '外部数回执', path: `/v/${input.draw}`, main });
        return reply.code(201).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
      },
    });
  });
}

function receiptPage(draw: string, receipt: NonceReceipt): Html {
  return html`
<h1>已收到，写入日志第 ${receipt.index} 条</h1>
<p>下面是回执，请全部复制保存。它含有你的数、它在日志中的位置和签名检查点；今后如果你的数被漏掉，凭它可以证明。</p>
<pre><code>${JSON.stringify(receipt, null, 1)}</code></pre>
<p><a href="/v/${draw}">回到这次抽取</a></p>`;
}
