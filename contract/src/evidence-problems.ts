import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals of files that are to prove a typical case; part of the catalogue in `problems.ts`. */
export const evidenceProblems = {
  'reportEvidence.empty': p(400, 2, {
    zh: '{file} 是空文件，没有附上。请核对后换一个文件。',
    en: '{file} is empty and was not attached. Choose another file.',
  }),
  'reportEvidence.tooLarge': p(413, 2, {
    zh: '{file} 有 {size} MB，一个佐证材料文件最大 {most} MB，没有附上。请压缩图片或拆成几个文件。',
    en: '{file} has {size} MB and a file of evidence at most {most} MB; it was not attached. Make its pictures smaller or split it.',
  }),
  'reportEvidence.tooMany': p(413, 2, {
    zh: '一次报送的佐证材料最多 {most} 个文件、共 {megabytes} MB，{file} 超出，没有附上。请减少文件。',
    en: 'A report takes at most {most} files of evidence and {megabytes} MB in all; {file} is beyond that and was not attached. Take fewer files.',
  }),
  'reportEvidence.kind': p(400, 2, {
    zh: '{file} 的内容不是可以附的种类，没有附上。可附 PDF、JPEG、PNG、XLSX、DOCX、ZIP。',
    en: 'The content of {file} is no kind that can be attached. Attach PDF, JPEG, PNG, XLSX, DOCX or ZIP.',
  }),
  'reportEvidence.extension': p(400, 2, {
    zh: '{file} 的内容是 {kind}，与文件名的扩展名不符，没有附上。请核对文件，或把扩展名改为 {extension}。',
    en: 'The content of {file} is {kind}, which its extension does not say; it was not attached. Check the file, or change the extension to {extension}.',
  }),
  'reportEvidence.unsafe': p(400, 2, {
    zh: '{file} 不能附：压缩包已损坏、有密码、含有宏、链接或越界路径，或文件过多。请换成完整的、没有密码的文件。',
    en: '{file} cannot be attached: the archive is damaged, has a password, holds macros, links or paths that lead out, or too many files. Take one that is whole and has no password.',
  }),
  'reportEvidence.name': p(400, 2, {
    zh: '文件名“{file}”不能用：须有名称，不超过 120 字，不含控制字符和 <>:"|?* 。请改名后再附。',
    en: 'The file name “{file}” cannot be used: at most 120 characters, without control characters and <>:"|?* . Rename it.',
  }),
  'reportEvidence.noCase': p(400, 2, {
    zh: '{file} 附在第 {case} 个典型案例上，但这次报送只有 {cases} 个案例，没有附上。请核对案例的序号。',
    en: '{file} is for case {case}, but this report has {cases} cases; it was not attached. Check the number of the case.',
  }),
  'reportEvidence.twice': p(409, 5, {
    zh: '{file} 的内容已经附在第 {case} 个典型案例上，没有再附。',
    en: 'The content of {file} is attached to case {case} already.',
  }),
  'reportEvidence.noReport': p(409, 5, {
    zh: '{period} 的总结还没有登记报送，没有可附的案例。请先登记（report hand-in）。',
    en: 'No summary of {period} was handed in yet, so there is no case to attach to. Hand it in first (report hand-in).',
  }),
} as const satisfies Record<string, ProblemKind>;
