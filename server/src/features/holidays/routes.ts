import { HolidayTable, HolidayYearView } from '@sunlot/contract/holidays.ts';
import type { FastifyInstance } from 'fastify';
import { type Deps, write as runWrite } from '../../context.ts';
import { parseInput, register } from '../../http/endpoint.ts';
import { importHolidays } from './import-holidays.ts';

export function holidayRoutes(app: FastifyInstance, deps: Deps): void {
  const endpoint = {
    route: 'POST /api/v1/holidays',
    tag: '节假日',
    summary: '导入一年的放假和调休安排',
    body: HolidayTable,
    answer: HolidayYearView,
  } as const;
  register({ app, deps, endpoint }, (session, request) => {
    const input = { content: parseInput({ body: HolidayTable }, request) };
    return runWrite(deps, session.actor, (ctx) => importHolidays(ctx, input));
  });
}
