import { addDays } from '#lib/contract/day';
import { AppError } from '#lib/errors';
import type { SourcePeriod, StoreConnection } from '#lib/sources/source';
import type { BadCell } from '#lib/sources/tds/bad-cell';

type RowKey = readonly (string | number)[];

const reasons: Readonly<Record<BadCell['reason'], string>> = {
  null: 'has no value, one is required',
  range: 'does not fit its column',
  fraction: 'has more digits after the point than its column',
  malformed: 'is not a number',
};

const rowText = (key: RowKey): string => `ticket ${key[0]}, line ${key[1]}`;
const shortened = (value: string): string => (value.length > 80 ? `${value.slice(0, 80)}…` : value);

/** One row of the source that cannot be stored: which, which column, what it holds. */
export function badRowError(store: StoreConnection, row: { key: RowKey; column: string; cell: BadCell }): AppError {
  const { key, column, cell } = row;
  const value = shortened(cell.value);
  const message = `${store.name}: ${rowText(key)}: ${column} = ${value} ${reasons[cell.reason]}`;
  return new AppError('source_rejected', message, {
    params: { why: `row_${cell.reason}`, store: store.id, ticket: key[0] ?? null, line: key[1] ?? null, column, value },
  });
}

export function strayDayError(
  store: StoreConnection,
  row: { key: RowKey; column: string; day: number; period: SourcePeriod },
): AppError {
  const day = addDays('1970-01-01', row.day);
  const message = `${store.name}: ${rowText(row.key)}: ${row.column} = ${day} is outside of ${row.period.from}`;
  return new AppError('source_rejected', message, {
    params: {
      why: 'row_day',
      store: store.id,
      ticket: row.key[0] ?? null,
      line: row.key[1] ?? null,
      column: row.column,
      value: day,
    },
  });
}
