import { EVIDENCE_KINDS, type EvidenceKind } from '@sunlot/contract/period-reports.ts';
import { Problem } from '../../problem.ts';
import { ReadError, readLimits } from '../../workbooks/table.ts';
import { openZip } from '../../workbooks/zip-guard.ts';

/** How the kinds begin that are no archive. */
const MAGIC: readonly (readonly [EvidenceKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/**
 * What a file is by its content: its first bytes, and of an archive the names in its directory; nothing is unpacked.
 * @throws Problem reportEvidence.kind | reportEvidence.unsafe | reportEvidence.extension
 */
export function evidenceKind(file: string, bytes: Uint8Array): EvidenceKind {
  const begins = (magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);
  const kind = MAGIC.find(([, magic]) => begins(magic))?.[0] ?? (begins(ZIP) ? archiveKind(file, bytes) : undefined);
  if (kind === undefined) throw new Problem('reportEvidence.kind', { file });
  const { name, extensions } = EVIDENCE_KINDS[kind];
  const extension = /\.([^.]+)$/.exec(file)?.[1]?.toLowerCase();
  if (!extensions.some((one) => one === extension))
    throw new Problem('reportEvidence.extension', { file, kind: name, extension: `.${extensions[0]}` });
  return kind;
}

function archiveKind(file: string, bytes: Uint8Array): EvidenceKind {
  try {
    const { entries } = openZip(bytes, readLimits);
    if (!entries.has('[Content_Types].xml')) return 'zip';
    if (entries.has('xl/workbook.xml')) return 'xlsx';
    return entries.has('word/document.xml') ? 'docx' : 'zip';
  } catch (error) {
    if (error instanceof ReadError) throw new Problem('reportEvidence.unsafe', { file });
    throw error;
  }
}
