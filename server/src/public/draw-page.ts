import { differenceText } from '@sunlot/contract/list-differences.ts';
import type { PublicDraw } from '@sunlot/contract/public-views.ts';
import { momentText } from '../clock.ts';
import type { CheckProgram } from './check-programs.ts';
import { type Html, html } from './html.ts';
import type { PageScripts } from './page-scripts.ts';
import { otherWays, verifier } from './verify-section.ts';
import { periodText, phaseNames, wordGroups } from './wording.ts';

const WINNERS_SHOWN = 150;
const RESERVE_SHOWN = 30;
const DIFFERENCES_SHOWN = 100;

/** `scripts`: absent where none could be made; the page is whole without. */
export type Verifying = { readonly scripts: PageScripts | undefined; readonly programs: readonly CheckProgram[] };

/** One draw as everybody may see it now. Leaves and numbers; a name only after its row is opened. */
export function drawPage(draw: PublicDraw, origin: string, { scripts, programs }: Verifying): Html {
  const { name, tone } = phaseNames[draw.phase];
  return html`
<h1>${draw.agencyName} ${periodText(draw.period)}抽取</h1>
<p class="note">任务 ${draw.task}，第 ${draw.seq} 次；编号 <code>${draw.draw}</code></p>
<div class="box box-${tone}">
<p><strong>${name}</strong>　${draw.sentence}</p>
${draw.ended && html`<p>原因：${draw.ended.reason}</p>`}
</div>
${verifier(draw, scripts)}
<h2 id="fingerprint">口令</h2>
<p class="words">${wordGroups(draw.words).map((group) => html`<span>${group}</span>`)}</p>
<p class="note">与现场监督人员抄下的 12 个字核对。下面是同一个指纹的十六进制写法。</p>
<p><code>${draw.fingerprint}</code></p>
${counts(draw)}
${gradeTable(draw)}
${numbers(draw, origin)}
${winners(draw)}
${replaced(draw)}
${reserve(draw)}
${differences(draw)}
${otherWays(draw, programs, origin)}`;
}

/** What a full take is, where the scheme reads it so: nothing was left to chance but the people. */
const RECORD_ONLY = '；全取·非随机，只作记录，检查人员随机抽取';

function counts({ strata }: PublicDraw): Html {
  return html`<h2 id="counts">数量与规则</h2>
<table class="cards">
<caption>各类对象的基数、可抽数、应抽数和抽取数</caption>
<thead><tr><th scope="col">对象类别</th><th scope="col" class="number">基数</th><th scope="col" class="number">可抽</th><th scope="col" class="number">应抽</th><th scope="col" class="number">抽取</th><th scope="col" class="number">候补</th></tr></thead>
<tbody>${strata.map(
    (stratum) =>
      html`<tr><th scope="row">${stratum.name}</th>
<td data-label="基数" class="number">${stratum.base}</td>
<td data-label="可抽" class="number">${stratum.pool}</td>
<td data-label="应抽" class="number">${stratum.required}</td>
<td data-label="抽取" class="number">${stratum.n}</td>
<td data-label="候补" class="number">${stratum.reserve}</td></tr>`,
  )}</tbody>
</table>
<ul class="note">${strata.map(({ name, clause, recordOnly }) => html`<li>${name}依据：${clause}${recordOnly && RECORD_ONLY}</li>`)}</ul>`;
}

/** Only what speaks of no single unit is here before the names are. */
function gradeTable({ grades }: PublicDraw): Html | false {
  if (!grades?.some(({ grade }) => grade !== '-')) return false;
  return html`<h3>信用风险等级</h3>
<table class="cards">
<caption>各信用风险等级的基数、可抽数和抽取数</caption>
<thead><tr><th scope="col">等级</th><th scope="col" class="number">基数</th><th scope="col" class="number">可抽</th><th scope="col" class="number">抽取</th></tr></thead>
<tbody>${grades.map(
    ({ grade, base, pool, drawn }) => html`<tr><th scope="row">${grade === '-' ? '未评级' : grade}</th>
<td data-label="基数" class="number">${base}</td>
<td data-label="可抽" class="number">${pool}</td>
<td data-label="抽取" class="number">${drawn ?? '—'}</td></tr>`,
  )}</tbody>
</table>`;
}

const CLASSES = {
  room: '现场：可信程度取决于见证人和经办人',
  lottery: '公共：最后一个数是全国公开的彩票号码，可与发行机构公告核对',
  beacon: '公共：最后一个数是公共随机信标，自带签名，任何人可验',
} as const;

/** What the moment of a source means. */
const MOMENTS: Readonly<Record<string, string>> = {
  nonces: '截止',
  drand: '产生于',
  kl8: '开奖',
  ssq: '开奖',
  '3d': '开奖',
};

function numbers(draw: PublicDraw, origin: string): Html {
  return html`<h2 id="seed">摇号与种子</h2>
<dl>
<dt>封存时间</dt><dd>${momentText(draw.frozenAt)}</dd>
${draw.sources.map(
  ({ k, name, terms, at, value }, i) =>
    html`<dt>数源 ${i + 1}：${name}</dt><dd>${terms}${at !== undefined && html`，${MOMENTS[k]} ${momentText(at)}`}<br>${value === undefined ? '尚未产生' : html`<code>${value}</code>`}</dd>`,
)}
<dt>来源类别</dt><dd>${CLASSES[draw.entropyClass]}</dd>
${draw.seed !== undefined && html`<dt>种子</dt><dd><code>${draw.seed}</code></dd>`}
${draw.drawnAt !== undefined && html`<dt>抽取时间</dt><dd>${momentText(draw.drawnAt)}</dd>`}
${draw.revealedAt !== undefined && html`<dt>公开时间</dt><dd>${momentText(draw.revealedAt)}</dd>`}
<dt>名单最迟公开</dt><dd>${draw.revealBy}</dd>
</dl>
${draw.seed === undefined && html`<p>摇号尚未完成，种子还不存在。</p>`}
${invitation(draw, origin)}`;
}

/** While the window is open anybody may send a number; afterwards it says how many came. */
function invitation({ draw, sources, nonces, phase }: PublicDraw, origin: string): Html | false {
  const window = sources.find(({ k }) => k === 'nonces');
  if (!window) return false;
  if (window.value !== undefined || phase !== 'P1') return html`<p>外部共送来 ${nonces} 个数，全部在公开日志中。</p>`;
  return html`<h3>送一个数</h3>
<p>${momentText(window.at!)} 之前，任何人都可以为这次抽取送一个数（16 至 64 字节的任意内容），结果由全部的数共同决定。已收到 ${nonces} 个。每个数当场写入公开日志，请保存回执。</p>
<form method="post" action="/v/${draw}/nonces">
<p><label for="text">任意文字（16 至 64 字节，即 6 至 21 个汉字）</label><input id="text" name="text" required maxlength="64" autocomplete="off"></p>
<p><button class="button" type="submit">送出</button></p>
</form>
<pre><code>curl -X POST ${origin}/public/v1/draws/${draw}/nonces -H 'content-type: application/json' -d '{"text":"…"}'</code></pre>`;
}

function winners(draw: PublicDraw): Html | false {
  if (draw.winners.length === 0) return false;
  const named = draw.winners.some(({ name }) => name !== undefined);
  const classes = new Map(draw.strata.map(({ id, name }) => [id, name]));
  const shown = draw.winners.slice(0, WINNERS_SHOWN);
  return html`<h2 id="winners">抽中的封存编号</h2>
<table class="cards">
<caption>共 ${draw.winners.length} 家，按抽取顺序</caption>
<thead><tr><th scope="col">序号</th><th scope="col">类别</th>${named && html`<th scope="col">单位名称</th>`}<th scope="col">封存编号</th></tr></thead>
<tbody>${shown.map(
    ({ rank, stratum, leaf, name }) =>
      html`<tr><th scope="row">${rank}</th><td>${classes.get(stratum) ?? stratum}</td>${named && html`<td>${name ?? '尚未公开'}</td>`}<td data-label="封存编号"><code>${leaf}</code></td></tr>`,
  )}</tbody>
</table>
${draw.winners.length > shown.length && html`<p>这里列出前 ${shown.length} 家，全部见<a href="/public/v1/draws/${draw.draw}">数据</a>。</p>`}`;
}

/** Who came in for whom, as ranks and leaves: nobody picked, and V14 works it out again once names are open. */
function replaced({ replacements }: PublicDraw): Html | false {
  if (replacements.length === 0) return false;
  return html`<h2 id="replaced">调整更换</h2>
<table class="cards">
<caption>共 ${replacements.length} 次，按候补次序和席位规则，不由人挑选</caption>
<thead><tr><th scope="col">次</th><th scope="col">更换</th><th scope="col">时间</th><th scope="col">结果</th></tr></thead>
<tbody>${replacements.map(
    ({ no, rank, what, requestedAt, places }) =>
      html`<tr><th scope="row">${no}</th><td data-label="更换">第 ${rank} 号的${what === 'object' ? '对象' : '人员'}</td><td>${momentText(requestedAt)}</td><td>${
        places.length === 0
          ? '等公共随机数'
          : places.map(
              ({ place, leaf, vacant }) =>
                html`<div>${standing(what, place, leaf)}${vacant > 0 && `，空缺 ${vacant} 席`}</div>`,
            )
      }</td></tr>`,
  )}</tbody>
</table>`;
}

function standing(what: 'object' | 'person', place: string, leaf: string | undefined): Html {
  if (what === 'person') return html`第 ${place} 号对象不变，席位重新派定`;
  if (leaf === undefined) return html`第 ${place} 号：候补用完，未补`;
  return html`第 ${place} 号：<code>${leaf}</code>`;
}

/** Who repeats a draw with another list has to show what is different. */
function differences({ draw, strata, differences: lists = [] }: PublicDraw): Html {
  const classes = new Map(strata.map(({ id, name }) => [id, name]));
  return html`${lists.map(({ before, rows, withheld }) => {
    const shown = rows.slice(0, DIFFERENCES_SHOWN);
    return html`<h2 id="differences-${before.seq}">与第 ${before.seq} 次名单的差异</h2>
<p class="note">第 ${before.seq} 次封存（<a href="/v/${before.draw}">${before.draw}</a>）没有用到最后。两份名单逐行比较：${
      rows.length + withheld === 0 ? '完全相同。' : `${rows.length + withheld} 行不同。`
    }${withheld > 0 && `其中 ${withheld} 行依法不公开，只计数。`}</p>
${
  rows.length > 0 &&
  html`<table class="cards">
<thead><tr><th scope="col">单位名称</th><th scope="col">类别</th><th scope="col">差异</th></tr></thead>
<tbody>${shown.map(
    (row) =>
      html`<tr><th scope="row">${row.name}</th><td>${classes.get(row.stratum) ?? row.stratum}</td><td>${differenceText(row)}</td></tr>`,
  )}</tbody>
</table>`
}
${rows.length > shown.length && html`<p>这里列出前 ${shown.length} 行，全部见<a href="/public/v1/draws/${draw}">数据</a>。</p>`}`;
  })}`;
}

function reserve({ reserve: waiting, strata }: PublicDraw): Html | false {
  if (waiting.length === 0) return false;
  const classes = new Map(strata.map(({ id, name }) => [id, name]));
  const shown = waiting.slice(0, RESERVE_SHOWN);
  return html`<details>
<summary>候补 ${waiting.length} 家，按递补顺序</summary>
<ol>${shown.map(({ stratum, leaf }) => html`<li>${classes.get(stratum) ?? stratum} <code>${leaf}</code></li>`)}</ol>
${waiting.length > shown.length && html`<p>这里列出前 ${shown.length} 家，其余见数据。</p>`}
</details>`;
}
