import { parentPort } from 'node:worker_threads';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerLine } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import { armFaultPoint } from '#lib/runtime/fault-point';
import { ledgerLine, ledgerLines } from '#lib/warehouse/ledger-table';
import type { Question, Reply, SliceStart, Verb, Verbs } from '#lib/warehouse/protocol';
import { sentErrorOf } from '#lib/warehouse/sent-error';
import { isInterrupt } from '#lib/warehouse/storage-errors';
import type { SliceWriter } from '#lib/warehouse/warehouse';
import {
  appendBatch,
  commitSession,
  dropSession,
  finishSession,
  openSession,
  type SliceSession,
} from '#lib/warehouse/worker/slice-session';
import { fencedOff } from '#lib/warehouse/worker/slice-transaction';
import { openStorage, type Storage } from '#lib/warehouse/worker/storage';

// The thread that owns DuckDB. The main thread asks, one message a question; see protocol.ts.

const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');

let storage: Storage | null = null;
const sessions = new Map<number, SliceSession>();
const idleReaders: DuckDBConnection[] = [];

const answers: { [V in Verb]: (ask: Verbs[V]['ask']) => Promise<Verbs[V]['answer']> } = {
  open: async (settings) => {
    armFaultPoint(settings.fault);
    storage = await openStorage(settings, giveUp);
    return null;
  },
  read: ({ sql, params, timeoutMs }) =>
    withReader(async (reader) => {
      const timer = setTimeout(() => reader.interrupt(), timeoutMs);
      try {
        return (await reader.runAndReadAll(sql, [...params])).getRowObjectsJson();
      } catch (cause) {
        if (!isInterrupt(cause)) throw cause;
        throw new AppError('timed_out', `A question to the warehouse took longer than ${timeoutMs} ms.`, { cause });
      } finally {
        clearTimeout(timer);
      }
    }),
  ledger: (filter) => withReader((reader) => ledgerLines(reader, filter)),
  beginSlice: async (start) => {
    const { held, session } = await begin(start);
    sessions.set(start.sliceId, session);
    return held;
  },
  appendBatch: async ({ sliceId, batch }) => {
    await appendBatch(sessionOf(sliceId), batch);
    return null;
  },
  finishSlice: ({ sliceId }) => finishSession(sessionOf(sliceId)),
  commitSlice: async ({ sliceId, verdict }) => {
    const line = await commitSession(sessionOf(sliceId), verdict);
    sessions.delete(sliceId);
    checkpointInBackground();
    return line;
  },
  dropSlice: async ({ sliceId }) => {
    const session = sessions.get(sliceId);
    if (session) await dropSession(session);
    sessions.delete(sliceId);
    return null;
  },
  checkpoint: async () => {
    await opened().checkpoint();
    return null;
  },
  close: async () => {
    await Promise.all([...sessions.values()].map((session) => dropSession(session)));
    if (storage) {
      await storage.checkpoint();
      closeAll();
    }
    return null;
  },
};

port.on('message', async (question: Question) => {
  port.postMessage(await replyTo(question));
});

async function replyTo(question: Question): Promise<Reply> {
  try {
    return { id: question.id, value: await answer(question) };
  } catch (error) {
    return { id: question.id, error: sentErrorOf(error) };
  }
}

/** True because a question carries the ask of its own verb. */
function answer({ verb, ask }: Question): Promise<unknown> {
  const reply = answers[verb] as (asked: typeof ask) => Promise<unknown>;
  return reply(ask);
}

function opened(): Storage {
  if (!storage) throw new Error('the warehouse is not open');
  return storage;
}

function sessionOf(sliceId: number): SliceSession {
  const session = sessions.get(sliceId);
  if (!session) throw new AppError('cancelled', 'The load of this slice was stopped.');
  return session;
}

async function begin({ dataset: name, slice, writer, hasWaited }: SliceStart) {
  const dataset = opened().settings.datasets.find((known) => known.name === name);
  if (!dataset) throw new Error(`the warehouse was opened without the dataset ${name}`);
  const held = await withReader((reader) => ledgerLine(reader, name, slice));
  if (held && isOvertaken(writer, held, hasWaited)) throw fencedOff(slice, held);
  // Alone, a slice keeps all threads busy; beside others one row group at a time is its share.
  const units = () => (sessions.size > 1 ? 1 : opened().settings.threads);
  return { held, session: await openSession(opened(), { dataset, slice, writer, held }, units) };
}

/** By a later attempt of its own step, or by a newer step while it waited. */
function isOvertaken(writer: SliceWriter, held: LedgerLine, hasWaited: boolean): boolean {
  if (held.stepId === writer.stepId) return held.attempt > writer.attempt;
  return hasWaited && BigInt(held.stepId) > BigInt(writer.stepId);
}

function withReader<Value>(read: (reader: DuckDBConnection) => Promise<Value>): Promise<Value> {
  const { reading, connect } = opened();
  return reading(async () => {
    const reader = idleReaders.pop() ?? (await connect());
    try {
      return await read(reader);
    } finally {
      idleReaders.push(reader);
    }
  });
}

/** After a commit, so that no slice waits for it; what fails here fails the next statement too, and is told there. */
function checkpointInBackground(): void {
  opened()
    .checkpointIfDue()
    .catch((error: unknown) => {
      warn(error);
    });
}

function warn(error: unknown): void {
  port?.postMessage({ warning: sentErrorOf(error) } satisfies Reply);
}

/** DuckDB gave the instance up: says so, lets the file go and ends the thread. */
function giveUp(error: unknown): void {
  port?.postMessage({ fatal: sentErrorOf(error) } satisfies Reply);
  for (const session of sessions.values()) session.transaction?.connection.closeSync();
  closeAll();
  setImmediate(() => process.exit());
}

function closeAll(): void {
  for (const reader of idleReaders.splice(0)) reader.closeSync();
  storage?.close();
}
