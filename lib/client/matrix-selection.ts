import { type Cell, stateOf } from '#lib/client/matrix';
import type { Place } from '#lib/client/matrix-geometry';
import { addDays, type Day, daysBetween } from '#lib/contract/day';
import type { Matrix, MatrixRow } from '#lib/contract/matrix';
import type { StoreId } from '#lib/contract/store';
import type { StoreDayState } from '#lib/contract/store-day';

/** Stores × days, both ends included. The stores need not be neighbours. */
export type DaySelection = { stores: StoreId[]; from: Day; to: Day };

/** Everything between two cells, in the order in which the stores are shown. */
export function selectionBetween(rows: readonly MatrixRow[], one: Cell, other: Cell): DaySelection {
  const places = [one, other].map(({ storeId }) => rows.findIndex((row) => row.storeId === storeId));
  const [first = 0, last = 0] = places.toSorted((a, b) => a - b);
  const [from = one.day, to = other.day] = [one.day, other.day].toSorted();
  return { stores: rows.slice(Math.max(0, first), last + 1).map(({ storeId }) => storeId), from, to };
}

/** Whole stores and whole days: a side that is -1 was begun in the heading or among the names and takes all. */
export function selectionOfPlaces(
  { from, to }: Pick<Matrix, 'from' | 'to'>,
  rows: readonly MatrixRow[],
  [one, other]: readonly [Place, Place],
): DaySelection {
  const [firstRow, lastRow] = one.row < 0 ? [0, rows.length - 1] : [one.row, Math.max(0, other.row)];
  const days =
    one.column < 0 ? [from, to] : [one.column, Math.max(0, other.column)].map((place) => addDays(from, place));
  const [first = from, last = to] = days.toSorted();
  return {
    stores: rows.slice(Math.min(firstRow, lastRow), Math.max(firstRow, lastRow) + 1).map(({ storeId }) => storeId),
    from: first,
    to: last,
  };
}

/** Takes a store in, or out again; null when none is left. A first store comes with all the days of `period`. */
export function withStore(
  selection: DaySelection | null,
  storeId: StoreId,
  period: { from: Day; to: Day },
): DaySelection | null {
  if (!selection) return { stores: [storeId], ...period };
  const stores = selection.stores.includes(storeId)
    ? selection.stores.filter((id) => id !== storeId)
    : [...selection.stores, storeId];
  return stores.length === 0 ? null : { ...selection, stores };
}

export function isSelected(selection: DaySelection | null, { storeId, day }: Cell): boolean {
  return selection !== null && day >= selection.from && day <= selection.to && selection.stores.includes(storeId);
}

/** Neighbouring rows of a selection, as places in `rows`, so that each block is drawn as one. */
export function rowBlocks(rows: readonly MatrixRow[], { stores }: DaySelection): { first: number; last: number }[] {
  const chosen = new Set(stores);
  const blocks: { first: number; last: number }[] = [];
  for (const [place, { storeId }] of rows.entries()) {
    if (!chosen.has(storeId)) continue;
    const block = blocks.at(-1);
    if (block && block.last === place - 1) block.last = place;
    else blocks.push({ first: place, last: place });
  }
  return blocks;
}

export type StateCount = { state: StoreDayState; count: number };

/** What needs a person first, what is settled last. */
const byUrgency: readonly StoreDayState[] = [
  'missing',
  'partial',
  'drifted',
  'loading',
  'queued',
  'on_hold',
  'loaded',
  'verified',
  'closed',
  'lost',
  'not_due',
];

/** How many store-days of a selection are in which state, the urgent ones first. */
export function selectedStates({ from, to, rows }: Matrix, selection: DaySelection): StateCount[] {
  const first = Math.max(0, daysBetween(from, selection.from));
  const last = Math.min(daysBetween(from, to), daysBetween(from, selection.to));
  const chosen = new Set(selection.stores);
  const letters = rows.filter(({ storeId }) => chosen.has(storeId)).map(({ days }) => days.slice(first, last + 1));
  return countStates(letters.join(''));
}

export function countStates(letters: string): StateCount[] {
  const counts = new Map<StoreDayState, number>();
  for (const letter of letters) {
    const state = stateOf(letter);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return byUrgency.flatMap((state) => {
    const count = counts.get(state) ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
}

/** The store-day next to another one in the matrix; null at its edge. */
export function neighbourOf(
  { from, to }: Pick<Matrix, 'from' | 'to'>,
  rows: readonly MatrixRow[],
  { cell, rowStep, dayStep }: { cell: Cell; rowStep: number; dayStep: number },
): Cell | null {
  const place = rows.findIndex(({ storeId }) => storeId === cell.storeId);
  const row = rows[place + rowStep];
  const day = addDays(cell.day, dayStep);
  return place >= 0 && row && day >= from && day <= to ? { storeId: row.storeId, day } : null;
}
