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

/** What goes on between the two threads. `cause`: why it is over. */
type Talk = {
  waiting: Map<number, Waiting>;
  listeners: Set<(error: Error) => void>;
  lastId: number;
  cause: Error | null;
};

export function startLink(file: string, log: Logger): Link {
  const worker = new Worker(new URL('./worker/warehouse-thread.ts', import.meta.url));
  const talk: Talk = { waiting: new Map(), listeners: new Set(), lastId: 0, cause: null };
  worker.on('message', (reply: Reply) => {
    if ('warning' in reply) log.warn({ err: errorOf(reply.warning) }, 'a checkpoint of the warehouse failed');
    else if ('fatal' in reply) giveUp(talk, errorOf(reply.fatal));
    else settle(talk, reply);
  });
  worker.on('error', (error) => giveUp(talk, unavailable(file, 'its thread died', error)));
  const ended = new Promise<Error>((resolve) => {
    worker.once('exit', () => resolve(giveUp(talk, unavailable(file, 'its thread has ended'))));
  });
  return {
    ended,
    onEnd: (listener) => {
      talk.listeners.add(listener);
      return () => talk.listeners.delete(listener);
    },
    end: async () => {
      await worker.terminate();
    },
    ask: (verb, ask, transfer = []) =>
      new Promise((resolve, reject) => {
        if (talk.cause) return reject(talk.cause);
        talk.lastId += 1;
        talk.waiting.set(talk.lastId, { resolve: answered(resolve), reject });
        worker.postMessage({ id: talk.lastId, verb, ask }, [...transfer]);
      }),
  };
}

/** True because the thread answers each verb with that verb's answer (protocol.ts). */
function answered<Value>(resolve: (value: Value) => void): (value: unknown) => void {
  return resolve as (value: unknown) => void;
}

function settle({ waiting }: Talk, reply: Extract<Reply, { id: number }>): void {
  const asked = waiting.get(reply.id);
  waiting.delete(reply.id);
  if ('error' in reply) asked?.reject(errorOf(reply.error));
  else asked?.resolve(reply.value);
}

/** Fails every open question and tells who listens. The first reason stays the reason. */
function giveUp(talk: Talk, error: Error): Error {
  talk.cause ??= error;
  for (const { reject } of talk.waiting.values()) reject(talk.cause);
  talk.waiting.clear();
  for (const listener of talk.listeners) listener(talk.cause);
  talk.listeners.clear();
  return talk.cause;
}
