import type { PublicAdmission, PublicItemList, PublicPlan, PublicPlanEntry } from '@sunlot/contract/public-views.ts';
import type { Strictness } from '@sunlot/core/policy/pack.ts';
import { momentText } from '../clock.ts';
import { type Html, html } from './html.ts';
import { periodText } from './wording.ts';

/** The published plan of a year, entry by entry, each with the clause that asks for it. */
export function planPage(plan: PublicPlan, agencyName: string): Html {
  return html`
<h1>${agencyName} ${plan.year} 年抽查计划</h1>
<p class="note">${momentText(plan.publishedAt)} 公开于${plan.channel}（<a href="${plan.url}" rel="noreferrer">${plan.url}</a>）；依据 ${plan.pack}。</p>
${plan.scheme && schemePart(plan.scheme)}
<p>共 ${plan.totalDraws} 次抽取，${plan.totalVisits} 家次${plan.offSiteChecks > 0 && `；另有非现场检查 ${plan.offSiteChecks} 家次，不抽取`}。</p>
${(plan.estimates ?? []).map(estimatePart)}
<table class="cards">
<thead><tr><th>时段</th><th>对象类别</th><th class="number">抽查</th><th class="number">最低数</th><th class="number">基数</th></tr></thead>
<tbody>${plan.entries.map(entryLine)}</tbody>
</table>
<h2>逐项内容与条款</h2>
${plan.entries.map(entryPart)}
<p><a href="/public/v1/plans/${plan.agency}/${plan.year}">这份计划的数据（JSON）</a></p>`;
}

/** Why a draw, or a verdict, may have another base than the plan. */
function estimatePart({ className, from }: NonNullable<PublicPlan['estimates']>[number]): Html {
  return html`<p class="note">${className}按上一季度的事件归类，成员每季度变动：${periodText(from)}起的基数和数量是制定计划时的估计，抽取和考核以当时的名录为准，可能更多、更少或没有。</p>`;
}

/** 年度实施方案, with what is needed to tell that a file is the one that was issued. */
function schemePart({ title, number, issuedOn, url, sha256 }: NonNullable<PublicPlan['scheme']>): Html {
  return html`<p>年度实施方案：<a href="${url}" rel="noreferrer">《${title}》</a>${number !== '' && `（${number}）`}，${issuedOn} 印发；文件 SHA-256：<code>${sha256}</code></p>`;
}

function entryLine({ period, className, n, required, base }: PublicPlanEntry, i: number): Html {
  return html`<tr><th scope="row" data-label="时段"><a href="#entry-${i + 1}">${periodText(period)}</a></th><td data-label="对象类别">${className}</td><td class="number" data-label="抽查">${n} 家</td><td class="number" data-label="最低数">${required} 家</td><td class="number" data-label="基数">${base} 家</td></tr>`;
}

/** Folded, for a plan has dozens of entries; a link to what is inside opens it, and so does a search in the page. */
function entryPart(entry: PublicPlanEntry, i: number): Html {
  return html`<details><summary><b>${periodText(entry.period)}　${entry.className}　${entry.n} 家</b></summary>
<dl id="entry-${i + 1}">
<dt>条款</dt><dd>${entry.clause.section}${entry.clause.quote !== '' && `：“${entry.clause.quote}”`}</dd>
${entry.fields.map(({ label, text }) => html`<dt>${label}</dt><dd>${text}</dd>`)}
</dl></details>`;
}

/** The item list in force. */
export function itemsPage(list: PublicItemList, agencyName: string): Html {
  return html`
<h1>${agencyName}随机抽查事项清单</h1>
<p class="note">第 ${list.version} 版，${momentText(list.publishedAt)} 公布于${list.channel}（<a href="${list.url}" rel="noreferrer">${list.url}</a>）。</p>
<p>共 ${list.items.length} 项。清单以外的事项不检查。</p>
${list.items.map(
  (item) => html`<h2>${item.serial}　${item.name}</h2>
<dl>
<dt>抽查类别</dt><dd>${item.category}</dd>
<dt>事项类别</dt><dd>${item.grade === 'key' ? '重点检查事项' : '一般检查事项'}</dd>
<dt>检查对象</dt><dd>${item.objectKind.join('、')}</dd>
<dt>检查方式</dt><dd>${item.methods.join('、')}</dd>
<dt>检查主体</dt><dd>${item.authority}</dd>
<dt>检查依据</dt><dd>${item.legalBasis.length === 0 ? '（空缺，补全前不据此检查）' : html`<ul>${item.legalBasis.map((law) => html`<li>${law}</li>`)}</ul>`}</dd>
<dt>抽查内容</dt><dd>${item.content}</dd>
</dl>`,
)}
<p><a href="/public/v1/items/${list.agency}">这份清单的数据（JSON）</a></p>`;
}

/** How much a scheme demands, as everybody reads it. */
const DEMANDS: Readonly<Record<Strictness, string>> = {
  hard: '必须做到',
  principle: '原则上要做到，例外须说明理由',
  soft: '提倡，不作硬性要求',
  info: '说明，不作要求',
};

/** 入库原则, in the words of the scheme. */
export function admissionPage(admission: PublicAdmission, agencyName: string): Html {
  const { source, principles, agency } = admission;
  return html`
<h1>${agencyName}检查人员名录库入库原则</h1>
<p class="note">依据《${source.title}》${source.number !== undefined && `（${source.number}）`}，执行方案 ${admission.pack}第 ${admission.packVersion} 版，${admission.on} 有效。</p>
${principles.length === 0 && html`<p>方案没有写明入库原则。</p>`}
${principles.map(
  (one) => html`<h2>${one.name}</h2>
<dl>
<dt>收哪些人员</dt><dd>${one.takesIn}</dd>
<dt>条款</dt><dd>${one.section}：“${one.quote}”</dd>
<dt>要求</dt><dd>${DEMANDS[one.strictness]}</dd>
</dl>`,
)}
<p><a href="/public/v1/admission/${agency}">这些原则的数据（JSON）</a></p>`;
}
