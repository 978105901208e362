import { AppError, type ErrorParams, isAppError } from '#lib/errors';
import { usualPort } from '#lib/sources/connection-settings';
import { type Cause, chainOf, numberOf, plainCause, textOf, type Verdict } from '#lib/sources/failure-cause';
import type { StoreConnection } from '#lib/sources/source';
import { linesBeforeQuery } from '#lib/sources/sql-server-query';
import { hangUpVerdict, isHangUp, isTls, tlsVerdict } from '#lib/sources/tls-errors';

/** What no later attempt can change; the server's own trouble has far more numbers than can be listed. */
const loginNumbers = new Set([18456, 18452, 18470, 18486, 18487, 18488]);
const permissionNumbers = new Set([229, 230, 262, 297, 300, 916, 4064]);
const unknownNameNumbers = new Set([207, 208, 209, 2812, 4104, 137, 195, 4121]);
const syntaxNumbers = new Set([102, 103, 105, 156, 170, 319, 1033, 8155, 8156, 145, 1056]);
const conversionNumbers = new Set([
  220, 232, 241, 242, 244, 245, 248, 295, 296, 517, 529, 8114, 8115, 8134, 8169, 8152, 2628,
]);
/** The database is not there, or not open: the server says the same of one that recovers or is being restored. */
const databaseNumbers = new Set([4060, 911]);

const networkWords: Readonly<Record<string, readonly [why: string, text: string]>> = {
  ENOTFOUND: ['unknown_host', 'the name of the host is not known'],
  EAI_AGAIN: ['unknown_host', 'the name of the host could not be looked up'],
  ECONNREFUSED: ['refused', 'the host refused the connection'],
  EHOSTUNREACH: ['unreachable', 'there is no route to the host'],
  ENETUNREACH: ['unreachable', 'there is no route to the network'],
  ETIMEDOUT: ['timeout', 'the host did not answer in time'],
  ETIMEOUT: ['timeout', 'the host did not answer in time'],
  ECONNRESET: ['lost', 'the connection was lost'],
  EPIPE: ['lost', 'the connection was lost'],
  ECLOSE: ['lost', 'the connection was closed'],
};

/** Says what failed in words, on what store, and whether trying again can help. Our own errors, and bugs, pass as they are. */
export function sourceError(error: unknown, store: StoreConnection): Error {
  if (isAppError(error) || error instanceof TypeError || error instanceof ReferenceError) return error;
  const cause = causeOf(error);
  const { code, why, text } = verdictOf(cause, store);
  const params: ErrorParams = { why, store: store.id };
  if (cause.number > 0) Object.assign(params, { number: cause.number, line: cause.line });
  return new AppError(code, `${store.name}: ${text}`, { cause: error, params });
}

function verdictOf(cause: Cause, store: StoreConnection): Verdict {
  if (isTls(cause)) return tlsVerdict(cause, store);
  if (cause.number > 0) return serverVerdict(cause, store);
  if (isHangUp(cause) && store.encryption !== 'off') return hangUpVerdict(store, addressOf(store));
  const network = networkWords[cause.code];
  if (network) return { code: 'source_unavailable', why: network[0], text: `${network[1]} (${addressOf(store)})` };
  if (cause.code === 'ELOGIN')
    return { code: 'source_rejected', why: 'login', text: `the login failed: ${cause.message}` };
  return { code: 'source_unavailable', why: 'lost', text: `the connection was lost: ${cause.message}` };
}

function serverVerdict(cause: Cause, store: StoreConnection): Verdict {
  const { number, message } = cause;
  const rejected = (why: string, text: string): Verdict => ({ code: 'source_rejected', why, text });
  const line = Math.max(1, cause.line - linesBeforeQuery);
  if (loginNumbers.has(number)) return rejected('login', `wrong user or password (user ${store.username})`);
  if (permissionNumbers.has(number)) return rejected('permission', `permission denied: ${message}`);
  if (unknownNameNumbers.has(number))
    return rejected('unknown_name', `the query names what is not there, line ${line}: ${message}`);
  if (syntaxNumbers.has(number)) return rejected('syntax', `the query is not valid, line ${line}: ${message}`);
  if (conversionNumbers.has(number))
    return rejected('conversion', `a value cannot be converted, line ${line}: ${message}`);
  // Everything else may pass: deadlocks, memory, shutdown, a database that recovers, is restored or moves to another node.
  const unavailable = (why: string, text: string): Verdict => ({ code: 'source_unavailable', why, text });
  if (databaseNumbers.has(number))
    return unavailable('database', `the database ${store.database} cannot be opened: ${message}`);
  return unavailable('server', `the server cannot answer now (error ${number}): ${message}`);
}

function addressOf({ host, port, instance }: StoreConnection): string {
  return instance === null ? `${host}:${port ?? usualPort}` : `${host}\\${instance}`;
}

/** The innermost cause that has a code of the network, TLS or the server. */
function causeOf(error: unknown): Cause {
  const chain = chainOf(error);
  const withNumber = chain.find((link) => numberOf(link, 'number') > 0);
  const causeIn = (link: object | undefined) => plainCause(link, chain[0]);
  const withCode = chain.findLast((link) => textOf(link, 'code') in networkWords || isTls(causeIn(link)));
  return causeIn(withNumber ?? withCode ?? chain[0]);
}
