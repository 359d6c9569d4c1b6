import { ExportFormat, ItemPushes, ItemPushView, RecordPush } from '@sunlot/contract/items.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Deps, read as runRead } from '../../context.ts';
import { parseInput, read, register, write } from '../../http/endpoint.ts';
import { exportItems } from './export-items.ts';
import { listPushes, recordPush } from './record-push.ts';

const tag = '抽查事项清单';
const params = z.strictObject({ agency: z.string().max(20) });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function itemExchangeRoutes(app: FastifyInstance, deps: Deps): void {
  const exporting = {
    route: 'GET /api/v1/agencies/:agency/items/export',
    tag,
    summary: '已公布清单的文件，一项一行，列固定；format 为 xlsx 或 csv',
    params,
    query: z.strictObject({ format: ExportFormat.default('xlsx') }),
    answer: z.string(),
    type: XLSX,
  } as const;
  register({ app, deps, endpoint: exporting }, async (session, request, reply) => {
    const input = parseInput(exporting, { params: request.params, query: request.query, body: undefined });
    const { file, bytes } = await runRead(deps, session.actor, (ctx) => exportItems(ctx, input));
    reply.header('content-disposition', `attachment; filename="${file}"`);
    reply.type(input.format === 'csv' ? 'text/csv; charset=utf-8' : XLSX);
    return Buffer.from(bytes);
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/items/pushes',
    tag,
    summary: '清单报送平台的记录，新的在前',
    params,
    answer: ItemPushes,
    run: listPushes,
  });
  write(app, deps, {
    route: 'POST /api/v1/agencies/:agency/items/pushes',
    tag,
    summary: '登记清单已报送平台，或平台的回执',
    params,
    body: RecordPush,
    answer: ItemPushView,
    status: 201,
    run: recordPush,
  });
}
