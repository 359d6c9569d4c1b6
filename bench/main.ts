import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { benchAssignment } from './assignment.ts';
import { benchBrowser } from './browser.ts';
import { benchCompliance } from './compliance.ts';
import { benchDraw, benchGrowth } from './draw.ts';
import { benchImport } from './import.ts';
import { describeMachine, type Machine, machineLine } from './machine.ts';
import { benchNational } from './national.ts';
import { writeFigures } from './page.ts';
import type { Options, Part, Row } from './row.ts';
import { benchServerDraw } from './server-draw.ts';
import { benchSession } from './session.ts';
import { benchStart } from './start.ts';
import { markdownTable, textTable } from './tables.ts';

const PARTS: readonly Part[] = [
  { name: 'draw', title: 'Draw of a county', run: benchDraw },
  { name: 'growth', title: 'Growth of the draw', run: benchGrowth },
  { name: 'national', title: 'The list of a nation', run: benchNational },
  { name: 'browser', title: 'Verification in a browser', run: benchBrowser },
  { name: 'server-draw', title: 'A draw on the server, by the size of its list', run: benchServerDraw },
  { name: 'assignment', title: 'Assignment of people to seats', run: benchAssignment },
  { name: 'import', title: 'Import of objects', run: benchImport },
  { name: 'compliance', title: 'Verdict on a year', run: benchCompliance },
  { name: 'session', title: 'A county’s first session, step by step', run: benchSession },
  { name: 'start', title: 'Start', run: benchStart },
];

const USAGE = `node bench/main.ts [PART …] [--large] [--runs N] [--json | --markdown | --update]
  parts: ${PARTS.map(({ name }) => name).join(', ')}; without any, all of them
  --large     also the sizes that take minutes
  --runs N    samples of each measurement, 5 where not given; the median counts
  --json      one JSON object instead of tables
  --markdown  the tables as docs/benchmarks.md shows them
  --update    puts them into docs/benchmarks.md (all parts)
`;

/** What `--json` prints. */
type Answer = {
  readonly machine: Machine;
  readonly measuredAt: string;
  readonly parts: Readonly<Record<string, readonly Row[]>>;
};

type Figures = { readonly part: Part; readonly rows: readonly Row[] };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      large: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
  const runs = Number(values.runs);
  const isPartialUpdate = values.update && positionals.length > 0;
  if (values.help || unknown.length > 0 || !Number.isInteger(runs) || runs < 1 || isPartialUpdate) {
    process.stderr.write(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const machine = await describeMachine();
  const chosen = positionals.length === 0 ? PARTS : PARTS.filter(({ name }) => positionals.includes(name));
  const isPlain = !values.json && !values.markdown && !values.update;
  if (isPlain) process.stdout.write(`${machineLine(machine)}\n`);
  const figures: Figures[] = [];
  for (const part of chosen) {
    if (chosen.length > 1) process.stderr.write(`${part.name} …\n`);
    const options = { runs, large: values.large };
    const rows = chosen.length === 1 ? await part.run(options) : runAlone(part, options);
    figures.push({ part, rows });
    if (isPlain) process.stdout.write(`\n${part.title}\n\n${textTable(rows)}\n`);
  }
  if (values.json) process.stdout.write(`${jsonOf(machine, figures)}\n`);
  if (values.markdown) process.stdout.write(markdownOf(machine, figures));
  if (values.update) writeFigures(markdownOf(machine, figures));
}

/** Each of several parts runs in a process of its own: none inherits memory or compiled code from another. */
function runAlone({ name }: Part, { runs, large }: Options): readonly Row[] {
  const words = [import.meta.filename, name, '--json', '--runs', String(runs), ...(large ? ['--large'] : [])];
  const { status, stdout } = spawnSync(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`the part ${name} failed`);
  return (JSON.parse(stdout) as Answer).parts[name]!;
}

function jsonOf(machine: Machine, figures: readonly Figures[]): string {
  const parts = Object.fromEntries(figures.map(({ part, rows }) => [part.name, rows]));
  const answer: Answer = { machine, measuredAt: new Date().toISOString(), parts };
  return JSON.stringify(answer, null, 2);
}

function markdownOf(machine: Machine, figures: readonly Figures[]): string {
  const day = new Date().toISOString().slice(0, 10);
  const tables = figures.map(({ part, rows }) => `### ${part.title}\n\n${markdownTable(rows)}\n`);
  return [`Measured on ${day}: ${machineLine(machine)}.\n`, ...tables].join('\n');
}

await main();
