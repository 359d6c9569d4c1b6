import { SOFTWARE } from '@sunlot/server/software.ts';

/** The product's version. */
export function version(): string {
  return SOFTWARE.version;
}
