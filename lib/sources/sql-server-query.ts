import type { ColumnSpec } from '#lib/columns/batch';

/**
 * The SQL that reaches a store: plain T-SQL of SQL Server 2012 and later, documented in docs/source-sql.md.
 * `@desde`, `@hasta` and `@ubicacion` are parameters of sp_executesql in every one of them.
 */
export const defaultQuery = `select fecha, fecha_hora, caja, numero_factura, linea, codigo_producto, nombre_producto, categoria,
       cantidad, precio_unitario, costo_unitario, descuento, impuesto, total, moneda, tasa_cambio, cliente, vendedor, anulada
from dbo.ventas
where fecha >= @desde and fecha < @hasta`;

/** The stock of a store that says nothing else. `valor` is rounded by the store, so that both sides sum the same numbers. */
export const defaultStockQuery = `select codigo_producto, nombre_producto, categoria, almacen, existencia, costo_unitario, precio_unitario,
       cast(existencia * costo_unitario as decimal(18,4)) as valor
from dbo.existencias`;

/** The store's query stands on lines of its own, so that the server's line numbers can be told as lines of the query. */
export const linesBeforeQuery = 2;

/**
 * A column of the query: its name as the query spells it (some databases tell case apart), what it is cast to, and for single-byte text the type that a key must have to be compared as
 * the column is sorted (nvarchar follows other rules than varchar).
 */
export type SourceColumn = { spec: ColumnSpec; name: string; castTo: string; compareAs: string | null };
/** The columns that pages are cut by, in order. */
export type PageKey = readonly SourceColumn[];

export const longestNvarchar = 4000;

const quoted = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
const raw = ({ name }: SourceColumn): string => `q.${quoted(name)}`;
const cast = (column: SourceColumn): string => `cast(${raw(column)} as ${column.castTo})`;
const from = (query: string): string => `from (\n${query}\n) as q`;

/** Columns without rows: what the query would deliver. */
export const shapeSql = (query: string): string => `select top (0) *\n${from(query)}`;

/** One page: at most `@filas` rows behind the key (`@clave1`, and `@clave2` where it has two parts), in the server's own order of the raw columns. */
export function pageSql(query: string, columns: readonly SourceColumn[], key: PageKey, isFirst: boolean): string {
  const [first, second] = key.map(raw);
  const [after, afterLine] = key.map(({ compareAs }, index) =>
    compareAs === null ? `@clave${index + 1}` : `cast(@clave${index + 1} as ${compareAs})`,
  );
  const rest = second === undefined ? '' : ` or (${first} = ${after} and ${second} > ${afterLine})`;
  const behind = isFirst ? '' : `where ${first} > ${after}${rest}\n`;
  return `select top (@filas) ${list(columns)}\n${from(query)}\n${behind}order by ${key.map(raw).join(', ')}`;
}

/** All rows in one answer, in no order: the second reading of a slice whose pages did not add up. */
export const wholeSql = (query: string, columns: readonly SourceColumn[]): string =>
  `select ${list(columns)}\n${from(query)}`;

/** The select list stays on the first line: see linesBeforeQuery. */
const list = (columns: readonly SourceColumn[]): string =>
  columns.map((column) => `${cast(column)} as ${quoted(column.spec.name)}`).join(', ');

/** How many rows a period has: what a test of the store measures. */
export const countSql = (query: string): string => `select count_big(*) as filas\n${from(query)}`;

export type ProofColumns = { units: SourceColumn; amount: SourceColumn; ticket: SourceColumn };

/** The text's bytes: the warehouse tells texts apart by them, a store's collation may not. */
function bytesOf(column: SourceColumn): string {
  const characters = Number(/\((\d+)\)/.exec(column.castTo)?.[1] ?? Number.POSITIVE_INFINITY);
  return `cast(${cast(column)} as varbinary(${characters > longestNvarchar ? 'max' : characters * 2}))`;
}

/** What the source itself counts, over the same casts as stored. Sums travel as text. */
export function figuresSql(query: string, { units, amount, ticket }: ProofColumns): string {
  const sums = [units, amount].map((column) => `cast(sum(${cast(column)}) as nvarchar(50))`);
  return (
    `select count_big(*) as filas, ${sums[0]} as unidades, ${sums[1]} as importe, ` +
    `count(distinct ${bytesOf(ticket)}) as facturas\n${from(query)}`
  );
}

/** The control query answers one row with these columns; it is wrapped so that they arrive as text. */
export function controlSql(query: string): string {
  const decimal = (name: string) => `cast(cast(q.${name} as decimal(38,4)) as nvarchar(50)) as ${name}`;
  const count = (name: string) => `cast(q.${name} as bigint) as ${name}`;
  return `select ${count('filas')}, ${decimal('unidades')}, ${decimal('importe')}, ${count('facturas')}\n${from(query)}`;
}

/** The first row whose column meets the condition, as text with its key: what a message names. */
export function valuesSql(query: string, column: string, key: readonly string[], condition: string): string {
  const text = (name: string) => `cast(q.${quoted(name)} as nvarchar(200))`;
  return `select top (1) ${[...key, column].map(text).join(', ')}\n${from(query)}\nwhere q.${quoted(column)} ${condition}`;
}

export const aboutServerSql =
  "select cast(serverproperty('ProductVersion') as nvarchar(100)) as version, convert(nvarchar(40), sysutcdatetime(), 126) as utc";
