import { IdentityPlace, IdentityReason } from '@sunlot/contract/directories.ts';
import { revealIdentity } from '@sunlot/server/features/inspectors/reveal-identity.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink } from './command.ts';
import { show } from './output.ts';
import { parseInput } from './parse-input.ts';

type Asked = { readonly agency: string; readonly certificate: string; readonly reason: string };

/** No `--dry-run`: a look that leaves no trace is what this command must not give. */
export function addIdentity(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot inspector identity --agency 999999 --certificate DEMO-001 --reason ${say('核对身份', 'check')} --as jijian`;
  const look = reading(inspector.command('identity'), sink.output, {
    what: say(
      '查看身份证号和电话，须写明理由；查看会记入日志',
      'see identity number and telephone; the look is logged',
    ),
    examples: [example, `${example} --json`],
  });
  agencyOption(look, sink.output)
    .requiredOption(`--certificate ${say('<证号>', '<number>')}`, say('执法证号', 'number of the certificate'))
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由', 'the reason'));
  action<Asked>(look, sink, async (session, { agency, certificate, reason }) => {
    const input = { ...parseInput(IdentityPlace, { agency, certificate }), ...parseInput(IdentityReason, { reason }) };
    const view = await session.read(revealIdentity, input);
    show(sink.output, view, () => [
      say(
        `${view.name}（${view.certificateNo}）身份证号 ${view.idNumber ?? '—'}，电话 ${view.phone ?? '—'}`,
        `${view.name} (${view.certificateNo}): identity number ${view.idNumber ?? '—'}, telephone ${view.phone ?? '—'}`,
      ),
    ]);
    return 0;
  });
}
