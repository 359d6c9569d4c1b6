import {
  ChangePasswordRequest,
  Done,
  OpenSessions,
  SessionView,
  SignInRequest,
  TotpCode,
  TotpOffer,
} from '@sunlot/contract/sessions.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Deps, read, write } from '../context.ts';
import { describe, parseInput, register } from '../http/endpoint.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from '../http/sessions.ts';
import { changePassword } from './change-password.ts';
import { confirmTotp, offerTotp } from './enrol-totp.ts';
import { recentResets } from './password-resets.ts';
import { endSession, findSession, listSessions, type Session, sessionId } from './sessions.ts';
import { makeSigningIn, signIn } from './sign-in.ts';

const tag = '登录与账号';

/** Signing in and out, and what a person does about their own account. */
export function accountRoutes(app: FastifyInstance, deps: Deps, limits: { readonly signInsPerMinute: number }): void {
  signInRoute(app, deps, limits);
  sessionRoutes(app, deps);
  secretRoutes(app, deps);
}

function signInRoute(
  app: FastifyInstance,
  deps: Deps,
  { signInsPerMinute }: { readonly signInsPerMinute: number },
): void {
  const signingIn = makeSigningIn(deps);
  app.post('/api/v1/session', {
    schema: describe({ tag, summary: '登录', body: SignInRequest, answer: SessionView, status: 201 }),
    config: { rateLimit: { max: signInsPerMinute, timeWindow: 60_000 } },
    handler: async (request, reply) => {
      const token = await signIn(signingIn, {
        ...parseInput({ body: SignInRequest }, request),
        address: request.ip,
        agent: request.headers['user-agent'] ?? '',
        replaces: sessionToken(request),
      });
      setSessionCookie(request, reply, token);
      return reply.code(201).send(await sessionView(deps, (await findSession(deps, token))!));
    },
  });
}

function sessionRoutes(app: FastifyInstance, deps: Deps): void {
  register(
    { app, deps, endpoint: { route: 'GET /api/v1/session', tag, summary: '当前登录', answer: SessionView } },
    (session) => sessionView(deps, session),
  );
  register(
    { app, deps, endpoint: { route: 'DELETE /api/v1/session', tag, summary: '退出', answer: Done } },
    async (session, request, reply) => {
      await write(deps, session.actor, (ctx) => endSession(ctx, { session: session.id }));
      clearSessionCookie(request, reply);
      return { done: true };
    },
  );
  register(
    {
      app,
      deps,
      endpoint: { route: 'GET /api/v1/account/sessions', tag, summary: '本人的登录', answer: OpenSessions },
    },
    async (session) => {
      const rows = await read(deps, session.actor, listSessions);
      return {
        items: rows.map((row) => ({
          id: sessionId(row),
          current: sessionId(row) === session.id,
          startedAt: row.started_at,
          lastSeenAt: row.last_seen_at,
          address: row.address,
          agent: row.agent,
        })),
      };
    },
  );
  const params = z.strictObject({ session: z.string().max(64) });
  register(
    {
      app,
      deps,
      endpoint: {
        route: 'DELETE /api/v1/account/sessions/:session',
        tag,
        summary: '结束本人的一次登录',
        params,
        answer: Done,
      },
    },
    async (session, request) => {
      await write(deps, session.actor, (ctx) => endSession(ctx, parseInput({ params }, request)));
      return { done: true };
    },
  );
}

function secretRoutes(app: FastifyInstance, deps: Deps): void {
  const body = ChangePasswordRequest;
  register(
    { app, deps, endpoint: { route: 'PUT /api/v1/account/password', tag, summary: '修改密码', body, answer: Done } },
    async (session, request) => {
      const input = { ...parseInput({ body }, request), kept: session.tokenHash };
      const outcome = await write(deps, session.actor, (ctx) => changePassword(ctx, input));
      if ('refused' in outcome) throw outcome.refused;
      return { done: true };
    },
  );
  register(
    {
      app,
      deps,
      endpoint: { route: 'POST /api/v1/account/totp', tag, summary: '启用动态验证码：取得密钥', answer: TotpOffer },
    },
    (session) => write(deps, session.actor, (ctx) => offerTotp(ctx, { session: session.tokenHash })),
  );
  register(
    {
      app,
      deps,
      endpoint: {
        route: 'PUT /api/v1/account/totp',
        tag,
        summary: '启用动态验证码：确认',
        body: TotpCode,
        answer: Done,
      },
    },
    async (session, request) => {
      const { code } = parseInput({ body: TotpCode }, request);
      await write(deps, session.actor, (ctx) => confirmTotp(ctx, { session: session.tokenHash, code }));
      return { done: true };
    },
  );
}

async function sessionView(deps: Deps, session: Session): Promise<SessionView> {
  const { id, actor, startedAt, expiresAt, restricted } = session;
  const resets = await read(deps, actor, recentResets);
  return {
    id,
    login: actor.login,
    displayName: actor.name,
    ...(actor.agency !== undefined && { agency: actor.agency }),
    roles: [...actor.roles],
    startedAt,
    expiresAt,
    ...(restricted && { mustDo: restricted === 'password' ? 'changePassword' : 'enrolCode' }),
    ...(resets.length > 0 && { passwordResets: resets }),
  };
}
