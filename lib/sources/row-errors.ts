import { addDays } from '#lib/contract/day';
import { AppError } from '#lib/errors';
import type { SourcePeriod, SourceShape, StoreConnection } from '#lib/sources/source';
import type { BadCell } from '#lib/sources/tds/bad-cell';

type RowKey = readonly (string | number)[];

const reasons: Readonly<Record<BadCell['reason'], string>> = {
  null: 'has no value, one is required',
  range: 'does not fit its column',
  fraction: 'has more digits after the point than its column',
  malformed: 'is not a number',
};

/** `ticket C01-7, line 2`. */
export const rowText = ({ keyWords }: Pick<SourceShape, 'keyWords'>, key: RowKey): string =>
  keyWords.map((word, index) => `${word} ${key[index]}`).join(', ');

const keyParams = ({ keyWords }: Pick<SourceShape, 'keyWords'>, key: RowKey): Record<string, string | number | null> =>
  Object.fromEntries(keyWords.map((word, index) => [word, key[index] ?? null]));

const shortened = (value: string): string => (value.length > 80 ? `${value.slice(0, 80)}…` : value);

type Asked = { store: StoreConnection; shape: Pick<SourceShape, 'keyWords'> };

/** One row of the source that cannot be stored: which, which column, what it holds. */
export function badRowError({ store, shape }: Asked, row: { key: RowKey; column: string; cell: BadCell }): AppError {
  const { key, column, cell } = row;
  const value = shortened(cell.value);
  const message = `${store.name}: ${rowText(shape, key)}: ${column} = ${value} ${reasons[cell.reason]}`;
  return new AppError('source_rejected', message, {
    params: { why: `row_${cell.reason}`, store: store.id, ...keyParams(shape, key), column, value },
  });
}

export function strayDayError(
  { store, shape }: Asked,
  row: { key: RowKey; column: string; day: number; period: SourcePeriod },
): AppError {
  const day = addDays('1970-01-01', row.day);
  const message = `${store.name}: ${rowText(shape, row.key)}: ${row.column} = ${day} is outside of ${row.period.from}`;
  return new AppError('source_rejected', message, {
    params: {
      why: 'row_day',
      store: store.id,
      ...keyParams(shape, row.key),
      column: row.column,
      value: day,
    },
  });
}
