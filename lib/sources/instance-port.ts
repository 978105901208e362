import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { AppError } from '#lib/errors';
import type { StoreConnection } from '#lib/sources/source';

export type Browsing = { timeoutMs: number; signal: AbortSignal };

const browserPort = 1434;
/** UDP loses what it likes: the question is put again until there is an answer. */
const askAgainMs = 500;
const everyInstance = Uint8Array.of(0x02);
const answerMark = 0x05;
const headerBytes = 3;

/**
 * Asks the SQL Server Browser of a store's host for the port of an instance. Not left to tedious: its lookup needs four
 * answers for one, and waits for a lost one until the connection is given up.
 */
export async function instancePort(store: StoreConnection, instance: string, browsing: Browsing): Promise<number> {
  const known = instancesIn(await askBrowser(store, instance, browsing));
  const found = known.find(({ name }) => name.toUpperCase() === instance.toUpperCase());
  if (found?.port) return found.port;
  const names = known.map(({ name }) => name).join(', ') || 'none';
  const text = found ? `instance ${instance} has no TCP port` : `no instance ${instance}, only ${names}`;
  throw browserError(store, 'unknown_instance', `the SQL Server Browser of ${store.host} says: ${text}`);
}

function browserError(store: StoreConnection, why: string, text: string, cause?: unknown): AppError {
  return new AppError('source_unavailable', `${store.name}: ${text}`, { cause, params: { why, store: store.id } });
}

/** The answer of whichever address of the host is the first to give one. */
async function askBrowser(store: StoreConnection, instance: string, { timeoutMs, signal }: Browsing): Promise<string> {
  const unknown = `so the port of instance ${instance} is not known; the store may be given its port instead`;
  const slow = `the SQL Server Browser of ${store.host} did not answer in time (UDP ${browserPort}), ${unknown}`;
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(browserError(store, 'timeout', slow)), timeoutMs);
  const ended = AbortSignal.any([signal, over.signal]);
  try {
    const asking = lookup(store.host, { all: true }).then((addresses) =>
      Promise.any(addresses.map((address) => askAddress(address, ended))),
    );
    return await Promise.race([asking, reasonOf(ended)]);
  } catch (error) {
    ended.throwIfAborted();
    if (!isRefused(error)) throw error;
    const refused = `no SQL Server Browser runs on ${store.host} (UDP ${browserPort} is refused), ${unknown}`;
    throw browserError(store, 'refused', refused, error);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

function reasonOf(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  if (signal.aborted) reject(signal.reason);
  return promise;
}

const isRefused = (error: unknown): boolean =>
  error instanceof AggregateError && error.errors.some((each) => Object(each).code === 'ECONNREFUSED');

type Address = { address: string; family: number };

/** Connected, so that only this address is heard and a closed port says so. */
async function askAddress({ address, family }: Address, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  const answer = Promise.withResolvers<string>();
  const ask = () => socket.send(everyInstance);
  socket.on('message', (bytes) => {
    if (bytes[0] === answerMark) answer.resolve(bytes.toString('latin1', headerBytes));
  });
  socket.on('error', answer.reject);
  let timer: NodeJS.Timeout | undefined;
  socket.on('connect', () => {
    ask();
    timer = setInterval(ask, askAgainMs);
  });
  socket.connect(browserPort, address);
  try {
    return await Promise.race([answer.promise, reasonOf(signal)]);
  } finally {
    clearInterval(timer);
    socket.close();
  }
}

/** `ServerName;…;InstanceName;SQLEXPRESS;…;tcp;52013;;ServerName;…`: names and values in turn. */
function instancesIn(answer: string): { name: string; port: number }[] {
  return answer.split(';;').flatMap((entry) => {
    const words = entry.split(';');
    const wordAfter = (name: string) => words.find((_, at) => at % 2 === 1 && words[at - 1] === name);
    const name = wordAfter('InstanceName');
    return name === undefined ? [] : [{ name, port: Number(wordAfter('tcp') ?? 0) }];
  });
}
