import { buffersOf, type ColumnBatch } from '#lib/columns/batch';
import { AppError, isAppError } from '#lib/errors';
import type { Link } from '#lib/warehouse/link';
import type { SliceStart } from '#lib/warehouse/protocol';
import type { SliceTurns } from '#lib/warehouse/slice-turns';
import type { Dataset, SliceKey, SliceOutcome, SliceReplacement } from '#lib/warehouse/warehouse';

let lastSliceId = 0;

/** Replaces one slice in its turn. An abort is answered at once; the turn ends when the rollback is done. */
export async function replaceSliceInTurn(
  linkNow: () => Link,
  turns: SliceTurns,
  replacement: SliceReplacement,
): Promise<SliceOutcome> {
  const { dataset, slice, writer } = replacement;
  if (replacement.signal.aborted) throw reasonOf(replacement.signal);
  const turn = await turns.take(turnOf(dataset, slice), writer, slice);
  const stop = stopOn(AbortSignal.any([replacement.signal, turn.signal]));
  lastSliceId += 1;
  const start = { sliceId: lastSliceId, dataset: dataset.name, slice, writer, hasWaited: turn.hasWaited };
  let link: Link | null = null;
  let forget = () => {};
  try {
    link = linkNow();
    forget = link.onEnd(stop.now);
    return await replace(link, start, { ...replacement, until: stop.until });
  } finally {
    stop.done();
    forget();
    // A thread that has ended has rolled back with it.
    const dropped = link?.ask('dropSlice', start).catch(() => null) ?? Promise.resolve(null);
    const left = dropped.finally(turn.leave);
    if (!stop.signal.aborted) await left;
  }
}

export function turnOf({ name, sliceBy }: Dataset, { storeId, day }: SliceKey): string {
  return `${name}/${storeId}/${sliceBy === 'day' ? day : ''}`;
}

type Filling = Pick<SliceReplacement, 'fill' | 'prove'> & { until: Until };

async function replace(link: Link, start: SliceStart, { fill, prove, until }: Filling): Promise<SliceOutcome> {
  const { sliceId } = start;
  await until(link.ask('beginSlice', start));
  const append = async (batch: ColumnBatch) => {
    await until(link.ask('appendBatch', { sliceId, batch }, buffersOf(batch)));
  };
  await until(fill(append));
  const { count, held } = await until(link.ask('finishSlice', { sliceId }));
  const verdict = await until(prove(count, held));
  // Not raced against an abort: once the commit is asked for, only its answer says what lies in the file.
  const ledger = await link.ask('commitSlice', { sliceId, verdict });
  return { count, verdict, ledger };
}

/** Rejects as soon as the signal aborts, whatever the work does. */
type Until = <Value>(work: Promise<Value>) => Promise<Value>;

type Stop = { signal: AbortSignal; until: Until; now: (reason: Error) => void; done: () => void };

function stopOn(signal: AbortSignal): Stop {
  const stopped = Promise.withResolvers<never>();
  // Nobody may be waiting when it rejects.
  stopped.promise.catch(() => undefined);
  const onAbort = () => stopped.reject(reasonOf(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    signal,
    until: (work) => Promise.race([stopped.promise, work]),
    now: stopped.reject,
    done: () => signal.removeEventListener('abort', onAbort),
  };
}

function reasonOf(signal: AbortSignal): Error {
  if (isAppError(signal.reason)) return signal.reason;
  return new AppError('cancelled', 'The load of the slice was stopped.', { cause: signal.reason });
}
