const PLACE = /^([1-9]\d{0,9})(?:\.([1-9]\d{0,9}))?$/;

/** `17` as drawn; `17.2` the second object that took the rank after a replacement. */
export function placeName({ rank, k = 0 }: { readonly rank: number; readonly k?: number }): string {
  return k === 0 ? String(rank) : `${rank}.${k}`;
}

/** Is the text the name of a place? */
export function isPlaceName(text: string): boolean {
  return PLACE.test(text);
}
