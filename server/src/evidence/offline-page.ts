import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import { html } from '../public/html.ts';
import { ASSETS } from '../public/layout.ts';
import { offlineScript } from '../public/page-scripts.ts';
import { unzipEvidence } from './zip-evidence.ts';

/** A browser opens a page of 27 MB in a few seconds; of a pack this large, the closed one of a province. */
export const MOST_OFFLINE_BYTES = 20_000_000;

/**
 * One file that verifies itself: the page, the pack and the program in it, to be opened from a USB stick without network. Its
 * policy lets run what it has the hash of, and nothing be fetched or sent. `draw`: what to call it.
 * @throws Problem evidence.notAPack | evidence.tooLargeForPage
 */
export async function offlinePage(pack: Uint8Array, draw: string): Promise<string> {
  if (pack.length > MOST_OFFLINE_BYTES)
    throw new Problem('evidence.tooLargeForPage', {
      size: megabytes(pack.length),
      most: megabytes(MOST_OFFLINE_BYTES),
    });
  if (!unzipEvidence(pack)) throw new Problem('evidence.notAPack');
  const script = await offlineScript();
  const style = ['site.css', 'verify.css'].map((file) => readFileSync(join(ASSETS, file), 'utf8')).join('');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types sunlot',
  ];
  const title = `离线验算 ${draw}`;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy.join(';') }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main class="wide">
<h1>${title}</h1>
<p>这一页由 <code>sunlot verify --html</code> 从证据包做成，自带证据包和验算程序。打开后不连接任何网站，拔掉网线也能用。</p>
<div id="verifier" class="verifier"></div>
<noscript><p>这个浏览器没有开脚本，不能验算。请换一个浏览器打开，或用命令 sunlot verify。</p></noscript>
<script type="application/octet-stream" id="pack">${{ html: Buffer.from(pack).toString('base64') }}</script>
</main>
<script>${{ html: script }}</script>
</body>
</html>
`.html;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
