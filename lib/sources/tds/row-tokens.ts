import { EventEmitter } from 'node:events';
import type { Connection } from 'tedious';
import { RequestTokenHandler, type TokenHandler } from 'tedious/lib/token/handler.js';
import StreamParser from 'tedious/lib/token/stream-parser.js';
import { type Parsing, type RowTarget, readRowsAt } from '#lib/sources/tds/rows-in-place';

/** What a connection's rows do now; null leaves them to tedious. */
export type RowSwitch = { target: RowTarget | null; received: () => void };

type Message = Parameters<Connection['createTokenStreamParser']>[0];
type TokenParser = ReturnType<Connection['createTokenStreamParser']>;

/**
 * Puts our row reader under a connection: tedious keeps prelogin, TLS, login, requests, attention and every token
 * but ROW and NBCROW. Stands on tedious's `createTokenStreamParser`, which is why its version is pinned.
 */
export function divertRows(connection: Connection, rows: RowSwitch): void {
  const own = connection.createTokenStreamParser.bind(connection);
  connection.createTokenStreamParser = (message, handler) =>
    handler instanceof RequestTokenHandler ? requestParser(connection, message, handler, rows) : own(message, handler);
}

/** True because tedious uses nothing of its parser but the events `end` and `error`, `pause` and `resume`. */
function asTokenParser(emitter: EventEmitter & { pause: () => void; resume: () => void }): TokenParser {
  return emitter as TokenParser;
}

function requestParser(
  connection: Connection,
  message: Message,
  handler: RequestTokenHandler,
  rows: RowSwitch,
): TokenParser {
  // Requests are never paused: back-pressure waits inside `full`, and a cancelled request frees it.
  const parser = Object.assign(new EventEmitter(), { pause() {}, resume() {} });
  parseMessage(
    message,
    { parser: new StreamParser(connection.config.options), handler, target: rows.target, plan: null, metadata: [] },
    rows.received,
  ).then(
    () => process.nextTick(() => parser.emit('end')),
    (error) => process.nextTick(() => parser.emit('error', error)),
  );
  return asTokenParser(parser);
}

/**
 * Reads a message as it flows in, a chunk at a time: tedious's own way, by iterating, joins chunks once more. The stream
 * may end while the reader waits for a full batch to be taken.
 */
function parseMessage(message: Message, parsing: Parsing, received: () => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isEnded = false;
  let isWaiting = false;
  const guarded = (work: () => void) => {
    try {
      work();
    } catch (error) {
      message.off('data', onData);
      reject(error);
    }
  };
  const finish = () => {
    parsing.parser.end();
    resolve();
  };
  const advance = () => {
    const full = readTokens(parsing);
    if (full === null) {
      if (isEnded) finish();
      return;
    }
    isWaiting = true;
    message.pause();
    full.then(() => {
      isWaiting = false;
      message.resume();
      guarded(advance);
    }, reject);
  };
  const onData = (chunk: Buffer) => {
    received();
    parsing.parser.write(chunk);
    if (!isWaiting) guarded(advance);
  };
  message.on('data', onData);
  message.on('error', reject);
  message.on('end', () => {
    isEnded = true;
    if (!isWaiting) guarded(finish);
  });
  return promise;
}

/** Reads all that has arrived; answers what to wait for when the batch is full before that. */
function readTokens(parsing: Parsing): Promise<void> | null {
  while (true) {
    const read = readRowsAt(parsing);
    if (read === 'full') return parsing.target?.full() ?? null;
    if (read === 'incomplete') return null;
    const token = parsing.parser.read();
    if (token === undefined) return null;
    dispatch(parsing.handler, token.handlerName, token);
  }
}

/** True because a token names the handler's method that takes exactly this kind of token. */
function dispatch(handler: TokenHandler, name: keyof TokenHandler, token: unknown): void {
  (handler[name] as (this: TokenHandler, token: unknown) => void).call(handler, token);
}
