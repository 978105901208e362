import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Variable } from '#demo/sql/compiled';
import { constantOf, constantValue, convertTo } from '#demo/sql/compiled';
import { parseParameterList } from '#demo/sql/parse-batch';
import { type Batch, type Outcome, runBatch } from '#demo/sql/run-batch';
import type { Result } from '#demo/sql/select';
import { SqlError } from '#demo/sql/sql-error';
import { type ByteWriter, byteWriter } from '#demo/tds/byte-writer';
import type { MessageWriter } from '#demo/tds/message-writer';
import { type Message, messageType } from '#demo/tds/packets';
import { rowEncoder, writeColumns } from '#demo/tds/result-encoder';
import { type Call, readBatch, readCall } from '#demo/tds/rpc';
import { type Session, writerOf } from '#demo/tds/session';
import {
  type DoneKind,
  transactionChange,
  writeDone,
  writeError,
  writeInfo,
  writeResetDone,
  writeReturnStatus,
  writeTextChange,
  writeTransactionChange,
} from '#demo/tds/tokens';

/** A response on its way: tokens gather in the writer and leave through the message. */
type Response = {
  session: Session;
  writer: ByteWriter;
  message: MessageWriter;
  doneKind: DoneKind;
  /** The end of the statement before, held back: whether more follows is known only later. */
  pending: { count?: number } | undefined;
};

const flushBytes = 128 * 1024;

/** Answers a batch, a call or a transaction request with one message, whatever happens. */
export async function answerRequest(session: Session, request: Message): Promise<void> {
  const isCall = request.type === messageType.rpc;
  const writer = byteWriter(flushBytes + 16 * 1024);
  const response: Response = {
    session,
    writer,
    message: writerOf(session),
    doneKind: isCall ? 'doneInProc' : 'done',
    pending: undefined,
  };
  if (request.resetsConnection) writeResetDone(writer);
  let failed = false;
  try {
    if (!request.ignored) await run(response, request);
  } catch (error) {
    if (session.line.stream().destroyed) throw error;
    failed = true;
    writePending(response);
    writeError(writer, sqlErrorOf(error), session.host.serverName);
  }
  if (isCall) writePending(response);
  if (isCall && !failed) writeReturnStatus(writer, 0);
  writeDone(writer, isCall ? 'doneProc' : 'done', { failed, ...response.pending });
  await response.message.write(writer.take());
  await response.message.end();
}

function writePending(response: Response): void {
  const { writer, doneKind, pending } = response;
  if (pending) writeDone(writer, doneKind, { ...pending, more: true });
  response.pending = undefined;
}

/** A bug of the fleet reaches the client as an error too, under a number of its own. */
function sqlErrorOf(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  return new SqlError(50001, `the simulated store failed: ${String(error)}`, { severity: 16 });
}

async function run(response: Response, request: Message): Promise<void> {
  if (request.type === messageType.transaction) return answerTransaction(response, request.payload);
  if (request.type === messageType.sqlBatch)
    return runOutcomes(response, { sql: readBatch(request.payload), parameters: new Map() });
  if (request.type === messageType.rpc) return runOutcomes(response, batchOf(readCall(request.payload)));
  throw new SqlError(
    4002,
    `The incoming tabular data stream (TDS) protocol stream is incorrect: message ${request.type}.`,
  );
}

/** sp_executesql: the statement, the declaration of its parameters, their values by name or in order. */
function batchOf({ procedure, parameters }: Call): Batch {
  if (procedure !== 'sp_executesql')
    throw new SqlError(2812, `Could not find stored procedure '${procedure}'.`, { severity: 16, state: 62 });
  const [statement, declaration, ...values] = parameters;
  const declared = parseParameterList(String(declaration?.value ?? ''));
  const variables = new Map<string, Variable>();
  declared.forEach(({ name, type }, index) => {
    const given = values.find((value) => value.name === name) ?? values[index];
    const value = given ? constantValue(convertTo(constantOf(given.value, given.type), type)) : null;
    variables.set(name, { type, value });
  });
  return { sql: String(statement?.value ?? ''), parameters: variables };
}

async function runOutcomes(response: Response, batch: Batch): Promise<void> {
  const { session } = response;
  const outcomes = runBatch(batch, session.host.environment(), session.state);
  for (const outcome of outcomes) {
    await act(response, outcome);
    if (session.isCancelled) return;
  }
}

async function act(response: Response, outcome: Outcome): Promise<void> {
  const { writer, session } = response;
  writePending(response);
  switch (outcome.kind) {
    case 'rows':
      return sendRows(response, outcome.result);
    case 'done':
      response.pending = {};
      return;
    case 'notice':
      return writeInfo(
        writer,
        { number: 0, state: 1, severity: 0, line: 1, message: outcome.message },
        session.host.serverName,
      );
    case 'wait':
      return wait(session, outcome.ms);
    case 'use':
      return changeDatabase(response, outcome);
  }
}

/** WAITFOR: over after its time, or as soon as the client cancels or goes. */
async function wait(session: Session, ms: number): Promise<void> {
  if (session.isCancelled) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    session.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  session.wake = () => undefined;
}

function changeDatabase(response: Response, { database, line }: { database: string; line: number }): void {
  const { writer, session } = response;
  const { host } = session;
  if (![host.database.toLowerCase(), 'master'].includes(database.toLowerCase()))
    throw new SqlError(911, `Database '${database}' does not exist. Make sure that the name is entered correctly.`, {
      severity: 16,
      line,
    });
  writeTextChange(writer, 'database', { to: database, from: host.database });
  const message = `Changed database context to '${database}'.`;
  writeInfo(writer, { number: 5701, state: 2, severity: 0, line, message }, host.serverName);
  response.pending = {};
}

async function sendRows(response: Response, result: Result): Promise<void> {
  const { writer, session, message } = response;
  const { host } = session;
  writeColumns(writer, result.columns);
  const encode = rowEncoder(result, host.compactNulls);
  let count = 0;
  let told = 0;
  for (const batch of result.batches) {
    const encoded = host.encodedRows?.find(result, batch, host.compactNulls);
    if (encoded) {
      await message.write(writer.take());
      for (const part of encoded) await message.write(part);
    } else encode(writer, batch);
    count += batch.to - batch.from;
    const isBreath = batch.from === batch.to;
    if (!encoded && !isBreath && writer.length() < flushBytes) continue;
    await message.write(writer.take());
    host.onRowsSent(count - told);
    told = count;
    await nextTurn();
    if (session.isCancelled) return;
  }
  host.onRowsSent(count - told);
  response.pending = { count };
}

const transactionRequest = { begin: 5, commit: 7, rollback: 8 } as const;

/** Begin, commit and roll back are granted; there is nothing to undo in a store that is only read. */
function answerTransaction({ writer }: Response, payload: Buffer): void {
  const headers = payload.readUInt32LE(0);
  const kind = payload.readUInt16LE(headers);
  const descriptor = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
  if (kind === transactionRequest.begin) writeTransactionChange(writer, transactionChange.begin, descriptor);
  else if (kind === transactionRequest.commit) writeTransactionChange(writer, transactionChange.commit, descriptor);
  else if (kind === transactionRequest.rollback) writeTransactionChange(writer, transactionChange.rollback, descriptor);
  else throw new SqlError(3921, `Transaction request ${kind} is not known here.`, { severity: 16 });
}
