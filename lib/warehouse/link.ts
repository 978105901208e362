import { Worker } from 'node:worker_threads';
import type { Logger } from '#lib/log';
import type { Reply, Verb, Verbs } from '#lib/warehouse/protocol';
import { errorOf } from '#lib/warehouse/sent-error';
import { unavailable } from '#lib/warehouse/storage-errors';

/** One life of the thread that owns DuckDB. */
export type Link = {
  ask: <V extends Verb>(
    verb: V,
    ask: Verbs[V]['ask'],
    transfer?: readonly ArrayBuffer[],
  ) => Promise<Verbs[V]['answer']>;
  /** Calls back with the reason once the thread has ended or given up; every open question has failed with it. */
  onEnd: (listener: (error: Error) => void) => () => void;
  /** Resolves when the thread has ended and let the file go. */
  ended: Promise<Error>;
  end: () => Promise<void>;
};

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

export function startLink(file: string, log: Logger): Link {
  const worker = new Worker(new URL('./worker/warehouse-thread.ts', import.meta.url));
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(error: Error) => void>();
  let lastId = 0;
  let cause: Error | null = null;

  worker.on('message', (reply: Reply) => {
    if ('warning' in reply) log.warn({ err: errorOf(reply.warning) }, 'a checkpoint of the warehouse failed');
    else if ('fatal' in reply) cause = fail(errorOf(reply.fatal));
    else settle(reply, waiting);
  });
  worker.on('error', (error) => {
    cause ??= unavailable(file, 'its thread died', error);
  });

  function fail(error: Error): Error {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    for (const listener of listeners) listener(error);
    listeners.clear();
    return error;
  }

  const ended = new Promise<Error>((resolve) => {
    worker.once('exit', () => {
      cause ??= unavailable(file, 'its thread has ended');
      resolve(fail(cause));
    });
  });

  return {
    ended,
    onEnd: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end: async () => {
      await worker.terminate();
    },
    ask: (verb, ask, transfer = []) =>
      new Promise((resolve, reject) => {
        if (cause) return reject(cause);
        lastId += 1;
        waiting.set(lastId, { resolve: answered(resolve), reject });
        worker.postMessage({ id: lastId, verb, ask }, [...transfer]);
      }),
  };
}

/** True because the thread answers each verb with that verb's answer (protocol.ts). */
function answered<Value>(resolve: (value: Value) => void): (value: unknown) => void {
  return resolve as (value: unknown) => void;
}

function settle(reply: Extract<Reply, { id: number }>, waiting: Map<number, Waiting>): void {
  const asked = waiting.get(reply.id);
  waiting.delete(reply.id);
  if ('error' in reply) asked?.reject(errorOf(reply.error));
  else asked?.resolve(reply.value);
}
