import { DueList, PublicationPlace } from '@sunlot/contract/publication.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read } from '../../http/endpoint.ts';
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
}
