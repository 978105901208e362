import type { ColumnBatch } from '#lib/columns/batch';
import { AppError, isAppError } from '#lib/errors';
import { buffersOf, type Link } from '#lib/warehouse/link';
import type { SliceTurns } from '#lib/warehouse/slice-turns';
import type { SliceOutcome, SliceReplacement } from '#lib/warehouse/warehouse';

let lastSliceId = 0;

/**
 * Replaces one slice in its turn. An abort is answered at once; the turn ends when the rollback is done, so the next
 * writer of the slice finds it as it was.
 */
export async function replaceSliceInTurn(
  link: () => Link,
  turns: SliceTurns,
  replacement: SliceReplacement,
): Promise<SliceOutcome> {
  const { dataset, slice, writer } = replacement;
  throwIfAborted(replacement.signal);
  const turn = await turns.take(`${dataset.name}/${slice.storeId}/${slice.day}`, writer, slice);
  const signal = AbortSignal.any([replacement.signal, turn.signal]);
  lastSliceId += 1;
  const sliceId = lastSliceId;
  const stop = Promise.withResolvers<never>();
  // Waited for only while something races with it.
  stop.promise.catch(() => undefined);
  const onAbort = () => stop.reject(abortReason(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  let used: Link | null = null;
  try {
    throwIfAborted(signal);
    used = link();
    return await replace(used, sliceId, { ...replacement, signal }, stop.promise);
  } finally {
    signal.removeEventListener('abort', onAbort);
    const dropped = used?.ask('dropSlice', { sliceId }) ?? Promise.resolve(null);
    // A thread that ended has rolled back by itself.
    const left = dropped.catch(() => null).finally(turn.leave);
    if (!signal.aborted) await left;
  }
}

async function replace(
  link: Link,
  sliceId: number,
  { dataset, slice, writer, fill, prove }: SliceReplacement,
  stopped: Promise<never>,
): Promise<SliceOutcome> {
  const untilStopped = <Value>(work: Promise<Value>) => Promise.race([work, stopped]);
  await untilStopped(link.ask('beginSlice', { sliceId, dataset: dataset.name, slice, writer }));
  const append = async (batch: ColumnBatch) => {
    await untilStopped(link.ask('appendBatch', { sliceId, batch }, buffersOf(batch)));
  };
  await untilStopped(fill(append));
  const { count, held } = await untilStopped(link.ask('finishSlice', { sliceId }));
  const verdict = await untilStopped(prove(count, held));
  // Not raced: once it is asked to commit, only the answer says what lies in the file.
  const ledger = await link.ask('commitSlice', { sliceId, verdict });
  return { count, verdict, ledger };
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortReason(signal);
}

function abortReason(signal: AbortSignal): Error {
  if (isAppError(signal.reason)) return signal.reason;
  return new AppError('cancelled', 'The load of the slice was stopped.', { cause: signal.reason });
}
