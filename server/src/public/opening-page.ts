import { type OpeningVerdict, openingFaultText, openingText } from '@sunlot/contract/own-openings.ts';
import { momentText } from '../clock.ts';
import { type Html, html } from './html.ts';

/** Where an enterprise pastes what inspectors showed at its door. */
export function openingForm(): Html {
  return html`
<h1>亮码即验：核对上门的检查</h1>
<p class="lead">检查人员到场后会出示二维码。扫码得到的文字或网址，全部粘贴在这里，就能核对：你这家是不是真的在封存名单中、第几号抽中、来的是不是排定的检查组。</p>
${form()}
<h2 id="how">怎么核对</h2>
<ul>
<li>码里只有你这一家的一行，和证明它的随机盐、哈希路径、日志签名；没有其他单位的名称。</li>
<li>本站用公开日志的公钥和公开证书核对，不保存、不记录你粘贴的内容。</li>
<li>不信任本站的，可下载证据包在自己的电脑上核对：<code>sunlot verify 证据包.zip --opening 亮码.json</code></li>
<li>没有抽中的检查不会有这样的码。按投诉举报等线索开展的检查不经过抽取，请看来人的检查通知书。</li>
</ul>`;
}

function form(): Html {
  return html`<form method="post" action="/opening">
<p><label for="text">亮码的文字或网址</label><textarea id="text" name="text" required rows="5" maxlength="16384" autocomplete="off" spellcheck="false"></textarea></p>
<p><button class="button" type="submit">核对</button></p>
</form>`;
}

/** What came out, for who holds the code: the name in it is that of the reader's own unit. */
export function verdictPage(verdict: OpeningVerdict): Html {
  const { ok, proven, draw } = verdict;
  return html`
<h1>${ok ? '核对通过' : '没有通过'}</h1>
<div class="box box-${ok ? 'done' : 'void'}">
<p><strong>${ok && proven ? `✔ ${openingText(proven)}` : '✘ 没有通过'}</strong></p>
<p>${ok ? '公开日志、公开证书和来人出示的内容一致，之后没有更换或作废。' : openingFaultText(verdict)}</p>
</div>
${proven && details(proven)}
${draw !== undefined && html`<p><a href="/v/${draw}">这次抽取的公开页面</a></p>`}
${!ok && html`<p>内容确实完整而仍不通过的，可以不认这次检查的抽取依据，并向实施检查的单位或纪检监督部门反映。</p>`}
<p><a href="/opening">再核对一个</a></p>`;
}

function details({ session, object, team, window, at }: NonNullable<OpeningVerdict['proven']>): Html {
  return html`<dl>
<dt>单位</dt><dd>${object.name}（${object.key}）</dd>
<dt>检查组（执法证号，请与来人证件核对）</dt><dd>${team.length === 0 ? '码中没有检查组' : team.map(({ certificateNo }) => html`<div>${certificateNo}</div>`)}</dd>
${window && html`<dt>检查时间</dt><dd>${window.from} 至 ${window.to}</dd>`}
<dt>抽取</dt><dd>${session}</dd>
<dt>写入公开日志</dt><dd>${momentText(at)}</dd>
</dl>`;
}
