import { createHash } from 'node:crypto';
import { ImportAnswer as Answer, type ImportAnswer } from '@sunlot/contract/imports.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Deps, read as runRead, write as runWrite, type UseCase } from '../context.ts';
import type { ImportInput, ImportOutcome } from '../imports/run-import.ts';
import { Problem } from '../problem.ts';
import type { RowError } from '../workbooks/error-workbook.ts';
import { parseInput, register } from './endpoint.ts';
import { once } from './idempotency.ts';
import type { RouteName } from './route-table.ts';

const Agency = z.strictObject({ agency: z.string().max(20) });
const Options = z.strictObject({
  sheet: z.string().max(100).optional(),
  dryRun: z.enum(['true', 'false']).optional(),
});

type Upload = {
  readonly route: RouteName;
  readonly tag: string;
  readonly summary: string;
  readonly run: UseCase<ImportInput, ImportOutcome>;
};

/** A route that takes one workbook as `multipart/form-data`, in the part `file`. */
export function upload(app: FastifyInstance, deps: Deps, { run, ...described }: Upload): void {
  const endpoint = { ...described, params: Agency, query: Options, answer: Answer };
  register({ app, deps, endpoint }, async (session, request) => {
    const { params, query } = request;
    const { agency, sheet, dryRun } = parseInput(endpoint, { params, query, body: undefined });
    const file = await readUpload(request);
    const input = { agency, ...file, ...(sheet !== undefined && { sheet }), dryRun: dryRun === 'true' };
    if (input.dryRun) return importAnswer(await runRead(deps, session.actor, (ctx) => run(ctx, input)));
    const content = createHash('sha256').update(file.bytes).digest('hex');
    return once({ deps, actor: session.actor, request, content }, (keep) =>
      runWrite(deps, session.actor, (ctx) =>
        keep(async (inner, given: ImportInput) => importAnswer(await run(inner, given)))(ctx, input),
      ),
    );
  });
}

/** The one file of a request, in the part `file`. @throws Problem request.invalid, request.tooLarge */
export async function readUpload(
  request: FastifyRequest,
): Promise<{ readonly file: string; readonly bytes: Uint8Array }> {
  if (!request.isMultipart())
    throw new Problem('request.invalid', { what: '请以 multipart/form-data 上传一个文件，字段名 file' });
  const part = await request.file();
  if (part?.fieldname !== 'file') throw new Problem('request.invalid', { what: '缺少名为 file 的文件' });
  return { file: part.filename, bytes: await part.toBuffer() };
}

function importAnswer(outcome: ImportOutcome): ImportAnswer {
  const { errorsFile: _, ...counts } = outcome.result;
  return {
    ...counts,
    rejectedRows: outcome.rejected.map(remark),
    warnings: outcome.warnings.map(remark),
    unknownHeaders: [...outcome.unknownHeaders],
    repeatedHeaders: [...outcome.repeatedHeaders],
    ...(outcome.errorsWorkbook && { errorsWorkbook: Buffer.from(outcome.errorsWorkbook).toString('base64') }),
  };
}

function remark({ rowNumber, findings }: RowError): ImportAnswer['warnings'][number] {
  return { row: rowNumber, messages: findings.map(({ message }) => message) };
}
