import { placeOf } from '#demo/sales/sales-table';
import type { StoreSales } from '#demo/sales/store-sales';
import { bigintIn, textIn } from '#demo/sql/narrow';
import type { Block, Scan } from '#demo/sql/scan';
import { type Column, date, decimal, int, type SqlType, type Value, varchar } from '#demo/sql/types';

const required = (name: string, type: SqlType): Column => ({ name, type, nullable: false });

const columns: readonly Column[] = [
  required('fecha', date),
  required('caja', varchar(10)),
  required('lineas', int),
  required('unidades', decimal(18, 4)),
  required('monto', decimal(18, 4)),
  required('facturas', int),
];

/**
 * `dbo.cierres_z`: what each till printed at the end of the day. It counts what was sold, whatever of it has arrived in
 * the sales table: a control that knows more than the table itself.
 */
export function closingTable(sales: StoreSales): Scan {
  return {
    columns,
    dayColumn: 0,
    dayKeys: [],
    sortedBy: [1],
    blocks: function* blocks({ from, to }) {
      const last = Math.min(to - 1, sales.lastDay());
      for (let day = Math.max(from, sales.firstDay); day <= last; day += 1) yield closingsOf(sales.sold(day), day);
    },
  };
}

type Closing = { lines: number; units: bigint; amount: bigint; tickets: Set<Value> };

function closingsOf(sold: Block, day: number): Block {
  const closings = new Map<string, Closing>();
  const value = (name: Parameters<typeof placeOf>[0], row: number) => sold.columns[placeOf(name)]?.[row] ?? null;
  for (let row = 0; row < sold.count; row += 1) {
    const till = textIn(value('caja', row));
    const closing = closings.get(till) ?? { lines: 0, units: 0n, amount: 0n, tickets: new Set<Value>() };
    closings.set(till, closing);
    closing.lines += 1;
    closing.units += bigintIn(value('cantidad', row));
    closing.amount += bigintIn(value('total', row));
    closing.tickets.add(value('numero_factura', row));
  }
  const tills = [...closings.keys()].sort();
  const of = (read: (closing: Closing) => Value) => [...closings].sort(byTill).map(([, closing]) => read(closing));
  const counted = [of(({ lines }) => lines), of(({ units }) => units), of(({ amount }) => amount)];
  return {
    columns: [tills.map(() => day), tills, ...counted, of(({ tickets }) => tickets.size)],
    count: tills.length,
    day,
  };
}

function byTill([left]: [string, Closing], [right]: [string, Closing]): number {
  return left < right ? -1 : 1;
}
