import { problems } from '@sunlot/contract/problems.ts';
import { roles } from '@sunlot/contract/roles.ts';
import { type RouteName, type RouteRule, routeTable } from '../http/route-table.ts';
import { rights } from '../rights.ts';
import { type Html, html } from './html.ts';

/** The parts of an OpenAPI document that the page shows. */
export type ApiDocument = {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

type Operation = {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses?: Readonly<Record<string, Answer>>;
};

type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema };
type Answer = {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
};

type Schema = {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
};

type Listed = { readonly method: string; readonly path: string; readonly operation: Operation };

/** The API for people who read: operations by subject, who may use them, what goes in and what comes out. */
export function docsPage(document: ApiDocument): Html {
  const groups = Map.groupBy(operationsOf(document), ({ operation }) => operation.tags?.[0] ?? '其他');
  return html`
<h1>接口文档</h1>
<p class="lead">${document.info.description}</p>
<p>版本 ${document.info.version}。机器可读的同一份：<a href="/public/v1/openapi.json">OpenAPI 3.1 文件</a>，或用命令 <code>sunlot api openapi</code> 打印。</p>
<ul>
<li>工作人员登录后，浏览器带着只能由服务器读取的 Cookie；别的网站发来的写入一律拒绝，所以程序写入时要带 <code>Origin</code>。</li>
<li>多写的字段、不认识的参数回答 400，不会悄悄忽略。</li>
<li>“没有权限看”与“不存在”回答相同。</li>
</ul>
<p>接口按内容分组，点开看各个接口；<a href="#problems">出错时的回答</a>在最后。</p>
${[...groups].map(([tag, operations]) => groupPart(tag, operations))}
${problemPart()}`;
}

function operationsOf({ paths = {} }: ApiDocument): readonly Listed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** Which answer was shown where: a subject has few answers and many operations that give them. */
type Shown = Map<string, string>;

function groupPart(tag: string, operations: readonly Listed[]): Html {
  const shown: Shown = new Map();
  // The link of a subject leads inside its fold: browsers open what they are led into.
  return html`<details class="subject">
<summary><h2>${tag}</h2>　${operations.length} 个</summary>
<div id="${tag}">${operations.map((one) => operationPart(one, shown))}</div>
</details>`;
}

function operationPart({ method, path, operation }: Listed, shown: Shown): Html {
  const name = `${method} ${path}`;
  const body = operation.requestBody?.content;
  return html`<details>
<summary><span class="method">${method}</span> <code>${path}</code>　${operation.summary}</summary>
<p class="note">谁可以用：${whoMay(`${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`)}</p>
${
  operation.parameters &&
  html`<h3>参数</h3><ul class="fields">${operation.parameters.map(
    ({ name, in: where, required, schema }) =>
      html`<li><code>${name}</code> ${where === 'path' ? '路径' : '查询'}，${required ? '必填' : '可选'}${typeNote(schema)}</li>`,
  )}</ul>`
}
${body && html`<h3>提交</h3>${Object.entries(body).map(([type, { schema }]) => html`<p><code>${type}</code></p>${schemaPart(schema)}`)}`}
<h3>回答</h3>
${Object.entries(operation.responses ?? {}).map(([status, answer]) => answerPart(status, answer, { name, shown }))}
</details>`;
}

type Told = { readonly name: string; readonly shown: Shown };

function answerPart(status: string, { description, content = {} }: Answer, told: Told): Html {
  if (status === 'default')
    return html`<p>其他情况：<code>application/problem+json</code>，见<a href="#problems">出错时</a>。</p>`;
  return html`<p><strong>${status}</strong> ${description}</p>${Object.values(content).map(({ schema }) => answerSchema(schema, told))}`;
}

/** The fields of an answer, once in a subject; further operations that answer the same name the first. */
function answerSchema(schema: Schema | undefined, { name, shown }: Told): Html | undefined {
  if (!schema) return undefined;
  const key = JSON.stringify(schema);
  const first = shown.get(key);
  if (first !== undefined) return html`<p>与上面 <code>${first}</code> 的回答相同。</p>`;
  shown.set(key, name);
  return schemaPart(schema);
}

function isRoute(name: string): name is RouteName {
  return Object.hasOwn(routeTable, name);
}

function whoMay(name: string): string {
  if (!isRoute(name)) return '所有人';
  const { right }: RouteRule = routeTable[name];
  if (right === 'everybody') return '所有人';
  if (right === 'signed in' || right === 'own account') return '登录的用户';
  const { what, roles: needed } = rights[right];
  return `${needed.map((role) => roles[role]).join('、')}（${what}）`;
}

const DEEPEST = 6;

function schemaPart(schema: Schema | undefined, depth = 0): Html | undefined {
  if (schema === undefined || depth > DEEPEST) return undefined;
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    return html`<ul class="fields">${options.map((option, at) => html`<li>第 ${at + 1} 种${typeNote(option)}${schemaPart(option, depth + 1)}</li>`)}</ul>`;
  }
  if (schema.items) return schemaPart(schema.items, depth + 1);
  if (!schema.properties) return undefined;
  const required = new Set(schema.required);
  return html`<ul class="fields">${Object.entries(schema.properties).map(
    ([name, part]) =>
      html`<li><code>${name}</code>${required.has(name) ? '' : ' 可选'}${typeNote(part)}${schemaPart(part, depth + 1)}</li>`,
  )}</ul>`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: '是或否',
  array: '列表',
  object: '对象',
  null: '空',
};

function typeNote(schema: Schema | undefined): string {
  if (schema === undefined) return '';
  if (schema.const !== undefined) return `：${String(schema.const)}`;
  if (schema.enum) return `：${schema.enum.join(' | ')}`;
  const types = (typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])).map(
    (type) => TYPES[type] ?? type,
  );
  const item = schema.items && typeNote(schema.items).replace(/^：/, '');
  const words = [types.join('或'), item && `每项为${item}`, rangeNote(schema)].filter(
    (word) => word !== undefined && word !== '',
  );
  return words.length === 0 ? '' : `：${words.join('，')}`;
}

function rangeNote({ minLength, maxLength, minimum, maximum, pattern }: Schema): string {
  const lengths =
    minLength !== undefined || maxLength !== undefined ? `${minLength ?? 0} 至 ${maxLength ?? '不限'} 字` : '';
  const isBound = (value: number | undefined) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  const range =
    isBound(minimum) || isBound(maximum) ? `${minimum ?? ''} 至 ${isBound(maximum) ? maximum : '不限'}` : '';
  return [lengths, range, pattern && `形如 ${pattern}`].filter(Boolean).join('，');
}

/** Folded by what they are about: there are hundreds, and whoever comes by a code's own link finds its group opened. */
function problemPart(): Html {
  const groups = Map.groupBy(Object.entries(problems), ([code]) => code.split('.')[0]!);
  return html`<h2 id="problems">出错时</h2>
<p>回答 <code>application/problem+json</code>（RFC 9457）。<code>code</code> 固定不变，程序据此判断；<code>detail</code> 是给人看的一句话。</p>
${[...groups].map(
  ([subject, codes]) => html`<details>
<summary><code>${subject}.…</code>　${codes.length} 种</summary>
<dl>${codes.map(
    ([code, { status, sentence }]) => html`<dt id="${code}"><code>${code}</code> ${status}</dt><dd>${sentence.zh}</dd>`,
  )}</dl>
</details>`,
)}`;
}
