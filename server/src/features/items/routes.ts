import {
  AdjustItems,
  ItemComparison,
  ItemListState,
  ItemListView,
  ObjectItems,
  VisitFormView,
} from '@sunlot/contract/items.ts';
import { Publication } from '@sunlot/contract/plans.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { upload } from '../../http/upload.ts';
import { adjustItems } from './adjust-items.ts';
import { approveItems } from './approve-items.ts';
import { compareItems } from './compare-items.ts';
import { importItems } from './import-items.ts';
import { formOfObject, itemsOfObject } from './items-of-object.ts';
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
    query: ItemListState,
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
  write(app, deps, {
    route: 'POST /api/v1/agencies/:agency/items/approval',
    tag,
    summary: '负责人批准草稿',
    params,
    answer: ItemListView,
    run: approveItems,
  });
  write(app, deps, {
    route: 'POST /api/v1/agencies/:agency/items/adjustments',
    tag,
    summary: '登记草稿为什么调整（立、改、废、释、职能变化、工作实际）；items 不写时为所有未登记的差别',
    params,
    body: AdjustItems,
    answer: ItemListView,
    status: 201,
    run: adjustItems,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/items/comparison',
    tag,
    summary: '与上级单位已公布的清单比较：缺少、增加、改动',
    params,
    query: ItemListState,
    answer: ItemComparison,
    run: compareItems,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/items/of-object',
    tag,
    summary: '清单里一家单位涉及的所有事项',
    params,
    query: z.strictObject({ object: z.string().max(100) }),
    answer: ObjectItems,
    run: itemsOfObject,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/items/form',
    tag,
    summary: '到一家单位检查用的检查表：所有涉及的事项合成一张',
    params,
    query: z.strictObject({ object: z.string().max(100) }),
    answer: VisitFormView,
    run: formOfObject,
  });
}
