import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What an opening may be unpacked to; one of a large draw has some 4 KB. */
const MOST_BYTES = 65_536;

/** The opening as it goes into an address: packed, in letters that need no escaping. */
export function packOpening(text: string): string {
  return deflateRawSync(text, { level: 9 }).toString('base64url');
}

/** Address of the page that checks it, on any server that runs this program. */
export function openingPath(text: string): string {
  return `/opening?code=${packOpening(text)}`;
}

/** The opening in what somebody pasted: itself, a link with it, or its packed form. What is none comes back as it is, to be refused as such. */
export function openingIn(given: string): string {
  const trimmed = given.trim();
  if (trimmed.startsWith('{')) return trimmed;
  const code = /[?&]code=([\w-]+)/.exec(trimmed)?.[1] ?? trimmed;
  return /^[\w-]+$/.test(code) ? (unpacked(code) ?? trimmed) : trimmed;
}

function unpacked(code: string): string | undefined {
  try {
    return inflateRawSync(Buffer.from(code, 'base64url'), { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    // Cut off, or never packed.
    return undefined;
  }
}
