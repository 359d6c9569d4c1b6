import { openApiDocument } from '@sunlot/server/http/openapi.ts';
import { type AddCommands, describe } from './command.ts';

export const apiCommands: AddCommands = (program, output, done) => {
  const { say } = output;
  const examples = ['sunlot api openapi', 'sunlot api openapi > openapi.json'] as const;
  const api = describe(program.command('api'), output, { what: say('接口', 'the programming interface'), examples });
  const what = say('打印 OpenAPI 文件', 'print the OpenAPI document');
  describe(api.command('openapi'), output, { what, examples })
    .option('--json', say('同样打印 JSON', 'the same: it is JSON'))
    .action(async () => {
      output.out(JSON.stringify(await openApiDocument(), null, 2));
      done(0);
    });
};
