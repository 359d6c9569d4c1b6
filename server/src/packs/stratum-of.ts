/** A class id as a code of the draw: lower case, words joined by hyphens (`jointObject` → `joint-object`, `A1` → `a1`). */
export function stratumOf(classId: string): string {
  return classId.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
