import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Html, html } from './html.ts';

export const ASSETS = join(import.meta.dirname, 'assets');

const STYLE = styleAddress('site.css');
const CARDS = styleAddress('cards.css');
const SCRIPTED_STYLE = styleAddress('verify.css');

/** With a mark of its content, so that nobody is shown an old one. */
function styleAddress(file: string): string {
  const content = readFileSync(join(ASSETS, file));
  return `/assets/${file}?v=${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}

/** How a visitor reads: `large` is 大字, chosen by a link and kept in the address, so that it needs no script and no cookie. */
export type Reading = { readonly large: boolean; readonly demo: boolean };

/** `script`: its address, on the one page that has any. */
export type PageParts = {
  readonly title: string;
  readonly path: string;
  readonly main: Html;
  readonly script?: string | undefined;
};

/** Keeps the chosen letter size on links within the site. */
export function within(reading: Reading, path: string): string {
  return reading.large ? `${path}?text=large` : path;
}

/** A whole page: Chinese, readable without script and without any other host. */
export function pageHtml(reading: Reading, { title, path, main, script }: PageParts): string {
  const other = reading.large ? html`<a href="${path}">标准字号</a>` : html`<a href="${path}?text=large">大字</a>`;
  const page = html`<!doctype html>
<html lang="zh-CN"${reading.large && html` class="large"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="renderer" content="webkit">
<meta name="color-scheme" content="light">
<title>${title}</title>
<link rel="stylesheet" href="${STYLE}">
<link rel="stylesheet" href="${CARDS}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${
  script !== undefined &&
  html`<link rel="stylesheet" href="${SCRIPTED_STYLE}">
<script type="module" src="${script}"></script>`
}
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
${reading.demo && html`<aside class="ribbon" aria-label="演示">演示数据：单位、企业和人员均为虚构</aside>`}
<header>
<div class="wide">
<a class="brand" href="${within(reading, '/')}">双随机、一公开</a>
<nav aria-label="本站">
<a href="${within(reading, '/')}">首页</a>
<a href="${within(reading, '/docs')}">接口文档</a>
${other}
</nav>
</div>
</header>
<main id="main" class="wide" tabindex="-1">
${main}
</main>
<footer><div class="wide">
<p>${script === undefined ? '页面不用脚本' : '本页只有验算用脚本，不用脚本也能读'}、不设 Cookie、不连接其他网站。</p>
<p lang="en">Every draw here can be recomputed by anybody: the list is sealed before the dice are thrown.</p>
</div></footer>
</body>
</html>
`;
  return page.html;
}
