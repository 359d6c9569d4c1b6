import { ItemListView } from '@sunlot/contract/items.ts';
import { Publication } from '@sunlot/contract/plans.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { upload } from '../../http/upload.ts';
import { importItems } from './import-items.ts';
import { publishItems } from './publish-items.ts';
import { showItems } from './show-items.ts';

const tag = '抽查事项清单';
const params = z.strictObject({ agency: z.string().max(20) });

export function itemRoutes(app: FastifyInstance, deps: Deps): void {
  upload(app, deps, {
    route: 'POST /api/v1/agencies/:agency/items/import',
    tag,
    summary: '以 multipart/form-data 的 file 字段上传清单，存为草稿',
    run: importItems,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/items',
    tag,
    summary: '已公布的清单，或待公布的草稿',
    params,
    query: z.strictObject({ state: z.enum(['draft', 'published']).default('published') }),
    answer: ItemListView,
    run: showItems,
  });
  write(app, deps, {
    route: 'POST /api/v1/agencies/:agency/items/publication',
    tag,
    summary: '公布草稿，原清单随即失效',
    params,
    body: Publication,
    answer: ItemListView,
    run: publishItems,
  });
}
