import type { FastifyReply, FastifyRequest } from 'fastify';
import { findSession, type Session } from '../accounts/sessions.ts';
import type { Deps } from '../context.ts';
import { Problem } from '../problem.ts';
import { may } from '../rights.ts';
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
  if (rule.right !== 'signed in') {
    // The use case asks again with the agency at hand; here who may not is turned away before the body is read.
    may(session.actor, rule.right, rule.territory === 'installation' ? undefined : placeOf(session, request));
  }
  return session;
}

/** The agency that the path names; where it names none, the person's own stands for whichever it will be. */
function placeOf({ actor }: Session, { params }: FastifyRequest): string | undefined {
  const { agency } = (params ?? {}) as { readonly agency?: unknown };
  return typeof agency === 'string' ? agency : actor.agency;
}
