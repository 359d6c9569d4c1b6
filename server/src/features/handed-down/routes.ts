import { HandDown, HandedDownLists, HandedDownPlace, HandedDownView } from '@sunlot/contract/handed-down.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { importHandedDown } from './import-handed-down.ts';
import { listHandedDown } from './list-handed-down.ts';

const at = { tag: '检查对象类别', params: HandedDownPlace } as const;

export function handedDownRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/handed-down-lists',
    summary: '上级下发的名单及其各版，写明名录里缺的单位',
    answer: HandedDownLists,
    run: listHandedDown,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/handed-down-lists',
    summary: '导入下发名单：名单内的且只有名单内的属于该类',
    body: HandDown,
    answer: HandedDownView,
    status: 201,
    run: importHandedDown,
  });
}
