import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerLine } from '#lib/contract/store-day';
import {
  keptAtColumn,
  ledgerLine,
  ledgerTable,
  ofSlice,
  replacedLedgerTable,
  sliceLineParams,
} from '#lib/warehouse/ledger-table';
import { inSlice, sliceParams } from '#lib/warehouse/slice-condition';
import { quoted } from '#lib/warehouse/table-definition';
import type { Dataset, SliceKey } from '#lib/warehouse/warehouse';

/** A dataset that keeps what is replaced in it, with the name of that table. */
export type KeepingDataset = Dataset & { replacedTable: string };

export const keepsReplaced = (dataset: Dataset): dataset is KeepingDataset => dataset.replacedTable !== undefined;

const columnsOf = ({ columns }: Dataset): string => columns.map(({ name }) => quoted(name)).join(', ');

// Independent of the rows' order, and of when they were loaded.
const contentSql = (dataset: Dataset): string => `
  select count(*)::varchar || ':' || coalesce(sum(hash(${columnsOf(dataset)})::hugeint), 0)::varchar
  from ${quoted(dataset.table)}
  where ${inSlice(dataset)}`;

/** One text for what a slice holds: equal for equal rows. */
export async function contentOf(connection: DuckDBConnection, dataset: Dataset, slice: SliceKey): Promise<string> {
  const reader = await connection.runAndReadAll(contentSql(dataset), sliceParams(dataset, slice));
  return String(reader.getRowsJson()[0]?.[0]);
}

/** Copies the rows that the connection sees of a slice beside the table. */
export async function copySlice(
  connection: DuckDBConnection,
  dataset: KeepingDataset,
  { slice, keptAt }: { slice: SliceKey; keptAt: string },
): Promise<void> {
  await connection.run(
    `insert into ${quoted(dataset.replacedTable)}
     select *, $keptAt::timestamptz
     from ${quoted(dataset.table)}
     where ${inSlice(dataset)}`,
    { ...sliceParams(dataset, slice), keptAt },
  );
}

/** In the transaction that replaces a slice, before its line: the copy counts from its commit on, an older one is let go. */
export async function enterReplaced(
  connection: DuckDBConnection,
  dataset: KeepingDataset,
  { slice, keptAt }: { slice: SliceKey; keptAt: string },
): Promise<void> {
  const line = sliceLineParams(dataset, slice);
  await connection.run(
    `delete from ${quoted(dataset.replacedTable)}
     where ${inSlice(dataset)} and ${keptAtColumn} <> $keptAt::timestamptz`,
    { ...sliceParams(dataset, slice), keptAt },
  );
  await connection.run(`delete from slice_replaced where ${ofSlice(dataset)}`, line);
  await connection.run(
    `insert into slice_replaced select *, $keptAt::timestamptz from ${ledgerTable} where ${ofSlice(dataset)}`,
    { ...line, keptAt },
  );
}

/** A slice's kept line and the copy that it names. */
export type KeptSlice = { line: LedgerLine; keptAt: string };

export async function keptSlice(
  connection: DuckDBConnection,
  dataset: Dataset,
  slice: SliceKey,
): Promise<KeptSlice | null> {
  const line = await ledgerLine(connection, dataset, { slice, table: replacedLedgerTable });
  const reader = await connection.runAndReadAll(
    `select kept_at::varchar from slice_replaced where ${ofSlice(dataset)}`,
    sliceLineParams(dataset, slice),
  );
  const keptAt = reader.getRowsJson()[0]?.[0];
  return line && keptAt !== undefined ? { line, keptAt: String(keptAt) } : null;
}

/** Puts a kept copy back into the table, in the place of what lies there. */
export async function putBack(
  connection: DuckDBConnection,
  dataset: KeepingDataset,
  { slice, keptAt }: { slice: SliceKey; keptAt: string },
): Promise<void> {
  const params = sliceParams(dataset, slice);
  const table = quoted(dataset.table);
  await connection.run(`delete from ${table} where ${inSlice(dataset)}`, params);
  await connection.run(
    `insert into ${table}
     select * exclude (${keptAtColumn})
     from ${quoted(dataset.replacedTable)}
     where ${inSlice(dataset)} and ${keptAtColumn} = $keptAt::timestamptz`,
    { ...params, keptAt },
  );
}

/** Lets go of what was replaced before an instant, lines and rows, also of copies that never got a line. */
export async function forgetReplacedBefore(
  connection: DuckDBConnection,
  dataset: KeepingDataset,
  before: string,
): Promise<number> {
  const lines = await connection.runAndReadAll(
    `delete from slice_replaced where dataset = $dataset and kept_at < $before::timestamptz returning store_id`,
    { dataset: dataset.name, before },
  );
  await connection.run(`delete from ${quoted(dataset.replacedTable)} where ${keptAtColumn} < $before::timestamptz`, {
    before,
  });
  return lines.getRowsJson().length;
}
