import { createHash } from 'node:crypto';
import type { DrawRecordView } from '@sunlot/contract/draw-record.ts';
import type { PublicDraw } from '@sunlot/contract/public-views.ts';
import { exclusionText } from '@sunlot/contract/reasons.ts';
import { ratioText } from '@sunlot/core/policy/plan.ts';
import { z } from 'zod';
import { momentText } from '../clock.ts';
import { type Html, html } from './html.ts';
import { periodText, phaseNames } from './wording.ts';

/** What the sheet shows of a manifest beside what the public view has of it. */
const SheetManifest = z.object({
  strata: z.array(
    z.object({
      id: z.string(),
      rule: z.union([
        z.object({ kind: z.literal('ratio'), p: z.number(), q: z.number() }),
        z.object({ kind: z.literal('count'), count: z.number(), clause: z.string() }),
      ]),
      shortfall: z.object({ text: z.string() }).optional(),
      excluded: z.array(z.object({ state: z.enum(['base', 'out']), reason: z.string(), count: z.number() })),
    }),
  ),
});
type SheetStratum = z.infer<typeof SheetManifest>['strata'][number];

/** Its own style: the sheet is one file that is kept and printed, on A4, without anything from elsewhere. */
const STYLE = `@page{size:A4;margin:18mm 15mm}
body{font:12pt/1.6 "SimSun","Songti SC",serif;color:#000;background:#fff;max-width:180mm;margin:0 auto;padding:0 4mm}
h1{font-size:18pt;text-align:center}h2{font-size:13pt;margin:1em 0 .3em;break-after:avoid}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:2pt 5pt;text-align:left;vertical-align:top}
th{font-weight:normal;background:#eee}td.number{text-align:right}tr{break-inside:avoid}thead{display:table-header-group}
code{font-family:monospace;font-size:9pt;word-break:break-all}.note{font-size:10pt}
.sign{margin-top:2em;display:flex;gap:2em;flex-wrap:wrap}`;

/** What a content security policy says of that style. */
export const RECORD_STYLE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/**
 * The record of a draw as one printable page (抽取记录单). Without `closed` it is the public sheet: who was left out stands
 * there as counts by reason, and names only where their rows are open.
 */
export function drawRecordPage(draw: PublicDraw, closed?: DrawRecordView): string {
  const sheet = SheetManifest.parse(JSON.parse(draw.manifest));
  const title = `${draw.agencyName}随机抽查抽取记录单`;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="note">${closed ? '内部记录：含尚未公开的名称，按保密要求保管。' : '公开记录：剔除对象按原因计数，名称公开前只有封存编号。'}</p>
${about(draw, closed)}
${numbers(draw, sheet.strata)}
${grades(draw, closed)}
${exclusions(draw, sheet.strata, closed)}
${results(draw, closed)}
<div class="sign"><span>经办人：＿＿＿＿＿＿</span><span>见证人：＿＿＿＿＿＿</span><span>日期：＿＿＿＿＿＿</span></div>
</main>
</body>
</html>
`.html;
}

function about(draw: PublicDraw, closed: DrawRecordView | undefined): Html {
  const rows: readonly (readonly [string, Html | string | undefined])[] = [
    ['任务', `${draw.task}，第 ${draw.seq} 次抽取`],
    ['编号', html`<code>${draw.draw}</code>`],
    ['时段', periodText(draw.period)],
    ['状态', phaseNames[draw.phase].name],
    ['作废或中止原因', draw.ended?.reason],
    ['封存时间', momentText(draw.frozenAt)],
    ['口令', draw.words],
    ['清单指纹', html`<code>${draw.fingerprint}</code>`],
    ...draw.sources.map(
      ({ name, terms, value }, i) => [`数源 ${i + 1}：${name}`, value ?? `${terms}，尚未产生`] as const,
    ),
    ['种子', draw.seed && html`<code>${draw.seed}</code>`],
    ['抽取时间', draw.drawnAt && momentText(draw.drawnAt)],
    ['名单公开时间', draw.revealedAt ? momentText(draw.revealedAt) : `最迟 ${draw.revealBy}`],
    [
      '见证',
      draw.sources.some(({ value }) => value !== undefined)
        ? '现场数和彩票号码由经办人、见证人各录入一遍，两次一致'
        : '尚未摇号',
    ],
    ...(closed?.people ?? []).map(({ part, name, at }) => [part, `${name}　${momentText(at)}`] as const),
  ];
  return html`<table><tbody>${rows.map(
    ([name, value]) => value !== undefined && html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  )}</tbody></table>`;
}

function numbers(draw: PublicDraw, strata: readonly SheetStratum[]): Html {
  return html`<h2>基数、比例与数量</h2>
<table>
<thead><tr><th scope="col">对象类别</th><th scope="col">基数</th><th scope="col">比例</th><th scope="col">应抽（最低）</th><th scope="col">可抽</th><th scope="col">抽取</th><th scope="col">候补</th></tr></thead>
<tbody>${draw.strata.map((stratum) => {
    const rule = strata.find(({ id }) => id === stratum.id)?.rule;
    return html`<tr><th scope="row">${stratum.name}</th>${[
      stratum.base,
      rule?.kind === 'ratio' ? ratioText(rule) : '定数',
      stratum.required,
      stratum.pool,
      stratum.n,
      stratum.reserve,
    ].map((value) => html`<td class="number">${value}</td>`)}</tr>`;
  })}</tbody>
</table>
<ul class="note">${draw.strata.map(({ id, name, clause, recordOnly }) => {
    const short = strata.find((one) => one.id === id)?.shortfall;
    return html`<li>${name}依据：${clause}${short && `；${short.text}`}${recordOnly && '；全取·非随机，只作记录，检查人员随机抽取'}</li>`;
  })}</ul>`;
}

/** By credit-risk grade: all of it inside, outside what speaks of no single unit. */
function grades(draw: PublicDraw, closed: DrawRecordView | undefined): Html {
  const counts = closed?.grades ?? draw.grades;
  if (!counts) return html`<h2>信用风险等级</h2><p>${TOO_FEW}</p>`;
  return html`<h2>信用风险等级</h2>
<table>
<thead><tr><th scope="col">等级</th><th scope="col">基数</th><th scope="col">可抽</th><th scope="col">抽取</th></tr></thead>
<tbody>${counts.map(
    ({ grade, base, pool, drawn }) =>
      html`<tr><th scope="row">${grade === '-' ? '未评级' : grade}</th>${[base, pool, drawn ?? '—'].map((value) => html`<td class="number">${value}</td>`)}</tr>`,
  )}</tbody>
</table>`;
}

const TOO_FEW = '没有可以公开的分级家数：有的等级家数很少，名称公开前不列出；或者封存时没有记录。';

function exclusions(draw: PublicDraw, strata: readonly SheetStratum[], closed: DrawRecordView | undefined): Html {
  const rows = strata.flatMap(({ id, excluded }) => excluded.map((one) => ({ ...one, stratum: id })));
  if (rows.length === 0) return html`<h2>剔除</h2><p>没有剔除的对象。</p>`;
  const classes = new Map(draw.strata.map(({ id, name }) => [id, name]));
  const namesOf = ({ stratum, state, reason }: (typeof rows)[number]) =>
    (closed?.excluded ?? [])
      .filter((one) => one.stratum === stratum && one.state === state && one.reason === reason)
      .flatMap(({ objects }) => objects.map(({ name }) => name));
  return html`<h2>剔除</h2>
<table>
<thead><tr><th scope="col">对象类别</th><th scope="col">原因</th><th scope="col">是否计入基数</th><th scope="col">家数</th>${closed && html`<th scope="col">单位名称</th>`}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${classes.get(row.stratum) ?? row.stratum}</th><td>${exclusionText(row.reason)}</td><td>${row.state === 'base' ? '计入' : '不计入'}</td><td class="number">${row.count}</td>${closed && html`<td>${namesOf(row).join('、')}</td>`}</tr>`,
  )}</tbody>
</table>`;
}

function results(draw: PublicDraw, closed: DrawRecordView | undefined): Html {
  if (draw.winners.length === 0) return html`<h2>结果</h2><p>尚未抽取。</p>`;
  const classes = new Map(draw.strata.map(({ id, name }) => [id, name]));
  const named = closed !== undefined || draw.winners.some(({ name }) => name !== undefined);
  const drawn = new Map((closed?.drawn ?? []).map((one) => [one.rank, one]));
  return html`<h2>结果</h2>
<table>
<thead><tr><th scope="col">序号</th><th scope="col">类别</th>${named && html`<th scope="col">单位名称</th>`}${closed && html`<th scope="col">检查人员</th>`}<th scope="col">封存编号</th></tr></thead>
<tbody>${draw.winners.map(({ rank, stratum, leaf, name }) => {
    const own = drawn.get(rank);
    return html`<tr><th scope="row">${rank}</th><td>${classes.get(stratum) ?? stratum}</td>${named && html`<td>${own?.object.name ?? name ?? '尚未公开'}</td>`}${closed && html`<td>${(own?.team ?? []).map((one) => one.name).join('、')}</td>`}<td><code>${leaf.slice(0, 16)}</code></td></tr>`;
  })}</tbody>
</table>`;
}
