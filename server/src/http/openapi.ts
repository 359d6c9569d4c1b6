import { steppedClock } from '../clock.ts';
import type { Deps } from '../context.ts';
import { buildApp } from './app.ts';

/** The OpenAPI document without a database: routes are only described, never run. */
export async function openApiDocument(): Promise<object> {
  const app = await buildApp(NOTHING_BEHIND);
  try {
    await app.ready();
    return app.swagger();
  } finally {
    await app.close();
  }
}

const NOTHING_BEHIND: Deps = {
  get database(): never {
    throw new Error('no database behind a described route');
  },
  get keys(): never {
    throw new Error('no keys behind a described route');
  },
  clock: steppedClock('1970-01-01T00:00:00Z'),
  newId: (prefix) => prefix,
  folder: { path: '', kind: 'test' },
};
