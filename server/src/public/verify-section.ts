import type { PublicDraw } from '@sunlot/contract/public-views.ts';
import type { CheckProgram } from './check-programs.ts';
import { type Html, html } from './html.ts';
import type { PageScripts } from './page-scripts.ts';

/** The pack to take along; the script of the page puts the verification beside it. */
export function verifier({ draw }: PublicDraw, scripts: PageScripts | undefined): Html {
  const pack = `/public/v1/draws/${draw}/evidence.zip`;
  const actions = html`<p class="actions"><a class="button second" href="${pack}" download>下载证据包</a></p>`;
  if (!scripts) return actions;
  return html`<div id="verifier" class="verifier" data-pack="${pack}" data-worker="/scripts/${scripts.worker}">${actions}</div>
<noscript><p class="note">这个浏览器没有开脚本，所以没有「开始验算」按钮。不用脚本也能验算，办法<a href="#verify">在本页下面</a>。</p></noscript>`;
}

/** How to verify without this page, whatever browser there is. */
export function otherWays({ draw, phase }: PublicDraw, programs: readonly CheckProgram[], origin: string): Html {
  const open = phase === 'P4';
  const short = programs[0]!.name;
  return html`<h2 id="verify">验算</h2>
<p>验算在您自己的设备上进行：清单指纹、日志证明、种子、每一个封存编号的抽签号、数量和截止线都会重算一遍。${
    open ? '名单已公开，可验算全部各项。' : '名称尚未公开的各项会写明“尚未公开”，不算通过。'
  }</p>
<h3>用命令验算</h3>
<pre><code>sunlot verify ${origin}/v/${draw}</code></pre>
<h3>不用本站的程序验算</h3>
<p>先下载证据包，再用下面的程序核对。只需 Python 3，不用安装，不用联网：</p>
<pre><code>python3 ${short} ${draw}.zip</code></pre>
<ul class="programs">${programs.map(
    ({ name, what, sha256 }) =>
      html`<li><a href="/public/v1/check/${name}">${name}</a>：${what}。<span class="note">SHA-256 <code>${sha256}</code></span></li>`,
  )}</ul>
<h3>数据</h3>
<ul>
<li><a href="/public/v1/draws/${draw}">本次抽取的数据（JSON）</a></li>
<li><a href="/opening">亮码即验</a>：被检查单位核对上门检查人员出示的码</li>
<li><a href="/v/${draw}/record">抽取记录单</a>：一页 A4，可打印</li>
<li><a href="/public/v1/draws/${draw}/list">封存清单</a>：每行是类别、层级、权重、状态和封存编号，没有名称</li>
<li><a href="/public/v1/log/checkpoint">公开日志的检查点</a></li>
</ul>`;
}
