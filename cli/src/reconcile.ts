import { ReconcilePlace, type ReconciliationView } from '@sunlot/contract/reconciliation.ts';
import { reconcileFile } from '@sunlot/server/features/reconciliation/reconcile.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink } from './command.ts';
import { readNamed } from './files.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';

type Directory = ReconciliationView['directory'];

/** `object reconcile` and `inspector reconcile`: a register beside a directory. Exit code 6 where somebody is missing. */
export function addReconcile(noun: Command, sink: Sink, directory: Directory): void {
  const { say } = sink.output;
  const file = directory === 'objects' ? 'permits.xlsx' : 'certificates.xlsx';
  const example = `sunlot ${directory === 'objects' ? 'object' : 'inspector'} reconcile ${file} --agency 999999`;
  const compare = reading(noun.command('reconcile'), sink.output, {
    what:
      directory === 'objects'
        ? say('与排污许可登记册比对，列出名录里缺的单位；不保存', 'compare with a register of permits, store nothing')
        : say(
            '与执法证登记册比对，列出名录里缺的人员；不保存',
            'compare with a register of certificates, store nothing',
          ),
    examples: [example, `${example} --json`],
  }).argument(say('<文件>', '<file>'));
  action<{ agency: string }>(agencyOption(compare, sink.output), sink, async (session, { agency }, [named]) => {
    const bytes = await readNamed(named!);
    const input = { ...parseInput(ReconcilePlace, { agency }), directory, file: named!, bytes };
    const view = await session.read(reconcileFile, input);
    show(sink.output, view, () => lines(sink.output, view));
    return view.missing.length + view.unread.length > 0 ? 6 : 0;
  });
}

function lines({ say }: Output, { read, found, missing, extra, unread }: ReconciliationView): readonly string[] {
  const named = (what: string, rows: ReconciliationView['missing']) =>
    rows.map(({ name, key }) =>
      say(`${what}  ${name}${key ? `（${key}）` : ''}`, `${what}  ${name}${key ? ` (${key})` : ''}`),
    );
  return [
    say(
      `登记册 ${read} 行：名录里有 ${found} · 缺 ${missing.length} · 认不出 ${unread.length}；名录另有 ${extra.length}`,
      `${read} rows: ${found} in the directory · ${missing.length} missing · ${unread.length} not readable; ${extra.length} in the directory alone`,
    ),
    ...named(say('缺', 'missing'), missing),
    ...unread.map(({ row, message }) =>
      say(`认不出  第 ${row} 行：${message}`, `not readable  row ${row}: ${message}`),
    ),
    ...named(say('登记册没有', 'not in the register'), extra),
  ];
}
