import {
  ApprovedWithholding,
  ApproveWithholding,
  DueList,
  PublicationPlace,
  VisitPlace,
} from '@sunlot/contract/publication.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { approveWithholding } from './approve-withholding.ts';
import { listDue } from './list-due.ts';

export function publicationRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/publications/due',
    tag: '结果公示',
    summary: '尚未公示的结果：期限、剩余或逾期的工作日、已到的提醒；急的在前',
    params: PublicationPlace,
    answer: DueList,
    run: listDue,
  });
  write(app, deps, {
    route: 'POST /api/v1/visits/:visit/withholding-approval',
    tag: '结果公示',
    summary: '补登一次检查结果不予公开的批准人，加密保存；任务已办结的也可以补登，数字不变',
    params: VisitPlace,
    body: ApproveWithholding,
    answer: ApprovedWithholding,
    run: approveWithholding,
  });
}
