import { parentPort } from 'node:worker_threads';
import type { LedgerLine } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import { giveWay } from '#lib/give-way';
import { armFaultPoint } from '#lib/runtime/fault-point';
import { ledgerLine, ledgerPages } from '#lib/warehouse/ledger-table';
import type { Question, Reply, SliceStart, Verb, Verbs } from '#lib/warehouse/protocol';
import { type KeepingDataset, keepsReplaced } from '#lib/warehouse/replaced-table';
import { sentErrorOf } from '#lib/warehouse/sent-error';
import type { Dataset, SliceWriter } from '#lib/warehouse/warehouse';
import { createReaders, within } from '#lib/warehouse/worker/readers';
import { forgetReplaced, restoreSlice } from '#lib/warehouse/worker/restore-slice';
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

giveWay();
const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');

// Longer than the slices of one run are apart.
const pauseMs = 1_000;

let storage: Storage | null = null;
let pause: NodeJS.Timeout | undefined;
const readers = createReaders();
const sessions = new Map<number, Promise<SliceSession>>();

const answers: { [V in Verb]: (ask: Verbs[V]['ask']) => Promise<Verbs[V]['answer']> } = {
  open: async (settings) => {
    armFaultPoint(settings.fault);
    storage = await openStorage(settings, giveUp);
    return null;
  },
  read: ({ sql, params, timeoutMs }) =>
    readers.use(opened(), (reader) =>
      within(timeoutMs, reader, async () => (await reader.runAndReadAll(sql, [...params])).getRowObjectsJson()),
    ),
  ledger: (filter) => readers.use(opened(), (reader) => ledgerPages(reader, filter)),
  beginSlice: async (start) => {
    const session = begin(start);
    sessions.set(start.sliceId, session);
    await shareThreads();
    await session;
    return null;
  },
  appendBatch: async ({ sliceId, batch }) => {
    await appendBatch(await sessionOf(sliceId), batch);
    return null;
  },
  finishSlice: async ({ sliceId }) => finishSession(await sessionOf(sliceId)),
  commitSlice: async ({ sliceId, verdict }) => commitSession(await sessionOf(sliceId), verdict),
  restoreSlice: async ({ dataset, ...ask }) => {
    const restored = await restoreSlice(opened(), { ...ask, dataset: keepingDataset(dataset) });
    checkpointInBackground();
    return restored;
  },
  forgetReplaced: async ({ dataset, before }) => {
    const forgotten = await forgetReplaced(opened(), keepingDataset(dataset), before);
    checkpointInBackground();
    return forgotten;
  },
  dropSlice: async ({ sliceId }) => {
    await drop(sliceId);
    await shareThreads();
    checkpointInBackground();
    return null;
  },
  close: async () => {
    await letGo();
    // What it leaves undone stays in the log, and is done at the next opening.
    await storage?.checkpoint().catch(warn);
    storage?.close();
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

function datasetOf(name: string): Dataset {
  const dataset = opened().settings.datasets.find((known) => known.name === name);
  if (!dataset) throw new Error(`the warehouse was opened without the dataset ${name}`);
  return dataset;
}

function keepingDataset(name: string): KeepingDataset {
  const dataset = datasetOf(name);
  if (!keepsReplaced(dataset)) throw new Error(`the dataset ${name} does not keep what is replaced`);
  return dataset;
}

async function begin({ dataset: name, slice, writer, hasWaited }: SliceStart): Promise<SliceSession> {
  const dataset = datasetOf(name);
  const held = await readers.use(opened(), (reader) => ledgerLine(reader, dataset, { slice }));
  if (held && isOvertaken(writer, held, hasWaited)) throw fencedOff(slice, held);
  return openSession(opened(), { dataset, slice, writer, held }, threadsOfSlice);
}

/** Alone, a slice keeps all threads busy; beside others one row group at a time, on one thread, is its share. */
function threadsOfSlice(): number {
  return sessions.size > 1 ? 1 : opened().settings.threads;
}

/** Tells DuckDB the share. With threads of its own beside, who runs a statement spins until they have done their part. */
async function shareThreads(): Promise<void> {
  await opened().useThreads(threadsOfSlice());
}

/** By a later attempt of its own step, or by a newer step while it waited. */
function isOvertaken(writer: SliceWriter, held: LedgerLine, hasWaited: boolean): boolean {
  if (held.stepId === writer.stepId && held.runId === writer.runId) return held.attempt > writer.attempt;
  return hasWaited && BigInt(held.stepId) > BigInt(writer.stepId);
}

async function sessionOf(sliceId: number): Promise<SliceSession> {
  const session = await sessions.get(sliceId);
  if (!session) throw new AppError('cancelled', 'The load of this slice was stopped.');
  return session;
}

async function drop(sliceId: number): Promise<void> {
  // One that failed to begin holds nothing.
  const session = await sessions.get(sliceId)?.catch(() => undefined);
  try {
    if (session) await dropSession(session);
  } finally {
    sessions.delete(sliceId);
  }
}

/** In the pause after a run's slices, so that none waits for it, unless the log grows too large before. */
function checkpointInBackground(): void {
  clearTimeout(pause);
  storage?.checkpointIfDue({ isPause: false }).catch(warn);
  pause = setTimeout(() => storage?.checkpointIfDue({ isPause: true }).catch(warn), pauseMs);
}

function warn(error: unknown): void {
  port?.postMessage({ warning: sentErrorOf(error) } satisfies Reply);
}

/** Stops every reader and writer. No statement may run when the thread ends. */
async function letGo(): Promise<void> {
  clearTimeout(pause);
  await Promise.allSettled([...[...sessions.keys()].map((sliceId) => drop(sliceId)), readers.close(), shareThreads()]);
}

/** DuckDB gave the instance up: says so, lets the file go and ends the thread; the main thread starts another. */
function giveUp(error: unknown): void {
  port?.postMessage({ fatal: sentErrorOf(error) } satisfies Reply);
  letGo().finally(() => process.exit());
}
