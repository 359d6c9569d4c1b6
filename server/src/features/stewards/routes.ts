import { SetSteward, StewardPlace, StewardsView, StewardView } from '@sunlot/contract/stewards.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { setSteward } from './set-steward.ts';
import { showStewards } from './show-stewards.ts';

const at = { tag: '名录核对', params: StewardPlace } as const;

export function stewardRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/stewards',
    summary: '一单两库的负责人、完整率和待补正的信息',
    answer: StewardsView,
    run: showStewards,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/stewards',
    summary: '指派一单两库的负责人',
    body: SetSteward,
    answer: StewardView,
    status: 201,
    run: setSteward,
  });
}
