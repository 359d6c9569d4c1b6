import { openApiDocument } from '@sunlot/server/http/openapi.ts';
import type { AddCommands } from './command.ts';

export const apiCommands: AddCommands = (program, output, done) => {
  const api = program.command('api').description('接口');
  api
    .command('openapi')
    .description('打印 OpenAPI 文件')
    .option('--json', '同样打印 JSON')
    .action(async () => {
      output.out(JSON.stringify(await openApiDocument(), null, 2));
      done(0);
    });
};
