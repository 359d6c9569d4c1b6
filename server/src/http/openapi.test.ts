import { readFileSync } from 'node:fs';
import { problems } from '@sunlot/contract/problems.ts';
import { describe, expect, test } from 'vitest';
import { type ApiDocument, docsPage } from '../public/docs-page.ts';
import { openApiDocument } from './openapi.ts';

type Described = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
type Operation = {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly additionalProperties?: boolean } }>>;
  };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>;
};

const document = (await openApiDocument()) as Described;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
);

describe('the OpenAPI document', () => {
  test('is 3.1, needs no database, and is the same each time', async () => {
    expect(document.openapi).toBe('3.1.0');
    expect(await openApiDocument()).toEqual(document);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  test.each(operations)('$name says in Chinese what it does, and how it fails', ({ path, operation }) => {
    expect(operation.summary).toMatch(/\p{Script=Han}/u);
    expect(operation.tags).toHaveLength(1);
    expect(operation.responses['default']!.content).toHaveProperty(['application/problem+json']);
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = (operation.parameters ?? []).filter(({ in: where }) => where === 'path').map(({ name }) => name);
    expect(described.sort()).toEqual(named.sort());
  });

  test('a body that an office fills in names its fields and allows no other', () => {
    const schemas = operations.flatMap(({ name, operation }) => {
      const schema = operation.requestBody?.content['application/json']?.schema;
      return schema === undefined || name === 'POST /api/v1/holidays' ? [] : [{ name, schema }];
    });
    expect(schemas.length).toBeGreaterThan(8);
    for (const { name, schema } of schemas) {
      const options = 'anyOf' in schema ? (schema.anyOf as (typeof schema)[]) : [schema];
      for (const option of options) expect(option.additionalProperties, name).toBe(false);
    }
  });
});

describe('the page of the API', () => {
  const page = docsPage(document as unknown as ApiDocument).html;

  test('lists every operation and every problem', () => {
    for (const { path, operation } of operations) {
      expect(page).toContain(`<code>${path}</code>`);
      expect(page).toContain(operation.summary!.replaceAll("'", '&#39;'));
    }
    for (const code of Object.keys(problems)) expect(page).toContain(`id="${code}"`);
  });

  test('says who may use a route, by the names of the roles', () => {
    expect(page).toContain('谁可以用：纪检监督人员、单位主要负责人（公开名单）');
    expect(page).toContain('谁可以用：所有人');
  });
});

describe('the style sheet', () => {
  test('has contrast of at least 4.5 for every colour of text on its ground (WCAG 2.2, 1.4.3)', () => {
    const css = readFileSync(new URL('../public/assets/site.css', import.meta.url), 'utf8');
    const colour = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)![1]!;
    for (const ink of ['ink', 'soft', 'blue', 'green', 'amber', 'red']) {
      for (const ground of ['paper', 'wash']) {
        expect(contrast(colour(ink), colour(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const ground of ['blue', 'deep']) expect(contrast('#ffffff', colour(ground))).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#4d3800', '#fff2cc')).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#999999', '#ffffff')).toBeLessThan(4.5);
  });
});

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
