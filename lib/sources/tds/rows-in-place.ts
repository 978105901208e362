import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js';
import type { RequestTokenHandler } from 'tedious/lib/token/handler.js';
import type StreamParser from 'tedious/lib/token/stream-parser.js';
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

export type Parsing = {
  parser: StreamParser;
  handler: RequestTokenHandler;
  target: RowTarget | null;
  /** Of the result set that the parser is in. */
  plan: RowPlan | null;
  metadata: readonly ColumnMetadata[];
};

/** Reads the rows that stand at the parser's position, if any do. */
export function readRowsAt(parsing: Parsing): RowsRead['stopped'] {
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
