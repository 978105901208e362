import type { MessagePort } from 'node:worker_threads';
import type { ColumnBatch } from '#lib/columns/batch';
import type { StoreTest } from '#lib/contract/store';
import type { Figures } from '#lib/contract/store-day';
import { AppError, isAppError } from '#lib/errors';
import type { SourceLimits } from '#lib/sources/connection-settings';
import type {
  ExtractOptions,
  Source,
  SourceOptions,
  SourceProbe,
  SourceSession,
  StoreConnection,
} from '#lib/sources/source';
import type { SourceThreads } from '#lib/sources/source-threads';
import { type FromThread, type Question, receivedError, sentError, type ToThread } from '#lib/sources/thread-messages';

/** SQL Server 2012 and later, over TDS. Connection and parsing live in a thread; batches of columns come over. */
export function sqlServer(threads: SourceThreads, limits: SourceLimits): Source {
  return {
    name: 'sql-server',
    open: (store, options) => open(threads, limits, store, options),
    async test(store, shapes) {
      const wire = startWire(threads, store, new AbortController().signal);
      try {
        return asTest(await wire.ask({ kind: 'test', store, shapes, limits }));
      } finally {
        wire.close();
      }
    },
    async probe(store, signal) {
      const wire = startWire(threads, store, signal);
      try {
        return asProbe(await wire.ask({ kind: 'probe', store, limits }));
      } finally {
        wire.close();
      }
    },
  };
}

async function open(
  threads: SourceThreads,
  limits: SourceLimits,
  store: StoreConnection,
  { signal, ...shape }: SourceOptions,
): Promise<SourceSession> {
  const wire = startWire(threads, store, signal);
  try {
    await wire.ask({ kind: 'open', store, shape, limits });
  } catch (error) {
    wire.close();
    throw error;
  }
  return {
    figures: async (period) => asFigures(await wire.ask({ kind: 'figures', period })),
    control: async (period) => {
      const value = await wire.ask({ kind: 'control', period });
      return value === null ? null : asFigures(value);
    },
    extract: (period, take, options = {}) =>
      extract(wire, { kind: 'extract', period, ...wantedOf(options) }, take, options),
    close: async () => wire.close(),
  };
}

const wantedOf = ({ whole = false, expectedRows }: ExtractOptions) => ({ whole, expectedRows: expectedRows ?? null });

async function extract(
  wire: Wire,
  question: Question,
  take: (batch: ColumnBatch) => Promise<void>,
  { onPage }: ExtractOptions,
): Promise<{ rows: number; pages: number }> {
  let taken = Promise.resolve();
  wire.listen((message) => {
    if (message.kind === 'page') onPage?.(message.page);
    if (message.kind !== 'batch') return;
    taken = taken.then(() => take(message.batch)).then(() => wire.post({ kind: 'credit' }));
    // Said to the thread at once: it may be waiting for a credit that will not come.
    taken.catch((error) => wire.abort(error));
  });
  const answer = asCount(await wire.ask(question));
  await taken;
  return answer;
}

type Wire = {
  ask: (question: Question) => Promise<unknown>;
  post: (message: ToThread) => void;
  listen: (listener: (message: FromThread) => void) => void;
  abort: (reason: unknown) => void;
  close: () => void;
};

/** One question at a time over a session's port; fails at once when the signal says so or the thread is gone. */
function startWire(threads: SourceThreads, store: StoreConnection, signal: AbortSignal): Wire {
  const { port, end, crash } = threads.session();
  const waiting = Promise.withResolvers<unknown>();
  const state: WireState = { port, waiting, failure: null, listener: () => {} };
  waiting.promise.catch(() => {});
  const abort = (reason: unknown) => fail(state, abortError(store, reason));
  const onAbort = () => abort(signal.reason);
  port.on('message', (message: FromThread) => receive(state, message));
  port.on('close', () => fail(state, threadError(store, crash())));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    ask: (question) => ask(state, question),
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      state.listener = listener;
    },
    abort,
    close() {
      signal.removeEventListener('abort', onAbort);
      port.removeAllListeners('close');
      port.postMessage({ kind: 'close' } satisfies ToThread);
      end();
    },
  };
}

function threadError(store: StoreConnection, cause: unknown): AppError {
  const message = `${store.name}: the thread that read it ended${cause instanceof Error ? ` by a fault: ${cause.message}` : ''}`;
  return new AppError('source_unavailable', message, { cause, params: { why: 'thread', store: store.id } });
}

type WireState = {
  port: MessagePort;
  waiting: PromiseWithResolvers<unknown>;
  failure: Error | null;
  listener: (message: FromThread) => void;
};

async function ask(state: WireState, question: Question): Promise<unknown> {
  if (state.failure) throw state.failure;
  state.waiting = Promise.withResolvers();
  state.port.postMessage({ kind: 'ask', question } satisfies ToThread);
  return state.waiting.promise;
}

function receive(state: WireState, message: FromThread): void {
  if (message.kind === 'answer') state.waiting.resolve(message.value);
  else if (message.kind === 'failure') state.waiting.reject(state.failure ?? receivedError(message.failure));
  else if (state.failure === null) state.listener(message);
}

function fail(state: WireState, error: Error): void {
  if (state.failure) return;
  state.failure = error;
  state.port.postMessage({ kind: 'abort', failure: sentError(error) } satisfies ToThread);
  state.waiting.reject(error);
}

function abortError(store: StoreConnection, reason: unknown): Error {
  if (isAppError(reason)) return reason;
  if (reason instanceof Error && reason.name !== 'AbortError' && reason.name !== 'TimeoutError') return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError')
    return new AppError('timed_out', `${store.name}: out of time`);
  return new AppError('cancelled', `${store.name}: cancelled`);
}

/** True because a thread answers each kind of question with one kind of value. */
const asFigures = (value: unknown): Figures => value as Figures;
/** True for the same reason. */
const asProbe = (value: unknown): SourceProbe => value as SourceProbe;
/** True for the same reason. */
const asTest = (value: unknown): StoreTest => value as StoreTest;
/** True for the same reason. */
const asCount = (value: unknown): { rows: number; pages: number } => value as { rows: number; pages: number };
