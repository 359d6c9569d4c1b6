import { fromUtf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes, type Json } from '@sunlot/core/basics/canonical-json.ts';
import { type EvidenceFiles, FILES, withSums } from '@sunlot/core/draw/evidence.ts';

/**
 * The pack with another value of one source, and its sums made anew: who forges a number would make these anew too. Undefined
 * where the certificate cannot be read or has no such source.
 */
export function withNumber(
  files: EvidenceFiles,
  { source, value }: { readonly source: number; readonly value: string },
): EvidenceFiles | undefined {
  const certificate = readCertificate(files.get(FILES.certificate));
  if (certificate?.entropy[source] === undefined) return undefined;
  const entropy = certificate.entropy.map((record, i) => (i === source ? { ...record, value } : record));
  return withSums(new Map([...files, [FILES.certificate, canonicalBytes({ ...certificate, entropy } as Json)]]));
}

type NumberRecord = { readonly k: string; readonly value: string };

/** The numbers of a pack in their order; none where its certificate cannot be read. */
export function numbersOf(files: EvidenceFiles): readonly NumberRecord[] {
  const { entropy = [] } = readCertificate(files.get(FILES.certificate)) ?? {};
  return entropy.map(({ k, value }) => ({ k, value }));
}

/** As far as it is used here; whether it has its form, the verification says. */
function readCertificate(bytes: Uint8Array | undefined): { readonly entropy: readonly NumberRecord[] } | undefined {
  try {
    const certificate = JSON.parse(fromUtf8(bytes!)!) as { readonly entropy?: unknown };
    return Array.isArray(certificate.entropy) && certificate.entropy.every(isRecord)
      ? (certificate as { readonly entropy: readonly NumberRecord[] })
      : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(record: unknown): record is NumberRecord {
  const { k, value } = (record ?? {}) as Partial<NumberRecord>;
  return typeof k === 'string' && typeof value === 'string';
}
