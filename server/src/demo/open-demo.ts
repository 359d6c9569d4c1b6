import { readMark } from '../folder.ts';
import { initFolder, type Opened, type OpenSettings, openFolder } from '../open.ts';
import { Problem } from '../problem.ts';
import { type DemoAccount, seedDemo } from './seed-demo.ts';

/** The moment at which the demo county stands when it is made; its clock ticks on from there. */
const DEMO_CLOCK = '2026-11-20T09:00:00+08:00';

export type OpenedDemo = {
  readonly opened: Opened;
  /** With passwords: only on the run that made the county. */
  readonly accounts: readonly DemoAccount[];
  readonly summary: string;
};

/**
 * Is there a demo county in the folder already?
 * @throws Problem folder.notDemo where the folder holds something else
 */
export function isDemoFolder(folder: string): boolean {
  const mark = readMark(folder);
  if (mark && mark.kind !== 'demo')
    throw new Problem('folder.notDemo', { folder, kind: mark.kind === 'real' ? '正式' : '测试' });
  return mark !== undefined;
}

/** Opens the demo county; makes it, with its past quarters, where the folder is new. */
export async function openDemo(settings: OpenSettings, note: (line: string) => void): Promise<OpenedDemo> {
  const withClock = { ...settings, clock: settings.clock ?? DEMO_CLOCK };
  if (isDemoFolder(settings.folder)) return { opened: await openFolder(withClock), accounts: [], summary: '' };
  const opened = await initFolder(withClock, 'demo');
  try {
    note('✔ 建库');
    const { accounts, summary } = await seedDemo(opened.deps);
    note(`✔ ${summary}`);
    return { opened, accounts, summary };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
