import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerLine } from '#lib/contract/store-day';
import { ledgerLinesOf } from '#lib/warehouse/ledger-pages';
import type { LedgerFilter } from '#lib/warehouse/protocol';
import { sliceParams } from '#lib/warehouse/slice-condition';
import type { Dataset, SliceKey } from '#lib/warehouse/warehouse';

export const ledgerTable = 'slice_ledger';

const ledgerColumnsSql = `
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
    loaded_at timestamptz`;

/** One line per loaded slice, written in the slice's own transaction: what lies in the table, by whom, proved against what. */
export const ledgerTableSql = `create table if not exists slice_ledger (${ledgerColumnsSql})`;

/**
 * A slice that a load replaced by other rows lies in the dataset's second table. Its line lies here and names the copy
 * by the instant of the replacement: rows without a line are what a crash left behind.
 */
export const replacedLedgerTable = 'slice_replaced';
export const keptAtColumn = 'reemplazado_en';
export const replacedLedgerSql = `create table if not exists slice_replaced (${ledgerColumnsSql}, kept_at timestamptz)`;

// DuckDB writes the lines as JSON text of the contract's shape: 17,000 of them cross threads in a few strings instead
// of as half a million values. Ids and decimals are strings in it, counts are numbers.
const lineJson = `
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
  })`;

const pagesSql = `
  with lines as (
    select row_number() over (order by store_id, day) as place,
           ${lineJson}                                as line
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

// One line without the pages' windows takes half the time, and every slice asks for its own.
const lineSql = (dataset: Dataset, table: string): string => `
  select '[' || ${lineJson} || ']' as page
  from ${table}
  where ${ofSlice(dataset)}`;

const writerSql = (dataset: Dataset): string => `
  select step_id::varchar                                                as "stepId",
         attempt,
         strftime(loaded_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') as "loadedAt"
  from slice_ledger
  where ${ofSlice(dataset)}`;

const deleteLineSql = (dataset: Dataset): string => `delete from slice_ledger where ${ofSlice(dataset)}`;

// A slice that is a whole store has one line, whatever the day on which it was taken.
export function ofSlice({ sliceBy }: Dataset): string {
  return `dataset = $dataset and store_id = $storeId${sliceBy === 'day' ? ' and day = $day::date' : ''}`;
}

export const sliceLineParams = (dataset: Dataset, slice: SliceKey): Record<string, string> => ({
  dataset: dataset.name,
  ...sliceParams(dataset, slice),
});

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
  dataset: Dataset,
  { slice, table = ledgerTable }: { slice: SliceKey; table?: string },
): Promise<LedgerLine | null> {
  const reader = await connection.runAndReadAll(lineSql(dataset, table), sliceLineParams(dataset, slice));
  const [page] = reader.getRowsJson().map(([line]) => String(line));
  return page === undefined ? null : (ledgerLinesOf(page)[0] ?? null);
}

/** Who wrote the slice last, and when. */
export type LedgerWriter = Pick<LedgerLine, 'stepId' | 'attempt' | 'loadedAt'>;

export async function ledgerWriter(
  connection: DuckDBConnection,
  dataset: Dataset,
  slice: SliceKey,
): Promise<LedgerWriter | null> {
  const reader = await connection.runAndReadAll(writerSql(dataset), sliceLineParams(dataset, slice));
  const [writer] = reader.getRowsJson();
  if (!writer) return null;
  const [stepId, attempt, loadedAt] = writer;
  return { stepId: String(stepId), attempt: Number(attempt), loadedAt: String(loadedAt) };
}

/** Uniqueness by delete and insert: an index would slow every slice and block changes of the table. */
export async function replaceLedgerLine(
  connection: DuckDBConnection,
  dataset: Dataset,
  line: LedgerLine,
): Promise<void> {
  const { storeId, day, figures, sourceFigures } = line;
  await connection.run(deleteLineSql(dataset), sliceLineParams(dataset, line));
  await connection.run(insertLineSql, {
    dataset: dataset.name,
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
