import type { CheckId } from '@sunlot/core/draw/check.ts';

/** What the check is about, in English; the Chinese titles come with the verification. */
export function checkTitle(id: string): string {
  return Object.entries(TITLES).find(([known]) => known === id)?.[1] ?? id;
}

const TITLES: { readonly [id in CheckId]: string } = {
  V1: 'the files are complete, the certificate is byte-exact',
  V2: 'the manifest of rules stands in the public log',
  V3: 'the random numbers came after the list was fixed, in the right order',
  V4: 'no draw of the same agency, period and class was left out',
  V5: 'the external sources are all there',
  V6: 'the random numbers are well-formed and long enough',
  V7: 'the seed follows from the random numbers',
  V8: 'the list has the root that the manifest committed to',
  V9: 'base, numbers to draw and numbers of each tier are right',
  V10: 'tickets, cut, winners and reserve are right and in the log',
  V11: 'the rows made public match their leaf codes',
  V12: 'the teams follow the rule of assignment',
  V13: 'the whole list is public and checked',
  V14: 'replacements can be recomputed',
  V15: 'the published results belong to the winning ranks',
};
