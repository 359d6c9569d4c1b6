import { FormPlace } from '@sunlot/contract/visit-forms.ts';
import { RecordedResult, RecordResult } from '@sunlot/contract/visit-results.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../context.ts';
import { write } from '../http/endpoint.ts';
import { recordResult } from './record-result.ts';

export function resultRoutes(app: FastifyInstance, deps: Deps): void {
  write(app, deps, {
    tag: '现场检查表',
    params: FormPlace,
    route: 'POST /api/v1/tasks/:task/results',
    summary: '按已提交的检查表登记一次检查的结果：日期、人员、事项取自检查表，用语须与检查表一致',
    body: RecordResult,
    answer: RecordedResult,
    status: 201,
    run: recordResult,
  });
}
