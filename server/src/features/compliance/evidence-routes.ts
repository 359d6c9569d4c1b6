import { createHash } from 'node:crypto';
import { CompliancePlace } from '@sunlot/contract/compliance.ts';
import { EvidenceFile, EvidencePlace, PeriodReportView } from '@sunlot/contract/period-reports.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Deps, read as runRead, write as runWrite } from '../../context.ts';
import { parseInput, register } from '../../http/endpoint.ts';
import { once } from '../../http/idempotency.ts';
import { readUpload } from '../../http/upload.ts';
import { addEvidence } from './add-evidence.ts';
import { openEvidence } from './report-evidence.ts';

const tag = '报送';
const BYTES = 'application/octet-stream';

/** Files that prove the typical cases of a summary: one goes in by each request, and each comes back as it was. */
export function evidenceRoutes(app: FastifyInstance, deps: Deps): void {
  const adding = {
    route: 'POST /api/v1/agencies/:agency/period-reports/evidence',
    tag,
    summary:
      '以 multipart/form-data 的 file 字段给最近一次报送的总结附一个佐证材料文件（PDF、JPEG、PNG、XLSX、DOCX、ZIP，最大 20 MB），case 为典型案例的序号；加密保存',
    params: CompliancePlace,
    query: EvidencePlace,
    answer: PeriodReportView,
    status: 201,
  } as const;
  register({ app, deps, endpoint: adding }, async (session, request) => {
    const { params, query } = request;
    const place = parseInput(adding, { params, query, body: undefined });
    const input = { ...place, ...(await readUpload(request)) };
    const content = createHash('sha256').update(input.bytes).digest('hex');
    return once({ deps, actor: session.actor, request, content }, (keep) =>
      runWrite(deps, session.actor, (ctx) => keep(addEvidence)(ctx, input)),
    );
  });
  const opening = {
    route: 'GET /api/v1/agencies/:agency/period-reports/evidence/:evidence',
    tag,
    summary: '一个佐证材料文件，与附上时逐字节相同；查看留痕',
    params: EvidenceFile,
    answer: z.string(),
    type: BYTES,
  } as const;
  register({ app, deps, endpoint: opening }, async (session, request, reply) => {
    const input = parseInput(opening, { params: request.params, query: request.query, body: undefined });
    const { name, bytes } = await runRead(deps, session.actor, (ctx) => openEvidence(ctx, input));
    // Never shown by the browser in the name of this server, whatever it holds.
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    reply.header('x-content-type-options', 'nosniff').type(BYTES);
    return Buffer.from(bytes);
  });
}
