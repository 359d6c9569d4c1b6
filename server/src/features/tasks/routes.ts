import { LoadPlace, LoadSearch, LoadView } from '@sunlot/contract/load.ts';
import { OverlapList } from '@sunlot/contract/overlaps.ts';
import { PageQuery, pageOf } from '@sunlot/contract/pages.ts';
import { CreateTask, StateTask, TaskView, WithdrawTask } from '@sunlot/contract/tasks.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { page } from '../../http/pages.ts';
import { createTask } from './create-task.ts';
import { listOverlaps } from './list-overlaps.ts';
import { listTasks } from './list-tasks.ts';
import { showLoad } from './show-load.ts';
import { showTask } from './show-task.ts';
import { stateTask } from './state-task.ts';
import { withdrawTask } from './withdraw-task.ts';

const tag = '抽查任务';

export function taskRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    route: 'GET /api/v1/tasks',
    tag,
    summary: '一个单位的任务',
    query: PageQuery.extend({ agency: z.string().max(20) }),
    answer: pageOf(TaskView),
    run: async (ctx, query) => {
      const tasks = [...(await listTasks(ctx, query))].sort((a, b) => (a.task < b.task ? -1 : 1));
      return page(tasks, query, ({ task }) => task);
    },
  });
  write(app, deps, {
    route: 'POST /api/v1/tasks',
    tag,
    summary: '由已印发计划中的一项发起任务',
    body: CreateTask,
    answer: TaskView,
    status: 201,
    run: createTask,
  });
  write(app, deps, {
    route: 'PUT /api/v1/tasks/:task/statement',
    tag,
    summary: '专项、联合检查在封存名单前写明范围和抽查比例（或家数）',
    params: z.strictObject({ task: z.string().max(100) }),
    body: StateTask.omit({ task: true }),
    answer: TaskView,
    run: stateTask,
  });
  write(app, deps, {
    route: 'POST /api/v1/tasks/:task/withdrawal',
    tag,
    summary: '撤回还没有封存过名单的任务，计划中的这一项可以重新发起；理由加密保存',
    params: z.strictObject({ task: z.string().max(100) }),
    body: WithdrawTask.omit({ task: true }),
    answer: TaskView,
    status: 201,
    run: withdrawTask,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/overlaps',
    tag,
    summary: '两级任务在同一时段抽到的同一对象，供双方统筹；查看会记入日志',
    params: z.strictObject({ agency: z.string().max(20) }),
    answer: OverlapList,
    run: listOverlaps,
  });
  read(app, deps, {
    route: 'GET /api/v1/agencies/:agency/load',
    tag,
    summary: '一年中检查在对象、区域和各周的分布，供错开时间；查看会记入日志',
    params: LoadPlace,
    query: LoadSearch,
    answer: LoadView,
    run: showLoad,
  });
  read(app, deps, {
    route: 'GET /api/v1/tasks/:task',
    tag,
    summary: '一个任务',
    params: z.strictObject({ task: z.string().max(100) }),
    answer: TaskView,
    run: showTask,
  });
}
