import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

const VERSION = '0.1.0';

/** Collects the routes registered after it into an OpenAPI 3.1 document, from the contract's own schemas. */
export async function collectOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '双随机、一公开 Sunlot',
        version: VERSION,
        description:
          '工作人员用 /api/v1，人人可用 /public/v1。出错时回答 RFC 9457 的 application/problem+json，其中 code 固定不变。写入可带 Idempotency-Key：同一个键只生效一次。列表用 cursor 翻页。',
        license: { name: 'MulanPSL-2.0', url: 'https://license.coscl.org.cn/MulanPSL2' },
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-sunlot' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}
