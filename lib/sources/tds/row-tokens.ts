import { EventEmitter } from 'node:events';
import type { Connection } from 'tedious';
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js';
import { RequestTokenHandler, type TokenHandler } from 'tedious/lib/token/handler.js';
import StreamParser from 'tedious/lib/token/stream-parser.js';
import type { BatchWriter } from '#lib/sources/tds/column-writer';
import {
  type BadRow,
  nullBitmapRowToken,
  type RowsRead,
  readRows,
  rowToken,
  skipRows,
} from '#lib/sources/tds/read-rows';
import { planRows, type RowPlan } from '#lib/sources/tds/row-plan';

/** Where the rows of the next request go instead of tedious's row events. */
export type RowTarget = {
  batch: BatchWriter;
  /** Awaited when the batch is full, before another row is read: the back-pressure that reaches the socket. */
  full: () => Promise<void>;
  /** What to fail with for a row that cannot be stored. The connection does not outlive it. */
  badRow: (bad: BadRow) => Error;
};

/** What a connection's rows do now; null leaves them to tedious. */
export type RowSwitch = { target: RowTarget | null; received: () => void };

type Message = Parameters<Connection['createTokenStreamParser']>[0];
type TokenParser = ReturnType<Connection['createTokenStreamParser']>;

/**
 * Puts our row reader under a connection: tedious keeps prelogin, TLS, login, requests, attention and every token
 * but ROW and NBCROW. Stands on tedious's `createTokenStreamParser`, which is why its version is pinned.
 */
export function divertRows(connection: Connection, rows: RowSwitch): void {
  connection.createTokenStreamParser = (message, handler) => tokenParser(connection, message, handler, rows);
}

/** True because tedious uses nothing of its parser but the events `end` and `error`, `pause` and `resume`. */
function asTokenParser(emitter: EventEmitter & { pause: () => void; resume: () => void }): TokenParser {
  return emitter as TokenParser;
}

function tokenParser(connection: Connection, message: Message, handler: TokenHandler, rows: RowSwitch): TokenParser {
  // Requests are never paused: back-pressure waits inside `full`, and a cancelled request frees it.
  const parser = Object.assign(new EventEmitter(), { pause() {}, resume() {} });
  const isRequest = handler instanceof RequestTokenHandler;
  parseMessage({ connection, message, handler, rows, target: isRequest ? rows.target : null }).then(
    () => process.nextTick(() => parser.emit('end')),
    (error) => process.nextTick(() => parser.emit('error', error)),
  );
  return asTokenParser(parser);
}

type Parsing = {
  connection: Connection;
  message: Message;
  handler: TokenHandler;
  rows: RowSwitch;
  target: RowTarget | null;
};

async function parseMessage(parsing: Parsing): Promise<void> {
  const { connection, message, handler, rows, target } = parsing;
  const parser = new StreamParser(connection.config.options);
  const state: RowState = { target, plan: null, metadata: parser.colMetadata };
  // Not `for await`: that would destroy the message when a token cannot be parsed.
  const chunks: AsyncIterator<Buffer> = message[Symbol.asyncIterator]();
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    rows.received();
    parser.write(next.value);
    while (true) {
      const read = rowsAt(parser, state, isCancelled(handler));
      if (read === 'full') await target?.full();
      else if (read === 'incomplete') break;
      else if (!handleToken(parser, handler)) break;
    }
  }
  parser.end();
}

function isCancelled(handler: TokenHandler): boolean {
  return handler instanceof RequestTokenHandler && handler.request.canceled;
}

/** One token that is no row of ours, through tedious's own parser; false when more bytes must come first. */
function handleToken(parser: StreamParser, handler: TokenHandler): boolean {
  const token = parser.read();
  if (token === undefined) return false;
  dispatch(handler, token.handlerName, token);
  return true;
}

/** True because a token names the handler's method that takes exactly this kind of token. */
function dispatch(handler: TokenHandler, name: keyof TokenHandler, token: unknown): void {
  (handler[name] as (this: TokenHandler, token: unknown) => void).call(handler, token);
}

type RowState = {
  target: RowTarget | null;
  plan: RowPlan | null;
  metadata: readonly ColumnMetadata[];
};

/** Reads the rows that stand at the parser's position, if any do. */
function rowsAt(parser: StreamParser, state: RowState, cancelled: boolean): RowsRead['stopped'] {
  const target = state.target;
  if (target === null || parser.tokenReader !== undefined) return 'token';
  if (parser.buffer.length - parser.position < parser.bytesNeeded && !parser.appendPending()) return 'incomplete';
  const token = parser.buffer[parser.position];
  if (token !== rowToken && token !== nullBitmapRowToken) return 'token';
  const plan = planOf(parser, state, target);
  const view = new DataView(parser.buffer.buffer, parser.buffer.byteOffset, parser.buffer.length);
  const read = cancelled ? skipRows(plan, view, parser.position) : readRows(plan, target.batch, view, parser.position);
  parser.position = read.position;
  parser.bytesNeeded = read.stopped === 'incomplete' ? parser.buffer.length - read.position + 1 : 1;
  if (read.bad) throw target.badRow(read.bad);
  return read.stopped;
}

/** The plan of the result set that the parser is in: a new COLMETADATA token makes a new one. */
function planOf(parser: StreamParser, state: RowState, target: RowTarget): RowPlan {
  if (state.plan === null || state.metadata !== parser.colMetadata) {
    state.metadata = parser.colMetadata;
    state.plan = planRows(parser.colMetadata, target.batch.columns);
  }
  return state.plan;
}
