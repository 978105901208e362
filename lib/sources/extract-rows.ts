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
const epoch = '1970-01-01';

type Extraction = { context: SessionContext; period: SourcePeriod; outlet: Outlet; batch: BatchWriter; sent: number };

export type ExtractRequest = { period: SourcePeriod; whole: boolean; expectedRows: number | null };

/** Every row of the period, in pages by key, or `whole` in one answer. */
export async function extractRows(
  context: SessionContext,
  request: ExtractRequest,
  outlet: Outlet,
): Promise<{ rows: number; pages: number }> {
  const batch = batchWriter(context.shape.columns, batchRows);
  const extraction: Extraction = { context, period: request.period, outlet, batch, sent: 0 };
  const pages = request.whole
    ? await readWhole(extraction)
    : await readPages(extraction, request.expectedRows ?? Number.POSITIVE_INFINITY);
  await sendBatch(extraction);
  return { rows: extraction.sent, pages };
}

async function readWhole(extraction: Extraction): Promise<number> {
  const { store } = extraction.context;
  const sql = wholeSql(queryOf(store), keyFirst(extraction.context));
  const started = performance.now();
  const rows = await readAnswer(extraction, { sql, parameters: periodParameters(store, extraction.period) });
  extraction.outlet.page({ pages: 1, rows, pageRows: rows, pageMs: performance.now() - started });
  return 1;
}

/**
 * Until a page is not full. A key that the store's code page cannot write compares otherwise than its row sorts: pages that
 * do not get ahead are ended, and the proof has the day read once more, in one answer.
 */
async function readPages(extraction: Extraction, expectedRows: number): Promise<number> {
  const { context, outlet, period } = extraction;
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
    if (behind !== null && last[0] === behind[0] && last[1] === behind[1]) return pages;
    behind = last;
    size = nextPageRows({ rows, ms }, context.limits.pageRows);
  }
}

/** The statement of the first page of a period. */
export function firstPage(context: SessionContext, period: SourcePeriod, size: number): Statement {
  const parameters = [...periodParameters(context.store, period), parameter('filas', 'Int', size)];
  return { sql: pageSql(queryOf(context.store), keyFirst(context), keyColumns(context), true), parameters };
}

function nextPage({ context, period }: Extraction, size: number, [text, line]: Key): Statement {
  const sql = pageSql(queryOf(context.store), keyFirst(context), keyColumns(context), false);
  const { parameters } = firstPage(context, period, size);
  return { sql, parameters: [...parameters, parameter('clave1', 'NVarChar', text), parameter('clave2', 'Int', line)] };
}

function keyColumns(context: SessionContext): PageKey {
  const [first, second] = context.shape.key.map((name) => columnOf(context, name));
  if (!first || !second) throw new Error('The key names a column that the query was not checked for');
  return [first, second];
}

type Key = readonly [text: string | number, line: string | number];

/** The key of the row that arrived last: a full batch is sent when another row comes, so that one is still there. */
function lastKey({ context, batch }: Extraction): Key {
  const [text = '', line = 0] = context.shape.key.map((name) => keyValue(writerOf(batch, name), batch.rows - 1));
  return [text, line];
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
  return badRowError(context.store, { key, column: name, cell });
}

async function sendBatch(extraction: Extraction): Promise<void> {
  const { context, batch, outlet } = extraction;
  if (batch.rows === 0) return;
  checkDays(extraction);
  extraction.sent += batch.rows;
  context.link.hold(true);
  await outlet.send(takeBatch(batch));
  context.link.hold(false);
}

/** A row of another day would be deleted by nobody: the slice holds its own days only. */
function checkDays(extraction: Extraction): void {
  const { context, batch, period } = extraction;
  const days = writerOf(batch, context.shape.day).halves;
  const [from, to] = [daysBetween(epoch, period.from), daysBetween(epoch, period.to)];
  for (let row = 0; row < batch.rows; row += 1) {
    const day = days[row] ?? 0;
    if (day >= from && day < to) continue;
    const key = context.shape.key.map((name) => keyValue(writerOf(batch, name), row));
    throw strayDayError(context.store, { key, column: context.shape.day, day, period });
  }
}
