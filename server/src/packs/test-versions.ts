import { readPackSource } from './pack-files.ts';

/** The version of a pack that ships, as its file says. */
export function shippedVersion(name: string): number {
  return Number(/^version: (\d+)$/m.exec(readPackSource(name)!.text)![1]);
}
