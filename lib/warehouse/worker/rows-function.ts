import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBTableFunction,
  type DuckDBTableFunctionInfo,
  INTEGER,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { columnType } from '#lib/warehouse/table-definition';
import type { Dataset } from '#lib/warehouse/warehouse';
import { chunkRows, fillColumn } from '#lib/warehouse/worker/fill-column';
import { markUsed, type RowWindow, type Segment } from '#lib/warehouse/worker/row-window';

/** Windows that a statement may read, by the number that the statement names. */
export type OpenWindows = Map<number, RowWindow>;

export function rowsFunctionName(dataset: Dataset): string {
  return `arrived_${dataset.name}`;
}

type Cursor = { unit: Segment[]; segment: number; row: number };

/**
 * Makes `arrived_<dataset>(window)` a table of the rows in that window, so that INSERT … SELECT reads our buffers
 * without a stage between. Each thread of the statement takes whole units.
 */
export function registerRowsFunction(connection: DuckDBConnection, dataset: Dataset, windows: OpenWindows): void {
  const types = dataset.columns.map((column) => columnType(column));
  connection.registerTableFunction(
    DuckDBTableFunction.create({
      name: rowsFunctionName(dataset),
      parameterTypes: [INTEGER],
      bindFunction: (bind) => {
        dataset.columns.forEach(({ name }, index) => {
          bind.addResultColumn(name, types[index] ?? INTEGER);
        });
        const window = windows.get(Number(bind.getParameter(0)));
        if (!window) bind.setError('no such window');
        else {
          bind.setBindData(window);
          bind.setCardinality(window.rows, true);
        }
      },
      initFunction: (init) => {
        init.setMaxThreads(Math.max(1, windowOf(init.getBindData()).units.length));
      },
      localInitFunction: (init) => {
        const cursor: Cursor = { unit: [], segment: 0, row: 0 };
        init.setInitData(cursor);
      },
      mainFunction: nextChunk,
    }),
  );
}

function nextChunk(info: DuckDBTableFunctionInfo, output: DuckDBDataChunk): void {
  const cursor = cursorOf(info.getLocalInitData());
  const segment = currentSegment(cursor, windowOf(info.getBindData()));
  if (!segment) {
    duckdb.data_chunk_set_size(output.chunk, 0);
    return;
  }
  const rows = Math.min(chunkRows, segment.rows - cursor.row);
  const range = { from: segment.from + cursor.row, rows };
  segment.arrived.batch.columns.forEach((column, index) => {
    fillColumn(duckdb.data_chunk_get_vector(output.chunk, index), column, range);
  });
  duckdb.data_chunk_set_size(output.chunk, rows);
  cursor.row += rows;
  markUsed(segment, rows);
}

/** Moves the cursor to the segment it reads next, taking a unit from the window when its own is used up. */
function currentSegment(cursor: Cursor, window: RowWindow): Segment | undefined {
  const segment = cursor.unit[cursor.segment];
  if (segment && cursor.row < segment.rows) return segment;
  cursor.row = 0;
  cursor.segment += 1;
  if (cursor.segment >= cursor.unit.length) {
    cursor.unit = window.units.shift() ?? [];
    cursor.segment = 0;
  }
  return cursor.unit[cursor.segment];
}

/** True because bindFunction sets a window and nothing else. */
function windowOf(bound: object | undefined): RowWindow {
  return bound as RowWindow;
}

/** True because localInitFunction sets a cursor and nothing else. */
function cursorOf(initial: object | undefined): Cursor {
  return initial as Cursor;
}
