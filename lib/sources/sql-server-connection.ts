import { type Connection, Request, TYPES } from 'tedious';
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js';
import { AppError } from '#lib/errors';
import { attentionMs, type SourceLimits } from '#lib/sources/connection-settings';
import { newConnection } from '#lib/sources/new-connection';
import type { StoreConnection } from '#lib/sources/source';
import { divertRows, type RowSwitch } from '#lib/sources/tds/row-tokens';
import type { RowTarget } from '#lib/sources/tds/rows-in-place';

export type Parameter = { name: string; type: keyof typeof TYPES; value: unknown };

/** A statement that runs; its rows are tedious's own or go to `target`. */
export type Statement = {
  sql: string;
  parameters: readonly Parameter[];
  /** The server has nothing to read or sort for it: silence means a dead link, not work. */
  isInstant?: boolean;
};

export type Answer = { metadata: ColumnMetadata[]; rows: unknown[][] };

/** One connection, one statement at a time. */
export type StoreLink = {
  /** The TLS that protects it, such as `TLSv1.2`; null without encryption. */
  protocol: string | null;
  query: (statement: Statement) => Promise<Answer>;
  /** Rows go to `target`; answers how many the server says it sent, null when it does not say. */
  stream: (statement: Statement, target: RowTarget) => Promise<number | null>;
  /** While held, silence is ours: the reader waits for whoever takes the rows. */
  hold: (isHeld: boolean) => void;
  /** Ends what runs by an attention, then closes; everything pending fails with `reason`. */
  abort: (reason: Error) => void;
  close: () => void;
};

type LinkState = {
  connection: Connection;
  rows: RowSwitch;
  /** Why everything pending fails, once it is decided. */
  failure: Error | null;
  heardAt: number;
  /** How much silence is borne until something is heard. */
  patienceMs: number;
  isBusy: boolean;
  isHeld: boolean;
};

/** Connects and logs in. Whatever fails is as the driver says it: see sourceError. */
export async function connectStore(
  store: StoreConnection,
  limits: SourceLimits,
  signal: AbortSignal,
): Promise<StoreLink> {
  signal.throwIfAborted();
  const connection = await newConnection(store, limits, signal);
  const state: LinkState = {
    connection,
    rows: { target: null, received: () => heard(state, limits.idleTimeoutMs) },
    failure: null,
    heardAt: performance.now(),
    patienceMs: limits.answerTimeoutMs,
    isBusy: false,
    isHeld: false,
  };
  divertRows(connection, state.rows);
  connection.on('error', () => {});
  let protocol: string | null = null;
  connection.once('secure', (tls) => {
    protocol = tls.getProtocol();
  });
  await login(connection, signal);
  const shortest = Math.min(limits.answerTimeoutMs, limits.idleTimeoutMs);
  const watchdog = setInterval(() => watch(state, store), Math.max(20, shortest / 8));
  const patienceOf = ({ isInstant = false }: Statement) => (isInstant ? limits.idleTimeoutMs : limits.answerTimeoutMs);
  connection.once('end', () => clearInterval(watchdog));
  return {
    protocol,
    query: (statement) => {
      heard(state, patienceOf(statement));
      return query(state, statement);
    },
    stream: (statement, target) => {
      heard(state, patienceOf(statement));
      return stream(state, statement, target);
    },
    hold: (isHeld) => {
      state.isHeld = isHeld;
      heard(state, limits.idleTimeoutMs);
    },
    abort: (reason) => abort(state, reason),
    close: () => {
      clearInterval(watchdog);
      connection.close();
    },
  };
}

/** From now on `patienceMs` of silence are borne. */
function heard(state: LinkState, patienceMs: number): void {
  state.heardAt = performance.now();
  state.patienceMs = patienceMs;
}

/** Errors of the login carry no number of their own; the server's message before them does. */
async function login(connection: Connection, signal: AbortSignal): Promise<void> {
  let serverMessage: unknown;
  // The first one: a database that cannot be opened is followed by the login that failed for it.
  connection.on('errorMessage', (message) => {
    serverMessage ??= message;
  });
  const stop = () => connection.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    signal.throwIfAborted();
  } catch (error) {
    connection.close();
    signal.throwIfAborted();
    throw serverMessage ?? error;
  } finally {
    signal.removeEventListener('abort', stop);
    connection.removeAllListeners('errorMessage');
  }
}

/** Some drivers never call back when a link drops: a source that sends nothing for this long is given up. */
function watch(state: LinkState, store: StoreConnection): void {
  const { patienceMs } = state;
  if (!state.isBusy || state.isHeld || performance.now() - state.heardAt < patienceMs) return;
  const message = `${store.name}: the store sent nothing for ${patienceMs} ms`;
  state.failure ??= new AppError('source_unavailable', message, { params: { why: 'silent', store: store.id } });
  state.connection.close();
}

function abort(state: LinkState, reason: Error): void {
  state.failure ??= reason;
  if (state.isBusy) state.connection.cancel();
  setTimeout(() => state.connection.close(), state.isBusy ? attentionMs : 0).unref();
}

async function query(state: LinkState, statement: Statement): Promise<Answer> {
  const answer: Answer = { metadata: [], rows: [] };
  await run(state, statement, (request) => {
    request.on('columnMetadata', (metadata) => {
      if (Array.isArray(metadata)) answer.metadata = metadata;
    });
    request.on('row', (columns: { value: unknown }[]) => answer.rows.push(columns.map(({ value }) => value)));
  });
  return answer;
}

async function stream(state: LinkState, statement: Statement, target: RowTarget): Promise<number | null> {
  let sent: number | null = null;
  let isDone = false;
  const count = (rows: number | undefined) => {
    isDone = true;
    if (rows !== undefined) sent = (sent ?? 0) + rows;
  };
  state.rows.target = target;
  try {
    await run(state, statement, (request) => {
      // A procedure's own end repeats no count of its statements.
      request.on('doneInProc', count).on('done', count);
      request.on('doneProc', () => {
        isDone = true;
      });
    });
  } finally {
    state.rows.target = null;
  }
  if (!isDone) throw new AppError('source_unavailable', 'The answer ended before the server said that it was complete');
  return sent;
}

async function run(
  state: LinkState,
  { sql, parameters }: Statement,
  listen: (request: Request) => void,
): Promise<void> {
  if (state.failure) throw state.failure;
  state.isBusy = true;
  try {
    await new Promise<void>((resolve, reject) => {
      const request = new Request(sql, (error) => (error ? reject(error) : resolve()));
      for (const { name, type, value } of parameters) request.addParameter(name, TYPES[type], value);
      listen(request);
      state.connection.execSql(request);
    });
  } catch (error) {
    throw state.failure ?? error;
  } finally {
    state.isBusy = false;
  }
}
