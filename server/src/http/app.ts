import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { accountRoutes } from '../accounts/routes.ts';
import type { Deps } from '../context.ts';
import { agencyRoutes } from '../features/agencies/routes.ts';
import { appraisalRoutes } from '../features/appraisal/routes.ts';
import { availabilityRoutes } from '../features/availability/routes.ts';
import { classRoutes } from '../features/classes/routes.ts';
import { figureRoutes } from '../features/compliance/figure-routes.ts';
import { complianceRoutes } from '../features/compliance/routes.ts';
import { directedRoutes } from '../features/directed/routes.ts';
import { dispatchRoutes } from '../features/dispatch/routes.ts';
import { drawRoutes } from '../features/draws/routes.ts';
import { dutyRoutes } from '../features/duties/routes.ts';
import { handOverRoutes } from '../features/hand-overs/routes.ts';
import { handedDownRoutes } from '../features/handed-down/routes.ts';
import { holidayRoutes } from '../features/holidays/routes.ts';
import { inspectorRoutes } from '../features/inspectors/routes.ts';
import { itemExchangeRoutes } from '../features/item-exchange/routes.ts';
import { itemRoutes } from '../features/items/routes.ts';
import { jointRoutes } from '../features/joint/routes.ts';
import { liabilityRoutes } from '../features/liability/routes.ts';
import { objectRoutes } from '../features/objects/routes.ts';
import { ownNumberRoutes } from '../features/own-numbers/routes.ts';
import { packRoutes } from '../features/packs/routes.ts';
import { planRoutes } from '../features/plans/routes.ts';
import { publicationRoutes } from '../features/publication/routes.ts';
import { reconciliationRoutes } from '../features/reconciliation/routes.ts';
import { reviewRoutes } from '../features/reviews/routes.ts';
import { stewardRoutes } from '../features/stewards/routes.ts';
import { taskEndRoutes } from '../features/task-ends/routes.ts';
import { taskRoutes } from '../features/tasks/routes.ts';
import { userRoutes } from '../features/users/routes.ts';
import { visitFormRoutes } from '../features/visit-forms/routes.ts';
import { visitRoutes } from '../features/visits/routes.ts';
import { yearlyListRoutes } from '../features/yearly-lists/routes.ts';
import { Problem } from '../problem.ts';
import { failurePage, notFoundPage } from '../public/page-routes.ts';
import { publicRoutes } from '../public/routes.ts';
import { resultRoutes } from '../results/routes.ts';
import { refuseCrossSite } from './cross-site.ts';
import { collectOpenApi } from './describe-api.ts';
import { healthRoute } from './health.ts';
import { defaultLimits, type HttpLimits } from './limits.ts';
import { answerProblems, answerRouterError, type Report, reportToStderr, sendNotFound } from './problems.ts';
import { cutStalledReaders } from './stalled-readers.ts';

export type HttpSettings = {
  readonly limits?: Partial<HttpLimits>;
  /** Addresses of the proxies in front, whose X-Forwarded-* headers are believed; none where absent. */
  readonly trustedProxies?: readonly string[];
  readonly report?: Report;
};

/** The HTTP application: every route of the product, composed here and nowhere else. Listens nowhere yet. */
export async function buildApp(deps: Deps, settings: HttpSettings = {}): Promise<FastifyInstance> {
  const limits = { ...defaultLimits, ...settings.limits };
  const app = Fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkMs },
    trustProxy: settings.trustedProxies ? [...settings.trustedProxies] : false,
    routerOptions: { maxParamLength: 128 },
    logger: false,
    frameworkErrors: answerRouterError,
  });
  // Input is parsed by the endpoint, after the session; here its schema only describes it.
  app.setValidatorCompiler(() => (value) => ({ value }));
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app, settings.report ?? reportToStderr, (problem) => failurePage(deps, problem));
  await protect(app, limits);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, sendNotFound(notFoundPage(deps)));
  await collectOpenApi(app);
  accountRoutes(app, deps, limits);
  agencyRoutes(app, deps);
  userRoutes(app, deps);
  holidayRoutes(app, deps);
  objectRoutes(app, deps);
  classRoutes(app, deps);
  handedDownRoutes(app, deps);
  reviewRoutes(app, deps);
  reconciliationRoutes(app, deps);
  stewardRoutes(app, deps);
  yearlyListRoutes(app, deps);
  inspectorRoutes(app, deps);
  itemRoutes(app, deps);
  ownNumberRoutes(app, deps);
  packRoutes(app, deps);
  planRoutes(app, deps);
  taskRoutes(app, deps);
  publicationRoutes(app, deps);
  visitRoutes(app, deps);
  directedRoutes(app, deps);
  dispatchRoutes(app, deps);
  taskEndRoutes(app, deps);
  visitFormRoutes(app, deps);
  resultRoutes(app, deps);
  jointRoutes(app, deps);
  dutyRoutes(app, deps);
  itemExchangeRoutes(app, deps);
  appraisalRoutes(app, deps);
  handOverRoutes(app, deps);
  liabilityRoutes(app, deps);
  availabilityRoutes(app, deps);
  complianceRoutes(app, deps);
  figureRoutes(app, deps);
  drawRoutes(app, deps);
  await publicRoutes(app, deps);
  healthRoute(app, deps);
  return app;
}

async function protect(app: FastifyInstance, limits: HttpLimits): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ["'none'"],
      },
    },
    // Over plain http a browser ignores it; over TLS it keeps the browser there.
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    // Other sites learn nothing; with `no-referrer` a form of our own would come with the origin `null`.
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: () => new Problem('request.tooMany'),
  });
  await app.register(underPressure, { maxEventLoopDelay: limits.busyMs, retryAfter: 5, pressureHandler: shed });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { files: 1, fileSize: limits.uploadBytes, fields: 8, fieldSize: 1_000, parts: 9, headerPairs: 50 },
    throwFileSizeLimit: true,
  });
  refuseCrossSite(app);
  cutStalledReaders(app, limits.stalledReaderMs);
}

/** Under overload sign-in and draws keep their places; everything else is told to come back. */
function shed({ url }: { readonly url: string }): void {
  if (!/^\/api\/v1\/(?:session|draws)(?:[/?]|$)/.test(url)) throw new Problem('server.busy');
}
