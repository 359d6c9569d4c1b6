import type { PublicDrawLine } from '@sunlot/contract/public-views.ts';
import { momentText } from '../clock.ts';
import { type Html, html } from './html.ts';
import { type Reading, within } from './layout.ts';
import type { AgencyState, ClassState, Overview } from './overview.ts';
import { periodText, phaseNames, wordGroups } from './wording.ts';

/** What this is, how far the quarter is, which draws can be checked, and how. */
export function startPage(reading: Reading, { agencies, draws }: Overview, origin: string): Html {
  return html`
<h1>抽谁、谁去查，都由公开的骰子决定</h1>
<p class="lead">生态环境“双随机、一公开”抽查平台：检查对象和检查人员随机抽取，名单先封存、后摇号，谁都改不了，任何人都能验算。</p>
${draws[0] && html`<p><a class="button" href="${within(reading, `/v/${draws[0].draw}`)}">查看并验算最近一次抽取</a></p>`}
<p>有人上门检查？<a href="${within(reading, '/opening')}">亮码即验</a>：核对是不是抽中的、来的是不是这个检查组。</p>
<h2 id="now">本季度抽查情况</h2>
${agencies.length === 0 && html`<p>还没有单位。管理员可用 <code>sunlot agency add</code> 添加。</p>`}
${agencies.map((agency) => agency.classes && agencySection(reading, agency, agency.classes))}
${agencies.map(({ name, year, classes }) => classes === undefined && html`<p>${name}：${year} 年抽查计划尚未公开。</p>`)}
<h2 id="draws">抽取与验算</h2>
${draws.length === 0 ? html`<p>还没有抽取。名单一经封存，就会出现在这里。</p>` : drawTable(reading, draws)}
${howItWorks()}
${howToVerify(draws[0], origin)}
<h2 id="data">数据与接口</h2>
<ul>
<li><a href="${within(reading, '/docs')}">接口文档</a>：人人可读的 <code>/public/v1</code> 和工作人员用的 <code>/api/v1</code>，<a href="/public/v1/openapi.json">OpenAPI 文件</a></li>
<li><a href="/public/v1/log/checkpoint">公开日志的签名检查点</a>：把它抄下来或存在别处，以后谁改过日志都能发现</li>
${reading.demo && html`<li>演示账号和密码在第一次启动时打印在终端里</li>`}
</ul>`;
}

function agencySection(reading: Reading, agency: AgencyState, classes: readonly ClassState[]): Html {
  const { code, name, packName, year, quarter } = agency;
  return html`<h3>${name}（${code}）</h3>
<p class="note">执行方案：${packName}</p>
<table class="cards">
<caption>${periodText(quarter)}：应抽与已抽</caption>
<thead><tr><th scope="col">对象类别</th><th scope="col">时段</th><th scope="col" class="number">应抽</th><th scope="col" class="number">已抽</th><th scope="col">状态</th></tr></thead>
<tbody>${classes.map(classRow)}</tbody>
</table>
<p><a href="${within(reading, `/plans/${code}/${year}`)}">${year} 年抽查计划</a>　<a href="${within(reading, `/items/${code}`)}">抽查事项清单</a>　<a href="${within(reading, `/admission/${code}`)}">检查人员入库原则</a></p>`;
}

function classRow(state: ClassState): Html {
  const { text, tone } = classProgress(state);
  return html`<tr><th scope="row">${state.name}</th>
<td data-label="时段">${periodText(state.period)}</td>
<td data-label="应抽" class="number">${state.planned} 家</td>
<td data-label="已抽" class="number">${state.drawn} 家</td>
<td data-label="状态"><span class="state state-${tone}">${text}</span></td></tr>`;
}

function classProgress({ planned, drawn, sealed }: ClassState): { readonly text: string; readonly tone: string } {
  if (planned === 0) return { text: '本时段不抽', tone: 'done' };
  if (drawn >= planned) return { text: '✔ 已抽够', tone: 'done' };
  if (sealed) return { text: '名单已封存，待摇号', tone: 'wait' };
  return { text: drawn === 0 ? '尚未抽取' : `还差 ${planned - drawn} 家`, tone: 'wait' };
}

function drawTable(reading: Reading, draws: readonly PublicDrawLine[]): Html {
  return html`<table class="cards">
<thead><tr><th scope="col">抽取</th><th scope="col">口令</th><th scope="col">封存时间</th><th scope="col">状态</th></tr></thead>
<tbody>${draws.map((draw) => drawRow(reading, draw))}</tbody>
</table>`;
}

function drawRow(reading: Reading, draw: PublicDrawLine): Html {
  const { name, tone } = phaseNames[draw.phase];
  const classes = draw.strata.map((stratum) => `${stratum.name} ${stratum.n} 家`).join('、');
  return html`<tr>
<th scope="row"><a href="${within(reading, `/v/${draw.draw}`)}">${draw.agencyName} ${periodText(draw.period)}：${classes}</a></th>
<td data-label="口令">${wordGroups(draw.words).join(' ')}</td>
<td data-label="封存时间">${momentText(draw.frozenAt)}</td>
<td data-label="状态"><span class="state state-${tone}">${name}</span><br>${draw.sentence}</td>
</tr>`;
}

function howItWorks(): Html {
  return html`<h2 id="how">怎样做到改不了</h2>
<ol>
<li><strong>封存</strong>：检查对象、检查人员、回避关系和规则先固定下来，算出 12 个字的<strong>口令</strong>，记入公开日志。名单此时不公开。</li>
<li><strong>摇号</strong>：纪检人员现场掷骰子，与经办人各自录入一遍，两遍一致才作数。</li>
<li><strong>合成种子</strong>：口令和骰子点数合成<strong>种子</strong>；抽中谁、谁去查，都由种子按公开算法算出，没有“重新抽取”。</li>
<li><strong>验算</strong>：任何人当场就能重算哪些封存编号被抽中；被抽单位的名称在检查之后公开，不会提前走漏。</li>
</ol>`;
}

function howToVerify(draw: PublicDrawLine | undefined, origin: string): Html {
  return html`<h2 id="verify">怎样验算</h2>
<p>在任何一台电脑上，用本软件的命令，不需要账号：</p>
<pre><code>sunlot verify ${origin}/v/${draw?.draw ?? '抽取编号'}</code></pre>
<p>也可以先下载证据包，断网后再验算：</p>
<pre><code>sunlot verify draw.zip</code></pre>
<p>每项检查都写明“通过”“不通过”“尚未公开”或“见证陈述”，以及所用的数。退出码 0 为全部通过，8 为名称尚未公开、其余通过，7 为有一项不通过。</p>`;
}
