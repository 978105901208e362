import type { Column, Columns, Value } from '#demo/sql/types';

/** Rows that lie together: of a sales table, one day. Never changed once handed out. */
export type Block = {
  readonly columns: Columns;
  readonly count: number;
  /** Days since 1970, when all rows are of one day. */
  readonly day?: number;
};

/** No rows: whoever computes for long hands it over between two steps, so that others get their turn. */
export const breath: Block = Object.freeze({ columns: [], count: 0 });

/** Days since 1970, `to` excluded. */
export type DayRange = { readonly from: number; readonly to: number };

export const allDays: DayRange = Object.freeze({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY });

/** Something to read rows from, block by block. */
export type Scan = {
  readonly columns: readonly Column[];
  /** The date column by which the blocks are cut: one block holds one day. */
  readonly dayColumn: number | undefined;
  /** Columns whose value tells the day: rows of two tables that agree in one lie in blocks of the same day. */
  readonly dayKeys: readonly number[];
  /** The columns by which the rows of a block are sorted, ascending. */
  readonly sortedBy: readonly number[];
  /** Blocks in the order of their days; empty ones may be among them. */
  readonly blocks: (days: DayRange) => Iterable<Block>;
};

export function scanOf(columns: readonly Column[], block: Block): Scan {
  return { columns, dayColumn: undefined, dayKeys: [], sortedBy: [], blocks: () => [block] };
}

/** What a select without FROM reads: one row without columns. */
export const oneRow: Scan = scanOf([], { columns: [], count: 1 });

/** Turns rows, as few as a catalogue view has, into a block. */
export function blockOfRows(width: number, rows: readonly (readonly Value[])[]): Block {
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? null));
  return { columns, count: rows.length };
}

/** Several blocks as one. */
export function concatenate(width: number, blocks: readonly Block[]): Block {
  const [only] = blocks;
  if (blocks.length === 1 && only) return only;
  const columns = Array.from({ length: width }, (_, column) => joined(blocks, column));
  return { columns, count: blocks.reduce((sum, block) => sum + block.count, 0) };
}

function joined(blocks: readonly Block[], column: number): Value[] {
  const values: Value[] = [];
  for (const { columns, count } of blocks) {
    const source = columns[column] ?? [];
    for (let row = 0; row < count; row += 1) values.push(source[row] ?? null);
  }
  return values;
}

/** The chosen rows of a column, in the order given. */
export function gather(source: ArrayLike<Value>, rows: ArrayLike<number>): Value[] {
  const values = new Array<Value>(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = source[rows[i] ?? 0] ?? null;
  return values;
}
