import { spawnSync } from 'node:child_process';
import { accessSync, constants, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserTask, BrowserTimes } from './browser-work.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** The longest task makes a list of 4,000,000 rows before it measures. */
const MOST_MS = 600_000;

/** One script with one task, run to its end. */
export type Runner = (task: BrowserTask) => BrowserTimes;

/** The Chromium of this machine, if it has one; `CHROMIUM` names another. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  const places = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(named === undefined ? [] : [named]), ...places].find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function chromiumVersion(chromium: string): string {
  const { stdout } = spawnSync(chromium, ['--version'], { encoding: 'utf8' });
  return /Chrom\w+ [\d.]+/.exec(stdout)?.[0] ?? 'Chromium';
}

/** In a page without network: script and task stand in it, and the answer is read out of its text. */
export function inChromium(
  chromium: string,
  { script, folder }: { readonly script: string; readonly folder: string },
): Runner {
  return (task) => {
    const page = join(folder, 'page.html');
    const call = `try { answer.textContent = JSON.stringify(sunlot.measureInBrowser(${literal(task)})); } catch (error) { answer.textContent = String(error); }`;
    const safe = script.replaceAll('</script', '<\\/script');
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8"><pre id="answer"></pre><script>${safe}\nconst answer = document.getElementById('answer');${call}</script>`,
    );
    const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`];
    const words = [...flags, '--dump-dom', pathToFileURL(page).href];
    const { stdout } = spawnSync(chromium, words, {
      ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      ...{ timeout: MOST_MS, maxBuffer: 2 ** 26 },
    });
    const answer = /<pre id="answer">([^<]*)<\/pre>/.exec(stdout)?.[1] ?? '';
    if (!answer.startsWith('{')) throw new Error(`Chromium answered ${answer || 'nothing'} for ${task.size} rows`);
    return JSON.parse(answer) as BrowserTimes;
  };
}

/** The same script in a process of its own. */
export function inNode({ script, folder }: { readonly script: string; readonly folder: string }): Runner {
  return (task) => {
    const file = join(folder, 'script.cjs');
    writeFileSync(file, `${script}\nprocess.stdout.write(JSON.stringify(sunlot.measureInBrowser(${literal(task)})));`);
    const { stdout, status } = spawnSync(process.execPath, [file], {
      ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 },
    });
    if (status !== 0) throw new Error(`Node did not finish ${task.size} rows`);
    return JSON.parse(stdout) as BrowserTimes;
  };
}

/** JSON that may stand inside a script of a page. */
function literal(task: BrowserTask): string {
  return JSON.stringify(task).replaceAll('<', '\\u003c');
}
