import { Reconcile, ReconcilePlace, ReconciliationView } from '@sunlot/contract/reconciliation.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
import { reconcile } from './reconcile.ts';

export function reconciliationRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    tag: '名录核对',
    params: ReconcilePlace,
    route: 'POST /api/v1/agencies/:agency/reconciliation',
    summary: '与排污许可或执法证登记册比对，列出缺的单位或人员；不保存',
    body: Reconcile,
    answer: ReconciliationView,
    run: reconcile,
  });
}
