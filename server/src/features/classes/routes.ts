import {
  ClassPlace,
  ClassView,
  DecideOverride,
  EndOverride,
  ObjectPlace,
  OverridePlace,
  OverrideSearch,
  OverrideView,
  ProposeOverride,
  ShowObject,
} from '@sunlot/contract/class-overrides.ts';
import { pageOf } from '@sunlot/contract/pages.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { approveOverride, endOverride, refuseOverride } from './decide-override.ts';
import { listOverrides, showClass } from './list-overrides.ts';
import { proposeOverride } from './propose-override.ts';

const tag = '检查对象类别';
const ofAgency = { tag, params: ClassPlace } as const;
const ofOverride = { tag, params: OverridePlace, answer: OverrideView } as const;

export function classRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    tag,
    params: ObjectPlace,
    route: 'GET /api/v1/agencies/:agency/objects/:object/class',
    summary: '一个对象某日的类别、理由和当年各段类别；建设项目的编号写成 信用代码%2F项目编号',
    query: ShowObject,
    answer: ClassView,
    run: showClass,
  });
  read(app, deps, {
    ...ofAgency,
    route: 'GET /api/v1/agencies/:agency/class-overrides',
    summary: '人工调整的类别，含已结束的，写明是否需要复核',
    query: OverrideSearch,
    answer: pageOf(OverrideView),
    run: listOverrides,
  });
  write(app, deps, {
    ...ofAgency,
    route: 'POST /api/v1/agencies/:agency/class-overrides',
    summary: '提出类别调整：理由、结束日期必填，经另一人批准后生效',
    body: ProposeOverride,
    answer: OverrideView,
    status: 201,
    run: proposeOverride,
  });
  write(app, deps, {
    ...ofOverride,
    route: 'POST /api/v1/agencies/:agency/class-overrides/:override/approval',
    summary: '批准类别调整；提出人不能批准',
    body: DecideOverride,
    run: approveOverride,
  });
  write(app, deps, {
    ...ofOverride,
    route: 'POST /api/v1/agencies/:agency/class-overrides/:override/refusal',
    summary: '不批准类别调整',
    body: DecideOverride,
    run: refuseOverride,
  });
  write(app, deps, {
    ...ofOverride,
    route: 'POST /api/v1/agencies/:agency/class-overrides/:override/end',
    summary: '撤回未批准的，或提前结束已批准的：恢复按条件确定的类别',
    body: EndOverride,
    run: endOverride,
  });
}
