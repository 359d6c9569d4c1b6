import type { FastifyReply, FastifyRequest } from 'fastify';
import { findSession, type Session } from '../accounts/sessions.ts';
import type { Deps } from '../context.ts';
import { Problem } from '../problem.ts';
import { type Action, type Actor, may } from '../rights.ts';
import type { RouteRule } from './route-table.ts';

/**
 * Over TLS the cookie is `__Host-sunlot`: Secure, this host only. An intranet without TLS gets the plain name, still
 * HttpOnly and SameSite=Strict; there the network itself has to be trusted.
 */
function cookieName(request: FastifyRequest): string {
  return request.protocol === 'https' ? '__Host-sunlot' : 'sunlot';
}

export function sessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(request)];
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const secure = request.protocol === 'https';
  reply.setCookie(cookieName(request), token, { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const secure = request.protocol === 'https';
  reply.clearCookie(cookieName(request), { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

/** The session behind a request, judged by the route's rule. @throws Problem 401 or 403. */
export async function requireSession(deps: Deps, request: FastifyRequest, rule: RouteRule): Promise<Session> {
  const token = sessionToken(request);
  const session = token === undefined ? undefined : await findSession(deps, token);
  if (!session) throw new Problem('request.notSignedIn');
  if (rule.right === 'own account' || rule.right === 'everybody') return session;
  if (session.restricted === 'password') throw new Problem('session.passwordMustChange');
  if (session.restricted === 'totp') throw new Problem('session.codeMustEnrol');
  if (rule.right !== 'signed in') requireRight(session.actor, rule.right, { rule, request });
  return session;
}

/**
 * Who could never do it, and who may not in the agency that the path names, is turned away before the body is read.
 * The use case asks again with the agency at hand.
 */
function requireRight(
  actor: Actor,
  right: Action,
  { rule, request }: { readonly rule: RouteRule; readonly request: FastifyRequest },
): void {
  may(actor, right, rule.territory === 'installation' ? undefined : actor.agency);
  const { agency } = (request.params ?? {}) as { readonly agency?: unknown };
  if (typeof agency === 'string') may(actor, right, agency);
}
