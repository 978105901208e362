import type { Figures } from '#lib/contract/store-day';
import { AppError } from '#lib/errors';
import type { SourceLimits } from '#lib/sources/connection-settings';
import { selectOnly } from '#lib/sources/select-only';
import type { SourcePeriod, SourceShape, StoreConnection } from '#lib/sources/source';
import type { Parameter, StoreLink } from '#lib/sources/sql-server-connection';
import { controlSql, figuresSql, type SourceColumn } from '#lib/sources/sql-server-query';

/** A store whose query was checked: what every question to it needs. */
export type SessionContext = {
  store: StoreConnection;
  shape: SourceShape;
  limits: SourceLimits;
  link: StoreLink;
  columns: SourceColumn[];
};

export const queryOf = ({ store, shape: { query } }: Pick<SessionContext, 'store' | 'shape'>): string =>
  selectOnly(store[query.own] ?? query.usual, store);

export function periodParameters(store: StoreConnection, { from, to }: SourcePeriod): Parameter[] {
  return [
    { name: 'desde', type: 'Date', value: from },
    { name: 'hasta', type: 'Date', value: to },
    { name: 'ubicacion', type: 'NVarChar', value: store.id },
  ];
}

export async function askFigures(context: SessionContext, period: SourcePeriod): Promise<Figures> {
  const { store, shape, link } = context;
  const [units, amount, ticket] = [shape.units, shape.amount, shape.ticket].map((name) => columnOf(context, name));
  if (!units || !amount || !ticket) throw new Error('The shape names a column that it does not have');
  const sql = figuresSql(queryOf(context), { units, amount, ticket });
  const { rows } = await link.query({ sql, parameters: periodParameters(store, period) });
  return figuresOf(rows[0]);
}

export async function askControl(context: SessionContext, period: SourcePeriod): Promise<Figures | null> {
  const { store, link } = context;
  if (store.controlQuery === null) return null;
  const { rows } = await link.query({
    sql: controlSql(selectOnly(store.controlQuery, store)),
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

export const columnOf = (context: SessionContext, name: string): SourceColumn | undefined =>
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
