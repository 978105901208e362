import { buffersOf, type ColumnBatch } from '#lib/columns/batch';

/** Rows in one of DuckDB's row groups. A thread that writes whole ones compresses them by itself, and nothing is written twice. */
export const rowGroupRows = 122_880;

type ArrivedBatch = { batch: ColumnBatch; rowsLeft: number };

/** Consecutive rows of one batch. */
export type Segment = { arrived: ArrivedBatch; from: number; rows: number };

/** Rows that one INSERT takes: units of one row group each (the last may be smaller), which threads take one by one. */
export type RowWindow = { units: Segment[][]; rows: number; bytes: number };

/** Batches that have arrived and are not yet in a window. */
export type RowQueue = {
  rows: () => number;
  push: (batch: ColumnBatch) => void;
  /** Takes up to `maxUnits` whole row groups; with `rest` also the rows that do not fill one. */
  take: (maxUnits: number, rest: boolean) => RowWindow | null;
};

export function createRowQueue(): RowQueue {
  const segments: Segment[] = [];
  let queued = 0;

  function takeUnit(wanted: number): Segment[] {
    const unit = cut(segments, wanted);
    queued -= rowsIn(unit);
    return unit;
  }

  return {
    rows: () => queued,
    push: (batch) => {
      if (batch.rows === 0) return;
      segments.push({ arrived: { batch, rowsLeft: batch.rows }, from: 0, rows: batch.rows });
      queued += batch.rows;
    },
    take: (maxUnits, rest) => {
      const whole = Math.min(maxUnits, Math.floor(queued / rowGroupRows));
      const units = Array.from({ length: whole }, () => takeUnit(rowGroupRows));
      if (rest && whole < maxUnits && queued > 0) units.push(takeUnit(queued));
      if (units.length === 0) return null;
      const all = units.flat();
      return { units, rows: rowsIn(all), bytes: all.reduce((sum, segment) => sum + bytesOf(segment), 0) };
    },
  };
}

/** Takes the first `wanted` rows off the segments; the last one taken may be a part. */
function cut(segments: Segment[], wanted: number): Segment[] {
  const unit: Segment[] = [];
  for (let head = segments[0], left = wanted; head && left > 0; head = segments[0]) {
    const { arrived, from } = head;
    const rows = Math.min(left, head.rows);
    unit.push({ arrived, from, rows });
    left -= rows;
    if (rows === head.rows) segments.shift();
    else segments[0] = { arrived, from: from + rows, rows: head.rows - rows };
  }
  return unit;
}

function rowsIn(segments: readonly Segment[]): number {
  return segments.reduce((sum, { rows }) => sum + rows, 0);
}

/**
 * Says that rows of the segment's batch were copied. With its last row a batch gives its memory back at once: left to
 * the garbage collector, it piles up between two collections.
 */
export function markUsed({ arrived }: Segment, rows: number): void {
  arrived.rowsLeft -= rows;
  if (arrived.rowsLeft > 0) return;
  for (const buffer of buffersOf(arrived.batch)) buffer.transfer(0);
}

function bytesOf({ arrived: { batch }, rows }: Segment): number {
  const all = batch.columns.reduce(
    (sum, column) => sum + (column.kind === 'text' ? column.bytes.byteLength : column.values.byteLength),
    0,
  );
  return Math.ceil((all * rows) / batch.rows);
}
