import type { Block } from '#demo/sql/scan';

/** A day's sales while they are made, column by column. */
export type SalesTable = ReturnType<typeof emptyTable>;

export function emptyTable(lines: number) {
  const texts = () => new Array<string>(lines);
  const optional = () => new Array<string | null>(lines);
  return {
    fecha: new Int32Array(lines),
    moment: new Float64Array(lines),
    till: texts(),
    ticket: texts(),
    line: new Int32Array(lines),
    code: texts(),
    name: texts(),
    category: texts(),
    quantity: new BigInt64Array(lines),
    price: new BigInt64Array(lines),
    cost: new Array<bigint | null>(lines),
    discount: new BigInt64Array(lines),
    tax: new BigInt64Array(lines),
    total: new BigInt64Array(lines),
    currency: texts(),
    rate: new BigInt64Array(lines),
    customer: optional(),
    seller: optional(),
    voided: new Uint8Array(lines),
  };
}

/** The columns in the order of dbo.ventas. */
export function columnsOf(table: SalesTable): Block['columns'] {
  const { fecha, moment, till, ticket, line, code, name, category, quantity } = table;
  const { price, cost, discount, tax, total, currency, rate, customer, seller, voided } = table;
  const money = [quantity, price, cost, discount, tax, total];
  return [fecha, moment, till, ticket, line, code, name, category, ...money, currency, rate, customer, seller, voided];
}
