import { GivenOpening, OpeningVerdict } from '@sunlot/contract/own-openings.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../context.ts';
import { describe, parseInput } from '../http/endpoint.ts';
import type { Html } from './html.ts';
import { pageHtml } from './layout.ts';
import { openingForm, verdictPage } from './opening-page.ts';
import { checkGivenOpening } from './openings.ts';
import { asVisitor } from './visitor.ts';

/** One address checks so many a minute; each takes a signature and may take the winners of a whole draw. */
const rateLimit = { max: 10, timeWindow: 60_000 };
const Asked = z.strictObject({
  code: GivenOpening.shape.text.optional(),
  text: z.literal('large').optional(),
});

/** Whoever holds an opening has it checked: as a program, by pasting it into a page, or by the link of a QR code. No script. */
export async function openingRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const checked = (input: GivenOpening) => asVisitor(deps, checkGivenOpening, input);
  const page = (reply: FastifyReply, { main, large }: { readonly main: Html; readonly large: boolean }) => {
    const parts = { title: '亮码即验', path: '/opening', main };
    const text = pageHtml({ large, demo: deps.folder.kind === 'demo' }, parts);
    // The address of a link has the opening in it: neither page nor address is to be kept.
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(text);
  };
  app.post('/public/v1/openings', {
    schema: describe({
      ...{ tag: '公开', summary: '亮码即验：核对检查人员出示的内容；不保存' },
      ...{ body: GivenOpening, answer: OpeningVerdict },
    }),
    config: { rateLimit },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return checked(parseInput({ body: GivenOpening }, request));
    },
  });
  app.get('/opening', {
    schema: { hide: true },
    config: { rateLimit },
    handler: async (request, reply) => {
      const { code, text } = parseInput({ query: Asked }, request);
      const main = code === undefined ? openingForm() : verdictPage(await checked({ text: code }));
      return page(reply, { main, large: text === 'large' });
    },
  });
  await app.register(async (forms) => {
    forms.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
    );
    forms.post('/opening', {
      schema: { hide: true },
      config: { rateLimit },
      handler: async (request, reply) => {
        const main = verdictPage(await checked(parseInput({ body: GivenOpening }, request)));
        return page(reply, { main, large: false });
      },
    });
  });
}
