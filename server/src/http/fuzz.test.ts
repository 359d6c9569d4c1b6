import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CONSOLE_USER } from '../accounts/actor.ts';
import { describeDatabases } from '../db/test-database.ts';
import { freezeDraw } from '../features/draws/freeze-draw.ts';
import { COUNTY, type County, openCounty } from '../features/draws/test-county.ts';
import { addUser } from '../features/users/add-user.ts';
import { buildApp } from './app.ts';
import { openApiDocument } from './openapi.ts';
import { type Send, sender, sessionOf } from './test-app.ts';

type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
};
type Parameter = { readonly name: string; readonly in: string; readonly schema?: Schema };
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
};

const document = (await openApiDocument()) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method,
    path,
    operation,
  })),
);

const STACK = /node_modules|\bat .*\.[tj]s:\d+|\.ts:\d+|TypeError|ReferenceError|syntax error|pg_|postgres/i;
const RUNS = 12;

/** What an answer tells of the inside of the program; a word of the request that it names back is none. */
function inwards(answer: string, sent: string): string | undefined {
  const found = STACK.exec(answer)?.[0];
  return found !== undefined && sent.toLowerCase().includes(found.toLowerCase()) ? undefined : found;
}

/** As the server reads it; text that is no encoding stays. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    const plain = Buffer.from(bytes.replaceAll('%', ''), 'hex');
    return plain.toString('utf8');
  });
}

/** Values that make trouble: wrong types, odd text, what means something to SQL, paths, templates and prototypes. */
const junk = fc.oneof(
  fc.constantFrom(
    null,
    true,
    -1,
    1e308,
    2 ** 53,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    "' or 1=1 --",
    '{{7*7}}',
    '__proto__',
    'constructor',
    '%00',
    '9'.repeat(400),
    '𠮷'.repeat(50),
    '2026-13-45',
    '-0',
    '1e9',
    [],
    {},
    [[]],
    { toString: 1 },
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue({ maxDepth: 3 }),
);

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
const words = junk.map(textOf);

function anyOf(schema: Schema | undefined): fc.Arbitrary<unknown> {
  if (schema === undefined) return junk;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(anyOf));
  if (schema.properties) {
    const parts = Object.entries(schema.properties).map(([name, part]) => [
      name,
      fc.oneof({ weight: 4, arbitrary: anyOf(part) }, { weight: 1, arbitrary: junk }),
    ]);
    return fc.record(Object.fromEntries(parts) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] });
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer(), fc.integer({ min: 1, max: 2100 }), fc.double());
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(anyOf(schema.items), { maxLength: 4 });
    default:
      return fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom(COUNTY, 'jiangxian', '2026Q4', 'key', 'dice', '35162406251340952716', 'alice'),
        words,
      );
  }
}

describeDatabases('any request', (target) => {
  let county: County;
  let app: FastifyInstance;
  let draw: string;
  let task: string;
  const reports: unknown[] = [];
  let senders: readonly Send[] = [];
  const seen = { signedIn: 0, turnedAway: 0 };
  beforeAll(async () => {
    county = await openCounty(target);
    app = await buildApp(county.deps, {
      report: ({ error }) => reports.push(error),
      limits: { requestsPerMinute: 1_000_000, signInsPerMinute: 1_000_000, busyMs: 0 },
    });
    task = await county.addTask('2026Q4', 5);
    ({ draw } = await county.does('zonghe', freezeDraw, { task }));
    await county.does(CONSOLE_USER, addUser, { login: 'alice', roles: ['systemAdmin'] });
  });
  /** Anew for each route: one of them signs out. */
  beforeEach(async () => {
    const cookies = await Promise.all(
      ['zonghe', 'jijian', 'lingdao', 'alice'].map((login) => sessionOf(county.deps, login)),
    );
    senders = [sender(app, undefined), ...cookies.map((cookie) => sender(app, cookie))];
  });
  afterAll(async () => {
    await app.close();
    await county.close();
  });

  const path = (template: string) => {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const known: Record<string, string> = {
      agency: COUNTY,
      year: '2026',
      draw,
      task,
      login: 'nobody',
      session: 'none',
      entry: 'none',
    };
    const part = (name: string) =>
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(known[name] ?? '') },
        words.filter((text) => text.isWellFormed()),
      );
    return fc
      .record(Object.fromEntries(names.map((name) => [name, part(name)])))
      .map((values) =>
        template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])) || '-'),
      );
  };
  const query = (parameters: readonly Parameter[] = []) => {
    const own = parameters.filter((parameter) => parameter.in === 'query');
    const parts = own.map(
      ({ name, schema }) => [name, fc.oneof({ weight: 3, arbitrary: anyOf(schema) }, junk)] as const,
    );
    const known = fc.record(Object.fromEntries(parts), { requiredKeys: [] });
    const unknown = fc.record({ nonsense: junk });
    return fc.oneof({ weight: 5, arbitrary: known }, unknown).map((values) =>
      Object.entries(values)
        .map(([name, value]) => `${name}=${encodeURIComponent(textOf(value).toWellFormed())}`)
        .join('&'),
    );
  };

  test.each(operations)(
    '$name never fails in a way that nobody foresaw',
    async ({ method, path: template, operation }) => {
      const schema = operation.requestBody?.content['application/json']?.schema;
      const given = schema === undefined ? fc.constant(undefined) : anyOf(schema);
      const body = method === 'get' ? fc.constant(undefined) : fc.oneof({ weight: 4, arbitrary: given }, junk);
      await fc.assert(
        fc.asyncProperty(
          path(template),
          query(operation.parameters),
          body,
          fc.nat({ max: 4 }),
          async (...[url, search, sent, who]) => {
            const headers: Record<string, string> = sent === undefined ? {} : { 'content-type': 'application/json' };
            const text = sent === undefined ? undefined : JSON.stringify(sent);
            const answer = await senders[who]!(
              method.toUpperCase() as 'GET',
              search === '' ? url : `${url}?${search}`,
              { headers, body: text },
            );
            expect(
              answer.statusCode,
              `${url}?${search} ${text} → ${answer.body} ${String(reports.at(-1))}`,
            ).toBeLessThan(500);
            if (who > 0) seen.signedIn += 1;
            if (who > 0 && answer.statusCode === 401) seen.turnedAway += 1;
            if (answer.statusCode >= 400) {
              expect(answer.json()).toMatchObject({
                status: answer.statusCode,
                code: expect.stringMatching(/^\w+\.\w+$/),
              });
            }
            if (answer.headers['content-type']?.toString().includes('json') && !url.includes('openapi'))
              expect(inwards(answer.body, `${decoded(`${url}?${search}`)} ${text}`)).toBeUndefined();
          },
        ),
        { numRuns: RUNS },
      );
    },
  );

  test('most requests got past the door: else nothing behind it was tried', () => {
    expect(seen.signedIn).toBeGreaterThan(operations.length);
    expect(seen.turnedAway / seen.signedIn).toBeLessThan(0.1);
  });

  test('an answer that would tell its inside is seen by this very check', () => {
    expect('TypeError: x is not a function\n    at f (/app/server/src/a.ts:3:1)').toMatch(STACK);
    expect(inwards('relation "pg_class" does not exist', decoded('/agencies/1?x=%7B%22q%22%3A0%7D'))).toBe('pg_');
    expect(inwards('没有找到单位 {"pG_":0}', decoded('/agencies/%7B%22pG_%22%3A0%7D/items'))).toBeUndefined();
  });
});
