import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Liveness, Readiness } from '#lib/contract/health';
import { type Problem, type ProblemCode, problemCodes } from '#lib/contract/problem';

export type EarlyAnswer = { phase: string; liveness: Liveness };

/** Answers while the program starts: alive, not ready, come back in a second. */
export function answerEarly(request: IncomingMessage, response: ServerResponse, about: EarlyAnswer): void {
  const path = (request.url ?? '/').split('?')[0];
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Retry-After', '1');
  if (path === '/health/readiness') json(response, 503, notReady(about.phase));
  else if (path === '/health/liveness') json(response, 200, about.liveness);
  else if (request.headers.accept?.includes('text/html')) waitingPage(response);
  else problem(response, 'storage_unavailable', `Fluxion is starting: ${about.phase}. Try again in a moment.`);
}

export function refuse(response: ServerResponse, host: string | undefined): void {
  problem(
    response,
    'forbidden',
    `This server is not known under the name ${JSON.stringify(host)}: set PUBLIC_URL or ALLOWED_HOSTS if it should be.`,
  );
}

export function refuseAddress(response: ServerResponse): void {
  problem(
    response,
    'malformed',
    'The address is not valid: a % escape of it stands for no character, or a name in it is "." or "..".',
  );
}

function notReady(phase: string): Readiness {
  return { status: 'not_ready', checks: [{ name: 'start', ok: false, message: phase }] };
}

function problem(response: ServerResponse, code: ProblemCode, message: string): void {
  const body: Problem = { error: { code, message, details: [], requestId: randomUUID() } };
  json(response, problemCodes[code].status, body);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

/** Loads itself again until the real page is there. */
function waitingPage(response: ServerResponse): void {
  const page =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1">' +
    '<title>Fluxion</title><p>Fluxion is starting… · Fluxion está iniciando…</p></html>';
  response.writeHead(503, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
}
