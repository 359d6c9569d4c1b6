import {
  ImportedJointDrawView,
  ImportJointDraw,
  JointDrawView,
  NamedJointDrawView,
} from '@sunlot/contract/drawn-elsewhere.ts';
import {
  AddPartner,
  ChooseJoint,
  ConfirmConsultation,
  Consult,
  JointListState,
  JointListView,
  JointPlace,
  JointTaskPlace,
  JointTasksView,
  JointTaskView,
  PartnersView,
  PartnerView,
} from '@sunlot/contract/joint.ts';
import { Publication } from '@sunlot/contract/plans.ts';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { upload } from '../../http/upload.ts';
import { chooseJointItems, confirmConsultation, consultPartner } from './consult.ts';
import { importJointDraw, namedJointDraw, showJointDraw } from './import-joint-draw.ts';
import { importJointItems } from './import-joint-items.ts';
import { listPartnerTasks, showJointTask } from './joint-task.ts';
import { addPartner, listPartners } from './partners.ts';
import { proposeJointItems } from './propose-joint-items.ts';
import { publishJointItems, showJointItems } from './publish-joint-items.ts';

const tag = '部门联合';
const ofAgency = { tag, params: JointPlace } as const;
const ofTask = { tag, params: JointTaskPlace, answer: JointTaskView } as const;

export function jointRoutes(app: FastifyInstance, deps: Deps): void {
  listRoutes(app, deps);
  partnerRoutes(app, deps);
  taskRoutes(app, deps);
  drawRoutes(app, deps);
}

function listRoutes(app: FastifyInstance, deps: Deps): void {
  const answer = JointListView;
  upload(app, deps, {
    route: 'POST /api/v1/agencies/:agency/joint-items/import',
    tag,
    summary: '以 multipart/form-data 的 file 字段上传部门联合随机抽查事项清单，存为草稿',
    run: importJointItems,
  });
  write(app, deps, {
    ...ofAgency,
    route: 'POST /api/v1/agencies/:agency/joint-items/proposal',
    summary: '以方案列出的联合事项为清单的第一版草稿',
    answer,
    status: 201,
    run: proposeJointItems,
  });
  read(app, deps, {
    ...ofAgency,
    route: 'GET /api/v1/agencies/:agency/joint-items',
    summary: '已公布的部门联合随机抽查事项清单，或待公布的草稿',
    query: JointListState,
    answer,
    run: showJointItems,
  });
  write(app, deps, {
    ...ofAgency,
    route: 'POST /api/v1/agencies/:agency/joint-items/publication',
    summary: '公布部门联合随机抽查事项清单，原清单随即失效',
    body: Publication,
    answer,
    run: publishJointItems,
  });
}

function partnerRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...ofAgency,
    route: 'GET /api/v1/agencies/:agency/partners',
    summary: '联合部门',
    answer: PartnersView,
    run: listPartners,
  });
  write(app, deps, {
    ...ofAgency,
    route: 'POST /api/v1/agencies/:agency/partners',
    summary: '登记联合部门；联系方式加密保存',
    body: AddPartner,
    answer: PartnerView,
    status: 201,
    run: addPartner,
  });
  read(app, deps, {
    ...ofAgency,
    route: 'GET /api/v1/agencies/:agency/partner-tasks',
    summary: '联合部门的账号查看本部门参加的任务；不含对象名称',
    answer: JointTasksView,
    run: listPartnerTasks,
  });
}

function taskRoutes(app: FastifyInstance, deps: Deps): void {
  read(app, deps, {
    ...ofTask,
    route: 'GET /api/v1/tasks/:task/joint',
    summary: '联合任务的事项、配合部门和协商情况',
    run: showJointTask,
  });
  write(app, deps, {
    ...ofTask,
    route: 'POST /api/v1/tasks/:task/joint',
    summary: '选定联合事项：只能用已公布清单内的',
    body: ChooseJoint,
    run: chooseJointItems,
  });
  write(app, deps, {
    ...ofTask,
    route: 'POST /api/v1/tasks/:task/consultations',
    summary: '登记与联合部门协商的事项、方式、要求',
    body: Consult,
    run: consultPartner,
  });
  write(app, deps, {
    ...ofTask,
    route: 'POST /api/v1/tasks/:task/confirmations',
    summary: '联合部门确认，或登记其回函',
    body: ConfirmConsultation,
    run: confirmConsultation,
  });
}

function drawRoutes(app: FastifyInstance, deps: Deps): void {
  const params = JointTaskPlace;
  write(app, deps, {
    route: 'POST /api/v1/tasks/:task/joint-draw',
    tag,
    summary: '采用牵头部门的抽取结果：文件以 base64 附上，加密保存，公开日志只记其散列',
    params,
    body: ImportJointDraw,
    answer: ImportedJointDrawView,
    status: 201,
    run: importJointDraw,
  });
  read(app, deps, {
    route: 'GET /api/v1/tasks/:task/joint-draw',
    tag,
    summary: '牵头部门的抽取结果；不含名称',
    params,
    answer: JointDrawView,
    run: showJointDraw,
  });
  read(app, deps, {
    route: 'GET /api/v1/tasks/:task/joint-draw/names',
    tag,
    summary: '牵头部门抽到的对象、小组和原文件；查看会记入日志',
    params,
    answer: NamedJointDrawView,
    run: namedJointDraw,
  });
}
