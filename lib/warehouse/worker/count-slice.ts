import type { DuckDBConnection } from '@duckdb/node-api';
import type { Figures } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import { inSlice, sliceParams } from '#lib/warehouse/slice-condition';
import { quoted } from '#lib/warehouse/table-definition';
import type { Dataset, SliceCount, SliceKey } from '#lib/warehouse/warehouse';

/** Whose slice is counted. `keysDiffer`: its keys were seen to ascend, so none occurs twice. */
export type CountTask = { dataset: Dataset; slice: SliceKey; keysDiffer: boolean };

/** Counts what arrived, then collapses identical rows. Throws `source_rejected` when one key has two different rows. */
export async function countSlice(connection: DuckDBConnection, task: CountTask): Promise<SliceCount> {
  const { dataset, slice, keysDiffer } = task;
  const arrived = await figuresOf(connection, dataset, slice);
  if (keysDiffer || (await keysOf(connection, dataset, slice)) === arrived.rows) {
    return { arrived, stored: arrived, duplicates: 0 };
  }
  await refuseConflicts(connection, dataset, slice);
  await connection.run(collapseSql(dataset), sliceParams(dataset, slice));
  const stored = await figuresOf(connection, dataset, slice);
  return { arrived, stored, duplicates: arrived.rows - stored.rows };
}

function figuresSql(dataset: Dataset): string {
  const { table, units, amount, ticket } = dataset;
  return `
    select count(*)::double                                                  as "rows",
           coalesce(sum(${quoted(units)}), 0)::decimal(38, 4)::varchar       as "units",
           coalesce(sum(${quoted(amount)}), 0)::decimal(38, 4)::varchar      as "amount",
           count(distinct ${quoted(ticket)})::double                         as "tickets"
    from ${quoted(table)}
    where ${inSlice(dataset)}`;
}

type FiguresRow = [rows: number, units: string, amount: string, tickets: number];

async function figuresOf(connection: DuckDBConnection, dataset: Dataset, slice: SliceKey): Promise<Figures> {
  const reader = await connection.runAndReadAll(figuresSql(dataset), sliceParams(dataset, slice));
  const [rows, units, amount, tickets] = asFiguresRow(reader.getRowsJson()[0]);
  return { rows, units, amount, tickets };
}

/** True because an aggregate without groups answers one row, of the columns and casts in `figuresSql`. */
function asFiguresRow(row: unknown[] | undefined): FiguresRow {
  return row as FiguresRow;
}

/** Different keys, or fewer where two hashes meet: as many as there are rows means that every key is another. */
async function keysOf(connection: DuckDBConnection, dataset: Dataset, slice: SliceKey): Promise<number> {
  const keys = dataset.key.map(quoted).join(', ');
  const sql = `select count(distinct hash(${keys}))::double from ${quoted(dataset.table)} where ${inSlice(dataset)}`;
  const reader = await connection.runAndReadAll(sql, sliceParams(dataset, slice));
  return Number(reader.getRowsJson()[0]?.[0]);
}

// Keys that occur more than once; everything dearer looks at these alone.
function doubledSql(dataset: Dataset): string {
  const keys = dataset.key.map(quoted).join(', ');
  return `select ${keys} from ${quoted(dataset.table)} where ${inSlice(dataset)} group by ${keys} having count(*) > 1`;
}

function sameKey({ key }: Dataset): string {
  return key.map((name) => `slice.${quoted(name)} is not distinct from doubled.${quoted(name)}`).join(' and ');
}

function conflictSql(dataset: Dataset): string {
  const keys = dataset.key.map((name) => `slice.${quoted(name)}`).join(', ');
  const columns = dataset.columns.map(({ name }) => `slice.${quoted(name)}`);
  return `
    with doubled as (${doubledSql(dataset)}),
    conflicting as (
      select ${keys}
      from ${quoted(dataset.table)} slice join doubled on ${sameKey(dataset)}
      where ${inSlice(dataset)}
      group by ${keys}
      having count(distinct row(${columns.join(', ')})) > 1
      order by ${keys}
      limit 1
    )
    select distinct ${columns.map((column) => `${column}::varchar`).join(', ')}
    from ${quoted(dataset.table)} slice join conflicting doubled on ${sameKey(dataset)}
    where ${inSlice(dataset)}
    limit 2`;
}

async function refuseConflicts(connection: DuckDBConnection, dataset: Dataset, slice: SliceKey): Promise<void> {
  const reader = await connection.runAndReadAll(conflictSql(dataset), sliceParams(dataset, slice));
  const [one, other] = reader.getRowsJson();
  if (!one || !other) return;
  const at = one.findIndex((value, index) => value !== other[index]);
  const column = dataset.columns[at]?.name ?? '';
  const key = dataset.key
    .map((name) => `${name} ${String(one[dataset.columns.findIndex((spec) => spec.name === name)])}`)
    .join(', ');
  throw new AppError(
    'source_rejected',
    `${slice.storeId} ${slice.day}: two rows have the key ${key} and differ in ${column}: ${String(one[at])} and ${String(other[at])}.`,
    { params: { storeId: slice.storeId, day: slice.day, key, column, one: String(one[at]), other: String(other[at]) } },
  );
}

function collapseSql(dataset: Dataset): string {
  const keys = dataset.key.map((name) => `slice.${quoted(name)}`).join(', ');
  return `
    delete from ${quoted(dataset.table)}
    where rowid in (
      with doubled as (${doubledSql(dataset)})
      select slice.rowid
      from ${quoted(dataset.table)} slice join doubled on ${sameKey(dataset)}
      where ${inSlice(dataset)}
      qualify row_number() over (partition by ${keys} order by slice.rowid) > 1
    )`;
}
