import type { Link } from '#lib/warehouse/link';
import { turnOf } from '#lib/warehouse/replace-slice';
import type { SliceTurns } from '#lib/warehouse/slice-turns';
import type { RestoredSlice, SliceRestoration } from '#lib/warehouse/warehouse';

/** Brings the kept slice back in its turn: no load writes the slice meanwhile. Not stopped once it is asked for. */
export async function restoreSliceInTurn(
  linkNow: () => Link,
  turns: SliceTurns,
  { dataset, slice, writer, keptSince, signal }: SliceRestoration,
): Promise<RestoredSlice> {
  signal.throwIfAborted();
  const turn = await turns.take(turnOf(dataset, slice), writer, slice);
  try {
    signal.throwIfAborted();
    const ask = { dataset: dataset.name, slice, writer, keptSince: keptSince.toISOString() };
    return await linkNow().ask('restoreSlice', ask);
  } finally {
    turn.leave();
  }
}
