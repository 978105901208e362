import '#lib/sources/tds/without-azure';

import { type MessagePort, parentPort } from 'node:worker_threads';
import { giveWay } from '#lib/give-way';
import { exampleOfText, explainConversion } from '#lib/sources/explain-rejection';
import { extractRows, type Outlet } from '#lib/sources/extract-rows';
import type { SourcePeriod, StoreConnection } from '#lib/sources/source';
import { type ColumnProblem, checkColumns, columnsError } from '#lib/sources/sql-server-columns';
import { connectStore } from '#lib/sources/sql-server-connection';
import { sourceError } from '#lib/sources/sql-server-errors';
import { probeStore } from '#lib/sources/sql-server-probe';
import { shapeSql } from '#lib/sources/sql-server-query';
import {
  askControl,
  askFigures,
  periodParameters,
  queryOf,
  type SessionContext,
} from '#lib/sources/sql-server-session';
import { testStore } from '#lib/sources/sql-server-test';
import { buffersOf } from '#lib/sources/tds/column-writer';
import {
  batchesAhead,
  type FromThread,
  type Question,
  receivedError,
  sentError,
  type ToThread,
} from '#lib/sources/thread-messages';

/** One session: a port to the main thread and, once opened, a connection. Questions come one at a time. */
type Session = {
  port: MessagePort;
  stopper: AbortController;
  context: SessionContext | null;
  problems: readonly ColumnProblem[];
  credits: number;
  /** Resumes the reader that waits for a credit. */
  resume: (() => void) | null;
};

giveWay();
parentPort?.on('message', (port: MessagePort) => serve(port));

function serve(port: MessagePort): void {
  const session: Session = {
    port,
    stopper: new AbortController(),
    context: null,
    problems: [],
    credits: batchesAhead,
    resume: null,
  };
  port.on('message', (message: ToThread) => receive(session, message));
  port.on('close', () => end(session, new Error('The session was closed')));
}

function receive(session: Session, message: ToThread): void {
  if (message.kind === 'ask') void reply(session, message.question);
  else if (message.kind === 'credit') {
    session.credits += 1;
    session.resume?.();
  } else if (message.kind === 'abort') end(session, receivedError(message.failure));
  else session.port.close();
}

/** Ends what runs, by attention and then by closing the socket; whoever waits for a credit stops waiting. */
function end(session: Session, reason: Error): void {
  session.stopper.abort(reason);
  session.context?.link.abort(reason);
  session.resume?.();
}

async function reply(session: Session, question: Question): Promise<void> {
  try {
    post(session, { kind: 'answer', value: await answer(session, question) });
  } catch (error) {
    post(session, { kind: 'failure', failure: sentError(error) });
  }
}

const post = (session: Session, message: FromThread, transfer: ArrayBuffer[] = []): void =>
  session.port.postMessage(message, transfer);

async function answer(session: Session, question: Question): Promise<unknown> {
  if (question.kind === 'test') return testStore(question.store, question.shapes, question.limits);
  if (question.kind === 'probe') return probeStore(question.store, question.limits, session.stopper.signal);
  if (question.kind === 'open') return open(session, question);
  const { context } = session;
  if (context === null) throw new Error('The session was asked before it was opened');
  try {
    await refuseColumns(session, context, question.period);
    if (question.kind === 'figures') return await askFigures(context, question.period);
    if (question.kind === 'control') return await askControl(context, question.period);
    return await extractRows(context, question, outletOf(session));
  } catch (error) {
    throw question.kind === 'control'
      ? controlError(error, context.store)
      : await explainConversion(context, question.period, error);
  }
}

function controlError(error: unknown, store: StoreConnection): Error {
  const told = sourceError(error, store);
  told.message = told.message.replace('the query', 'the control query');
  return told;
}

async function open(session: Session, { store, shape, limits }: Extract<Question, { kind: 'open' }>): Promise<null> {
  try {
    const link = await connectStore(store, limits, session.stopper.signal);
    session.context = { store, shape, limits, link, columns: [] };
    // A day that no store has: only the shape of the answer is asked for.
    const parameters = periodParameters(store, { from: '1900-01-01', to: '1900-01-01' });
    const { metadata } = await link.query({ sql: shapeSql(queryOf(session.context)), parameters, isInstant: true });
    const { columns, problems } = checkColumns(metadata, shape);
    session.context.columns = columns;
    session.problems = problems;
    return null;
  } catch (error) {
    session.context?.link.close();
    throw sourceError(error, store);
  }
}

/** Told once a period is known, so that the example comes from its rows. */
async function refuseColumns({ problems }: Session, context: SessionContext, period: SourcePeriod): Promise<void> {
  if (problems.length === 0) return;
  throw columnsError(context, problems, await exampleOfText(context, period, problems));
}

function outletOf(session: Session): Outlet {
  return {
    page: (page) => post(session, { kind: 'page', page }),
    send: async (batch) => {
      await credit(session);
      session.credits -= 1;
      post(session, { kind: 'batch', batch }, buffersOf(batch));
    },
  };
}

async function credit(session: Session): Promise<void> {
  session.stopper.signal.throwIfAborted();
  if (session.credits > 0) return;
  await new Promise<void>((resolve) => {
    session.resume = resolve;
  });
  session.resume = null;
  await credit(session);
}
