import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerLine } from '#lib/contract/store-day';
import { ledgerLinesOf } from '#lib/warehouse/ledger-pages';
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

// DuckDB writes the lines as JSON text of the contract's shape: 17,000 of them cross threads in a few strings instead
// of as half a million values. Ids and decimals are strings in it, counts are numbers.
const pagesSql = `
  with lines as (
    select row_number() over (order by store_id, day)     as place,
           to_json({
             'dataset': dataset,
             'storeId': store_id,
             'day': day,
             'source': source,
             'state': state,
             'figures': {
               'rows': rows,
               'units': units::varchar,
               'amount': amount::varchar,
               'tickets': tickets
             },
             'sourceFigures': {
               'rows': source_rows,
               'units': source_units::varchar,
               'amount': source_amount::varchar,
               'tickets': source_tickets
             },
             'duplicates': duplicates,
             'runId': run_id::varchar,
             'stepId': step_id::varchar,
             'attempt': attempt,
             'loadedAt': strftime(loaded_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')
           })                                              as line
    from slice_ledger
    where dataset = $dataset
      and ($storeId is null or store_id = $storeId)
      and ($from is null or day >= $from::date)
      and ($to is null or day <= $to::date)
  )
  select '[' || string_agg(line, ',' order by place) || ']' as page
  from lines
  group by place // 500
  order by min(place)`;

const writerSql = `
  select step_id::varchar                                                as "stepId",
         attempt,
         strftime(loaded_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') as "loadedAt"
  from slice_ledger
  where dataset = $dataset and store_id = $storeId and day = $day::date`;

const deleteLineSql = 'delete from slice_ledger where dataset = $dataset and store_id = $storeId and day = $day::date';

const insertLineSql = `
  insert into slice_ledger
  values ($dataset, $storeId, $day::date, $source, $state,
    $rows, $units::decimal(38, 4), $amount::decimal(38, 4), $tickets,
    $sourceRows, $sourceUnits::decimal(38, 4), $sourceAmount::decimal(38, 4), $sourceTickets,
    $duplicates, $runId::bigint, $stepId::bigint, $attempt, $loadedAt::timestamptz)`;

/** The lines as JSON arrays of at most 500, in the order of store and day. */
export async function ledgerPages(connection: DuckDBConnection, filter: LedgerFilter): Promise<string[]> {
  const { dataset, storeId = null, from = null, to = null } = filter;
  const reader = await connection.runAndReadAll(pagesSql, { dataset, storeId, from, to });
  return reader.getRowsJson().map(([page]) => String(page));
}

export async function ledgerLine(
  connection: DuckDBConnection,
  dataset: string,
  { storeId, day }: SliceKey,
): Promise<LedgerLine | null> {
  const [page = '[]'] = await ledgerPages(connection, { dataset, storeId, from: day, to: day });
  return ledgerLinesOf(page)[0] ?? null;
}

/** Who wrote the slice last, and when. */
export type LedgerWriter = Pick<LedgerLine, 'stepId' | 'attempt' | 'loadedAt'>;

export async function ledgerWriter(
  connection: DuckDBConnection,
  dataset: string,
  { storeId, day }: SliceKey,
): Promise<LedgerWriter | null> {
  const reader = await connection.runAndReadAll(writerSql, { dataset, storeId, day });
  const [writer] = reader.getRowsJson();
  if (!writer) return null;
  const [stepId, attempt, loadedAt] = writer;
  return { stepId: String(stepId), attempt: Number(attempt), loadedAt: String(loadedAt) };
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
