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
import { ledgerTable, ledgerTableSql } from '#lib/warehouse/ledger-table';
import type { Dataset } from '#lib/warehouse/warehouse';

/** Every dataset's table has these around its own columns; a slice is one (ubicacion_id, fecha). */
export const storeColumn = 'ubicacion_id';
export const dayColumn = 'fecha';
const loadedAtColumn = 'fecha_carga';

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
    { name: loadedAtColumn, type: 'TIMESTAMP WITH TIME ZONE' },
  ];
}

/** No primary key: it would make replacing a slice 28 times slower. No defaults: a crash after such an ALTER loses the file. */
function createTableSql(dataset: Dataset): string {
  const columns = tableColumns(dataset).map(({ name, type }) => `${quoted(name)} ${type}`);
  return `create table if not exists ${quoted(dataset.table)} (${columns.join(', ')})`;
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
  const tables = new Set(found.map(({ table }) => table));
  for (const dataset of datasets.filter(({ table }) => tables.has(table))) {
    assertColumns(
      dataset,
      found.filter(({ table }) => table === dataset.table).map(({ name, type }) => `${name} ${type}`),
    );
  }
  const missing = datasets.filter(({ table }) => !tables.has(table));
  if (missing.length === 0 && tables.has(ledgerTable)) return;
  for (const dataset of missing) await connection.run(createTableSql(dataset));
  await connection.run(ledgerTableSql);
  // A definition that lies only in the log is what a crash can make unreadable.
  await connection.run('checkpoint');
}

function assertColumns(dataset: Dataset, found: string[]): void {
  const expected = tableColumns(dataset).map(({ name, type }) => `${name} ${type}`);
  const difference = expected.findIndex((column, index) => column !== found[index]);
  if (difference === -1 && expected.length === found.length) return;
  const at = difference === -1 ? expected.length : difference;
  throw new AppError(
    'storage_unavailable',
    `The table ${dataset.table} of this file differs in column ${at + 1}: expected ${expected[at] ?? 'no more columns'}, found ${found[at] ?? 'none'}.`,
  );
}
