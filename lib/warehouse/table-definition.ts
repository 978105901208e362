import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  type DuckDBConnection,
  type DuckDBType,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import type { ColumnSpec } from '#lib/columns/batch';
import { AppError } from '#lib/errors';
import {
  keptAtColumn,
  ledgerTable,
  ledgerTableSql,
  replacedLedgerSql,
  replacedLedgerTable,
} from '#lib/warehouse/ledger-table';
import { storeColumn } from '#lib/warehouse/slice-condition';
import type { Dataset } from '#lib/warehouse/warehouse';

export function columnType({ kind, scale = 0 }: ColumnSpec): DuckDBType {
  switch (kind) {
    case 'int32':
      return INTEGER;
    case 'int64':
      return BIGINT;
    case 'date':
      return DATE;
    case 'timestamp':
      return TIMESTAMP;
    case 'decimal':
      return DECIMAL(18, scale);
    case 'boolean':
      return BOOLEAN;
    case 'text':
      return VARCHAR;
  }
}

type TableColumn = { name: string; type: string };

function tableColumns(dataset: Dataset): TableColumn[] {
  return [
    { name: storeColumn, type: 'VARCHAR' },
    ...dataset.columns.map((column) => ({ name: column.name, type: columnType(column).toString() })),
    { name: dataset.loadedAt, type: 'TIMESTAMP WITH TIME ZONE' },
  ];
}

type Table = { name: string; columns: TableColumn[] };

/** The dataset's own table, and the one that keeps what was replaced in it: the same columns, and when it was replaced. */
function tablesOf(dataset: Dataset): Table[] {
  const columns = tableColumns(dataset);
  const own = { name: dataset.table, columns };
  if (dataset.replacedTable === undefined) return [own];
  return [
    own,
    { name: dataset.replacedTable, columns: [...columns, { name: keptAtColumn, type: 'TIMESTAMP WITH TIME ZONE' }] },
  ];
}

/** No primary key: it would make replacing a slice 28 times slower. No defaults: a crash after such an ALTER loses the file. */
function createTableSql({ name: table, columns }: Table): string {
  const definitions = columns.map(({ name, type }) => `${quoted(name)} ${type}`);
  return `create table if not exists ${quoted(table)} (${definitions.join(', ')})`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const existingTablesSql = `
  select table_name as "table", column_name as "name", data_type as "type"
  from duckdb_columns()
  where database_name = current_database() and schema_name = 'main' and not internal
  order by table_name, column_index`;

/** Creates the tables that are missing, and refuses a file whose table has other columns than the dataset. */
export async function prepareTables(connection: DuckDBConnection, datasets: readonly Dataset[]): Promise<void> {
  const found = (await connection.runAndReadAll(existingTablesSql)).getRowObjectsJson();
  const there = new Set(found.map(({ table }) => table));
  const tables = datasets.flatMap(tablesOf);
  for (const table of tables.filter(({ name }) => there.has(name))) {
    assertColumns(
      table,
      found.filter((column) => column.table === table.name).map(({ name, type }) => `${name} ${type}`),
    );
  }
  const missing = tables.filter(({ name }) => !there.has(name));
  if (missing.length === 0 && there.has(ledgerTable) && there.has(replacedLedgerTable)) return;
  for (const table of missing) await connection.run(createTableSql(table));
  await connection.run(ledgerTableSql);
  await connection.run(replacedLedgerSql);
  // A definition that lies only in the log is what a crash can make unreadable.
  await connection.run('checkpoint');
}

function assertColumns({ name: table, columns }: Table, found: string[]): void {
  const expected = columns.map(({ name, type }) => `${name} ${type}`);
  const difference = expected.findIndex((column, index) => column !== found[index]);
  if (difference === -1 && expected.length === found.length) return;
  const at = difference === -1 ? expected.length : difference;
  throw new AppError(
    'storage_unavailable',
    `The table ${table} of this file differs in column ${at + 1}: expected ${expected[at] ?? 'no more columns'}, found ${found[at] ?? 'none'}.`,
  );
}
