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

type Parsing = {
  parser: StreamParser;
  handler: RequestTokenHandler;
  target: RowTarget | null;
  /** Of the result set that the parser is in. */
  plan: RowPlan | null;
  metadata: readonly ColumnMetadata[];
};

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

/** Reads the rows that stand at the parser's position, if any do. */
function readRowsAt(parsing: Parsing): RowsRead['stopped'] {
  const { parser, target } = parsing;
  if (target === null || parser.tokenReader !== undefined) return 'token';
  if (parser.buffer.length - parser.position < parser.bytesNeeded) {
    const isFull = bridgeRow(parsing, target) === 'full';
    if (isFull) return 'full';
    if (parser.buffer.length - parser.position < parser.bytesNeeded && !parser.appendPending()) return 'incomplete';
  }
  if (!isRowToken(parser.buffer[parser.position])) return 'token';
  const read = readOrSkip(parsing, target, {
    bytes: parser.buffer,
    from: parser.position,
    until: parser.buffer.length,
  });
  parser.position = read.position;
  parser.bytesNeeded = read.stopped === 'incomplete' ? parser.buffer.length - read.position + 1 : 1;
  return read.stopped;
}

const isRowToken = (token: number | undefined): boolean => token === rowToken || token === nullBitmapRowToken;

/** Enough for the rest of any usual row; a longer one makes the parser join its chunks. */
const bridgeBytes = 4096;

/**
 * A row that spans two chunks is read from a copy of its two ends, and the second chunk is gone on with in place:
 * the parser's own way copies every chunk that follows an unfinished row.
 */
function bridgeRow(parsing: Parsing, target: RowTarget): RowsRead['stopped'] {
  const { parser } = parsing;
  const [chunk] = parser.pending;
  const tail = parser.buffer.subarray(parser.position);
  if (!chunk || parser.pending.length > 1 || chunk.length <= bridgeBytes || !isRowToken(tail[0])) return 'incomplete';
  const bytes = Buffer.concat([tail, chunk.subarray(0, bridgeBytes)]);
  const read = readOrSkip(parsing, target, { bytes, from: 0, until: tail.length });
  if (read.position < tail.length) return read.stopped;
  parser.buffer = chunk;
  parser.position = read.position - tail.length;
  parser.pending = [];
  parser.pendingLength = 0;
  parser.bytesNeeded = 1;
  return 'incomplete';
}

type Span = { bytes: Buffer; from: number; until: number };

function readOrSkip(parsing: Parsing, target: RowTarget, { bytes, from, until }: Span): RowsRead {
  const plan = planOf(parsing, target);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const span = { view, position: from, until };
  if (parsing.handler.request.canceled) return skipRows(plan, span);
  const read = readRows(plan, target.batch, span);
  if (read.bad) throw target.badRow(read.bad);
  return read;
}

/** A new COLMETADATA token makes a new plan. */
function planOf(parsing: Parsing, target: RowTarget): RowPlan {
  const { colMetadata } = parsing.parser;
  if (parsing.plan === null || parsing.metadata !== colMetadata) {
    parsing.metadata = colMetadata;
    parsing.plan = planRows(colMetadata, target.batch.columns);
  }
  return parsing.plan;
}
