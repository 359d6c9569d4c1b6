import { RecordReview, ReviewPlace, ReviewsView, ReviewView } from '@sunlot/contract/directory-reviews.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { listReviews } from './list-reviews.ts';
import { recordReview } from './record-review.ts';

const at = { tag: '名录核对', params: ReviewPlace } as const;

export function reviewRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...at,
    route: 'GET /api/v1/agencies/:agency/directory-reviews',
    summary: '名录核对记录，新的在前；写明本期是否已核对',
    answer: ReviewsView,
    run: listReviews,
  });
  write(app, deps, {
    ...at,
    route: 'POST /api/v1/agencies/:agency/directory-reviews',
    summary: '登记一次名录核对：核对人、日期、改动',
    body: RecordReview,
    answer: ReviewView,
    status: 201,
    run: recordReview,
  });
}
