import type { ColumnBatch } from '#lib/columns/batch';
import { daysBetween } from '#lib/contract/day';
import type { Figures } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import { nextPageRows } from '#lib/sources/page-size';
import { badRowError, strayDayError } from '#lib/sources/row-errors';
import type { SourcePage, SourcePeriod, SourceShape, StoreConnection } from '#lib/sources/source';
import type { CheckedColumns } from '#lib/sources/sql-server-columns';
import type { Parameter, SourceLimits, Statement, StoreLink } from '#lib/sources/sql-server-connection';
import {
  controlSql,
  defaultQuery,
  figuresSql,
  pageSql,
  type SourceColumn,
  wholeSql,
} from '#lib/sources/sql-server-query';
import { type BatchWriter, batchWriter, type ColumnWriter, takeBatch } from '#lib/sources/tds/column-writer';
import type { BadRow } from '#lib/sources/tds/read-rows';
import type { RowTarget } from '#lib/sources/tds/row-tokens';

/** A store whose query was checked: what every question to it needs. */
export type SessionContext = {
  store: StoreConnection;
  shape: SourceShape;
  limits: SourceLimits;
  link: StoreLink;
  columns: CheckedColumns['columns'];
};

/** Where rows go; `send` is awaited before more is read. */
export type Outlet = { send: (batch: ColumnBatch) => Promise<void>; page: (page: SourcePage) => void };

/** Rows of a batch: eight vectors of the warehouse. */
export const batchRows = 16_384;
const epoch = '1970-01-01';

export const queryOf = (store: StoreConnection): string => store.query ?? defaultQuery;

export function periodParameters(store: StoreConnection, { from, to }: SourcePeriod): Parameter[] {
  return [
    { name: 'desde', type: 'Date', value: from },
    { name: 'hasta', type: 'Date', value: to },
    { name: 'ubicacion', type: 'NVarChar', value: store.id },
  ];
}

export async function askFigures(context: SessionContext, period: SourcePeriod): Promise<Figures> {
  const { store, shape, link } = context;
  const [units, amount, ticket] = [shape.units, shape.amount, shape.ticket].map((name) => column(context, name));
  if (!units || !amount || !ticket) throw new Error('The shape names a column that it does not have');
  const sql = figuresSql(queryOf(store), { units, amount, ticket });
  const { rows } = await link.query({ sql, parameters: periodParameters(store, period) });
  return figuresOf(rows[0]);
}

export async function askControl(context: SessionContext, period: SourcePeriod): Promise<Figures | null> {
  const { store, link } = context;
  if (store.controlQuery === null) return null;
  const { rows } = await link.query({
    sql: controlSql(store.controlQuery),
    parameters: periodParameters(store, period),
  });
  if (rows.length !== 1) {
    throw new AppError(
      'source_rejected',
      `${store.name}: the control query answered ${rows.length} rows, expected one`,
    );
  }
  return figuresOf(rows[0]);
}

const column = (context: SessionContext, name: string): SourceColumn | undefined =>
  context.columns.find(({ spec }) => spec.name === name);

function figuresOf(row: unknown[] | undefined): Figures {
  const [rows, units, amount, tickets] = row ?? [];
  return { rows: Number(rows ?? 0), units: sumText(units), amount: sumText(amount), tickets: Number(tickets ?? 0) };
}

/** No rows have no sum; a sum without a whole part may come without its zero. */
function sumText(value: unknown): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(String(value ?? '0')) ?? [];
  return `${sign}${whole || '0'}.${fraction.padEnd(4, '0')}`;
}

type Extraction = { context: SessionContext; period: SourcePeriod; outlet: Outlet; batch: BatchWriter; sent: number };

/** Every row of the period, in pages by key, or `whole` in one answer. */
export async function extractRows(
  context: SessionContext,
  request: { period: SourcePeriod; whole: boolean },
  outlet: Outlet,
): Promise<{ rows: number; pages: number }> {
  const batch = batchWriter(context.shape.columns, batchRows);
  const extraction: Extraction = { context, period: request.period, outlet, batch, sent: 0 };
  const pages = request.whole ? await readWhole(extraction) : await readPages(extraction);
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

async function readPages(extraction: Extraction): Promise<number> {
  const { context, outlet } = extraction;
  let size = context.limits.pageRows;
  let total = 0;
  for (let pages = 1; ; pages += 1) {
    const started = performance.now();
    const rows = await readAnswer(extraction, pageStatement(extraction, size, pages === 1));
    const ms = performance.now() - started;
    total += rows;
    outlet.page({ pages, rows: total, pageRows: rows, pageMs: ms });
    if (rows < size) return pages;
    size = nextPageRows({ rows, ms }, context.limits.pageRows);
  }
}

function pageStatement({ context, period, batch }: Extraction, size: number, isFirst: boolean): Statement {
  const { store, shape } = context;
  const [first, second] = shape.key.map((name) => column(context, name));
  if (!first || !second) throw new Error('The key names a column that the query was not checked for');
  const sql = pageSql(queryOf(store), keyFirst(context), [first, second], isFirst);
  const parameters = [...periodParameters(store, period), parameter('filas', 'Int', size)];
  if (isFirst) return { sql, parameters };
  const last = shape.key.map((name) => keyValue(writerOf(batch, name), batch.rows - 1));
  return {
    sql,
    parameters: [...parameters, parameter('clave1', 'NVarChar', last[0]), parameter('clave2', 'Int', last[1])],
  };
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
