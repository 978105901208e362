import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerLine } from '#lib/contract/store-day';
import type { LedgerFilter } from '#lib/warehouse/protocol';
import type { SliceKey } from '#lib/warehouse/warehouse';

export const ledgerTable = 'slice_ledger';

/** One line per loaded slice, written in the slice's own transaction: what lies in the table, by whom, proved against what. */
export const ledgerTableSql = `
  create table if not exists slice_ledger (
    dataset varchar,
    store_id varchar,
    day date,
    source varchar,
    state varchar,
    rows bigint,
    units decimal(38, 4),
    amount decimal(38, 4),
    tickets bigint,
    source_rows bigint,
    source_units decimal(38, 4),
    source_amount decimal(38, 4),
    source_tickets bigint,
    duplicates bigint,
    run_id bigint,
    step_id bigint,
    attempt integer,
    loaded_at timestamptz
  )`;

// Whole numbers that JSON can hold are doubles here; ids are text. Every field arrives as the contract spells it.
const lineFields = `
  dataset,
  store_id                                                     as "storeId",
  day::varchar                                                 as "day",
  source,
  state,
  rows::double                                                 as "rows",
  units::varchar                                               as "units",
  amount::varchar                                              as "amount",
  tickets::double                                              as "tickets",
  source_rows::double                                          as "sourceRows",
  source_units::varchar                                        as "sourceUnits",
  source_amount::varchar                                       as "sourceAmount",
  source_tickets::double                                       as "sourceTickets",
  duplicates::double                                           as "duplicates",
  run_id::varchar                                              as "runId",
  step_id::varchar                                             as "stepId",
  attempt,
  strftime(loaded_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') as "loadedAt"`;

const linesSql = `
  select ${lineFields}
  from slice_ledger
  where dataset = $dataset
    and ($storeId is null or store_id = $storeId)
    and ($from is null or day >= $from::date)
    and ($to is null or day <= $to::date)
  order by store_id, day`;

const deleteLineSql = 'delete from slice_ledger where dataset = $dataset and store_id = $storeId and day = $day::date';

const insertLineSql = `
  insert into slice_ledger
  values ($dataset, $storeId, $day::date, $source, $state,
    $rows, $units::decimal(38, 4), $amount::decimal(38, 4), $tickets,
    $sourceRows, $sourceUnits::decimal(38, 4), $sourceAmount::decimal(38, 4), $sourceTickets,
    $duplicates, $runId::bigint, $stepId::bigint, $attempt, $loadedAt::timestamptz)`;

export async function ledgerLines(connection: DuckDBConnection, filter: LedgerFilter): Promise<LedgerLine[]> {
  const { dataset, storeId = null, from = null, to = null } = filter;
  const reader = await connection.runAndReadAll(linesSql, { dataset, storeId, from, to });
  return reader.getRowsJson().map((row) => lineOf(row));
}

export async function ledgerLine(
  connection: DuckDBConnection,
  dataset: string,
  { storeId, day }: SliceKey,
): Promise<LedgerLine | null> {
  const [line] = await ledgerLines(connection, { dataset, storeId, from: day, to: day });
  return line ?? null;
}

/** Uniqueness by delete and insert: an index would slow every slice and block changes of the table. */
export async function replaceLedgerLine(connection: DuckDBConnection, line: LedgerLine): Promise<void> {
  const { dataset, storeId, day, figures, sourceFigures } = line;
  await connection.run(deleteLineSql, { dataset, storeId, day });
  await connection.run(insertLineSql, {
    dataset,
    storeId,
    day,
    source: line.source,
    state: line.state,
    rows: figures.rows,
    units: figures.units,
    amount: figures.amount,
    tickets: figures.tickets,
    sourceRows: sourceFigures.rows,
    sourceUnits: sourceFigures.units,
    sourceAmount: sourceFigures.amount,
    sourceTickets: sourceFigures.tickets,
    duplicates: line.duplicates,
    runId: line.runId,
    stepId: line.stepId,
    attempt: line.attempt,
    loadedAt: line.loadedAt,
  });
}

type LineRow = [
  string,
  string,
  string,
  string,
  LedgerLine['state'],
  number,
  string,
  string,
  number,
  number,
  string,
  string,
  number,
  number,
  string,
  string,
  number,
  string,
];

function lineOf(row: unknown[]): LedgerLine {
  const [
    dataset,
    storeId,
    day,
    source,
    state,
    rows,
    units,
    amount,
    tickets,
    sourceRows,
    sourceUnits,
    sourceAmount,
    sourceTickets,
    duplicates,
    runId,
    stepId,
    attempt,
    loadedAt,
  ] = asLineRow(row);
  return {
    dataset,
    storeId,
    day,
    source,
    state,
    figures: { rows, units, amount, tickets },
    sourceFigures: { rows: sourceRows, units: sourceUnits, amount: sourceAmount, tickets: sourceTickets },
    duplicates,
    runId,
    stepId,
    attempt,
    loadedAt,
  };
}

/** True because `lineFields` selects exactly these columns, cast to these types. */
function asLineRow(row: unknown[]): LineRow {
  return row as LineRow;
}
