import type { ColumnBatch } from '#lib/columns/batch';
import { daysBetween } from '#lib/contract/day';
import { AppError } from '#lib/errors';
import { nextPageRows } from '#lib/sources/page-size';
import { badRowError, strayDayError } from '#lib/sources/row-errors';
import type { SourcePage, SourcePeriod } from '#lib/sources/source';
import type { Parameter, Statement } from '#lib/sources/sql-server-connection';
import { type PageKey, pageSql, type SourceColumn, wholeSql } from '#lib/sources/sql-server-query';
import { columnOf, periodParameters, queryOf, type SessionContext } from '#lib/sources/sql-server-session';
import { type BatchWriter, batchWriter, type ColumnWriter, takeBatch } from '#lib/sources/tds/column-writer';
import type { BadRow } from '#lib/sources/tds/read-rows';
import type { RowTarget } from '#lib/sources/tds/rows-in-place';

/** Where rows go; `send` is awaited before more is read. */
export type Outlet = { send: (batch: ColumnBatch) => Promise<void>; page: (page: SourcePage) => void };

/** Rows of a batch: eight vectors of the warehouse. */
const batchRows = 16_384;
const smallestBatchRows = 1_024;
const epoch = '1970-01-01';

type Extraction = {
  context: SessionContext;
  period: SourcePeriod;
  outlet: Outlet;
  batch: BatchWriter;
  sent: number;
  expectedRows: number;
};

export type ExtractRequest = { period: SourcePeriod; whole: boolean; expectedRows: number | null };

/** Every row of the period, in pages by key, or `whole` in one answer. */
export async function extractRows(
  context: SessionContext,
  request: ExtractRequest,
  outlet: Outlet,
): Promise<{ rows: number; pages: number }> {
  const expectedRows = request.expectedRows ?? Number.POSITIVE_INFINITY;
  const batch = batchWriter(context.shape.columns, capacityFor(expectedRows));
  const extraction: Extraction = { context, period: request.period, outlet, batch, sent: 0, expectedRows };
  const pages = request.whole ? await readWhole(extraction) : await readPages(extraction);
  await sendBatch(extraction);
  return { rows: extraction.sent, pages };
}

/**
 * Room for the rows still expected, not more: buffers that stay empty are memory that is cleared, and collected, for nothing.
 * Once more have come than were expected, nobody knows how many there are.
 */
function capacityFor(rowsLeft: number): number {
  return rowsLeft < 0 ? batchRows : Math.min(batchRows, Math.max(smallestBatchRows, rowsLeft));
}

async function readWhole(extraction: Extraction): Promise<number> {
  const { store } = extraction.context;
  const sql = wholeSql(queryOf(extraction.context), keyFirst(extraction.context));
  const started = performance.now();
  const rows = await readAnswer(extraction, { sql, parameters: periodParameters(store, extraction.period) });
  extraction.outlet.page({ pages: 1, rows, pageRows: rows, pageMs: performance.now() - started });
  return 1;
}

/**
 * Until a page is not full. A key that the store's code page cannot write compares otherwise than its row sorts: pages that
 * do not get ahead are ended, and the proof has the day read once more, in one answer.
 */
async function readPages(extraction: Extraction): Promise<number> {
  const { context, outlet, period, expectedRows } = extraction;
  let size = context.limits.pageRows;
  let total = 0;
  let behind: Key | null = null;
  for (let pages = 1; ; pages += 1) {
    const started = performance.now();
    const statement = behind === null ? firstPage(context, period, size) : nextPage(extraction, size, behind);
    const rows = await readAnswer(extraction, statement);
    const ms = performance.now() - started;
    total += rows;
    outlet.page({ pages, rows: total, pageRows: rows, pageMs: ms });
    if (rows < size || total > expectedRows + size) return pages;
    const last = lastKey(extraction);
    if (behind?.every((part, index) => part === last[index])) return pages;
    behind = last;
    size = nextPageRows({ rows, ms }, context.limits.pageRows);
  }
}

/** The statement of the first page of a period. */
export function firstPage(context: SessionContext, period: SourcePeriod, size: number): Statement {
  const parameters = [...periodParameters(context.store, period), parameter('filas', 'Int', size)];
  return { sql: pageSql(queryOf(context), keyFirst(context), keyColumns(context), true), parameters };
}

function nextPage({ context, period }: Extraction, size: number, behind: Key): Statement {
  const sql = pageSql(queryOf(context), keyFirst(context), keyColumns(context), false);
  const { parameters } = firstPage(context, period, size);
  const keys = behind.map((part, index) =>
    parameter(`clave${index + 1}`, typeof part === 'string' ? 'NVarChar' : 'Int', part),
  );
  return { sql, parameters: [...parameters, ...keys] };
}

function keyColumns(context: SessionContext): PageKey {
  return context.shape.key.map((name) => {
    const column = columnOf(context, name);
    if (!column) throw new Error('The key names a column that the query was not checked for');
    return column;
  });
}

type Key = readonly (string | number)[];

/** The key of the row that arrived last: a full batch is sent when another row comes, so that one is still there. */
function lastKey({ context, batch }: Extraction): Key {
  return context.shape.key.map((name) => keyValue(writerOf(batch, name), batch.rows - 1));
}

const parameter = (name: string, type: Parameter['type'], value: unknown): Parameter => ({ name, type, value });

/** The key's columns first: when another cell is bad, they have been read and name the row. */
function keyFirst({ shape, columns }: SessionContext): SourceColumn[] {
  const isKey = ({ spec }: SourceColumn) => shape.key.includes(spec.name);
  return [...columns.filter(isKey), ...columns.filter((source) => !isKey(source))];
}

function writerOf(batch: BatchWriter, name: string): ColumnWriter {
  const writer = batch.columns.find((candidate) => candidate.name === name);
  if (!writer) throw new Error(`No column ${name}`);
  return writer;
}

const decoder = new TextDecoder();

function keyValue(writer: ColumnWriter, row: number): string | number {
  if (writer.kind !== 'text') return writer.halves[row] ?? 0;
  return decoder.decode(writer.bytes.subarray(row === 0 ? 0 : writer.ends[row - 1], writer.ends[row]));
}

/** Runs one statement into the batch; answers how many rows came, which must be what the server says it sent. */
async function readAnswer(extraction: Extraction, statement: Statement): Promise<number> {
  const { context, batch } = extraction;
  const before = extraction.sent + batch.rows;
  const target: RowTarget = {
    batch,
    full: () => sendBatch(extraction),
    badRow: (bad) => rowError(extraction, bad),
  };
  const announced = await context.link.stream(statement, target);
  const rows = extraction.sent + batch.rows - before;
  if (announced !== null && announced !== rows) {
    throw new AppError(
      'source_unavailable',
      `${context.store.name}: ${rows} rows arrived, the server sent ${announced}`,
    );
  }
  return rows;
}

function rowError({ context, batch }: Extraction, { row, column: name, cell }: BadRow): Error {
  const key = context.shape.key.map((keyName) =>
    keyName === name ? cell.value : keyValue(writerOf(batch, keyName), row),
  );
  return badRowError(context, { key, column: name, cell });
}

async function sendBatch(extraction: Extraction): Promise<void> {
  const { context, batch, outlet } = extraction;
  if (batch.rows === 0) return;
  checkDays(extraction);
  extraction.sent += batch.rows;
  context.link.hold(true);
  await outlet.send(takeBatch(batch, capacityFor(extraction.expectedRows - extraction.sent)));
  context.link.hold(false);
}

/** A row of another day would be deleted by nobody: the slice holds its own days only. */
function checkDays(extraction: Extraction): void {
  const { context, batch, period } = extraction;
  const { day: column } = context.shape;
  if (column === null) return;
  const days = writerOf(batch, column).halves;
  const [from, to] = [daysBetween(epoch, period.from), daysBetween(epoch, period.to)];
  for (let row = 0; row < batch.rows; row += 1) {
    const day = days[row] ?? 0;
    if (day >= from && day < to) continue;
    const key = context.shape.key.map((name) => keyValue(writerOf(batch, name), row));
    throw strayDayError(context, { key, column, day, period });
  }
}
