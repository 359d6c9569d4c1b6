import {
  FormAsk,
  FormPlace,
  SubmitForm,
  SubmittedForm,
  TaskForms,
  TaskFormView,
} from '@sunlot/contract/visit-forms.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { listForms } from './list-forms.ts';
import { showForm } from './show-form.ts';
import { submitForm } from './submit-form.ts';

const ofTask = { tag: '现场检查表', params: FormPlace } as const;

export function visitFormRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...ofTask,
    route: 'GET /api/v1/tasks/:task/forms',
    summary: '哪些检查已提交检查表、哪些没有；含名称，查看会记入日志',
    answer: TaskForms,
    run: listForms,
  });
  read(app, deps, {
    ...ofTask,
    route: 'GET /api/v1/tasks/:task/form',
    summary: '一次检查的检查表：未提交的为待填的表，已提交的为最近一版（或 version 所指的一版）；查看会记入日志',
    query: FormAsk,
    answer: TaskFormView,
    run: showForm,
  });
  write(app, deps, {
    ...ofTask,
    route: 'POST /api/v1/tasks/:task/forms',
    summary: '提交一次检查的检查表，每一行都须填写；再次提交是更正，须写明理由，原表保留',
    body: SubmitForm,
    answer: SubmittedForm,
    status: 201,
    run: submitForm,
  });
}
