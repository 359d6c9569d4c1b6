import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about the logs and their witnesses; part of the catalogue in `problems.ts`. */
export const logProblems = {
  'log.checkpointUnreadable': p(400, 2, {
    zh: '{file} 不是检查点，日志没有因此被判定改动。请用 sunlot log checkpoint 或公开日志给出的检查点原文。',
    en: '{file} is no checkpoint; this says nothing about the logs. Take the text that sunlot log checkpoint or the public log gives.',
  }),
  'log.checkpointForeign': p(400, 2, {
    zh: '检查点 {file} 不是本日志签名的，不能用来核对，也不说明日志被改动。请核对是否拿错了文件，或文件内容被改过。',
    en: 'The checkpoint {file} was not signed by this log: it cannot be compared, and says nothing about the logs. Is it the right file, and untouched?',
  }),
  'log.checkpointUnknown': p(409, 5, {
    zh: '本日志没有签发过检查点 {file} 那样的第 {size} 条检查点。日志可能恢复过旧备份，请先运行 sunlot log verify --checkpoint {file}。',
    en: 'This log never signed a checkpoint of {size} entries like {file}. It may have been restored from a backup: run sunlot log verify --checkpoint {file} first.',
  }),
  'log.cosignatureUnreadable': p(400, 2, {
    zh: '{file} 里没有见证人的签名行，或有一行写坏了。请原样使用见证人交回的文件。',
    en: 'There is no signature line of a witness in {file}, or one is damaged. Take the file as the witness gave it back.',
  }),
  'log.cosignatureOther': p(400, 2, {
    zh: '{file} 加签的是另一个检查点，不是 {checkpoint}。请核对是否拿错了文件。',
    en: '{file} cosigns another checkpoint than {checkpoint}. Is it the right file?',
  }),
  'log.cosignatureWrong': p(400, 2, {
    zh: '“{witness}”的签名不成立，没有保存。请请见证人对检查点原文重新加签。',
    en: 'The signature of {witness} does not verify; nothing was saved. Ask the witness to cosign the checkpoint as it stands.',
  }),
  'log.cosignatureEarly': p(409, 75, {
    zh: '“{witness}”签名的时间 {time} 还没有到，没有保存。请核对两边的时钟，到时再导入。',
    en: 'The signature of {witness} states {time}, which is still to come; nothing was saved. Compare the clocks and bring it in then.',
  }),
  'log.cosignatureStrange': p(400, 2, {
    zh: '{file} 的签名行都不是见证规则里的见证人签的，没有保存。请先登记见证规则（sunlot log appoint）。',
    en: 'No line of {file} is by a witness of any policy; nothing was saved. Appoint the witnesses first (sunlot log appoint).',
  }),
  'log.gmKeyThere': p(409, 5, {
    zh: '日志已经有国密密钥，没有另作一把。公钥：{key}',
    en: 'The log has its SM2 key already; no other was made. Public key: {key}',
  }),
  'log.policyInvalid': p(400, 2, {
    zh: '见证规则 {file} 不能用：{why}。',
    en: 'The witness policy {file} cannot be used: {why}.',
  }),
  'log.sameApprover': p(409, 5, {
    zh: '见证规则的提出人和批准人必须是不同的人：{who}。',
    en: 'Who proposes a witness policy cannot approve it: {who}.',
  }),
  'draw.notCommitted': p(409, 5, {
    zh: '抽取 {draw} 的清单还没有被见证人加签，不能摇号：需要 {quorum} 名见证人，已有 {n} 名；可以请{missing}加签（{outside}）。',
    en: 'Draw {draw} is not cosigned yet and nothing can be thrown: it takes {quorum} witnesses and has {n}. Still to ask: {missing} ({outside}).',
  }),
} as const satisfies Record<string, ProblemKind>;
