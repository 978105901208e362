import { placeOf } from '#demo/sales/sales-table';
import { decimalText } from '#demo/sql/decimal';
import { bigintIn } from '#demo/sql/narrow';
import type { Block } from '#demo/sql/scan';

/** What a store-day must come to, decimals to the last digit; void tickets are counted too. */
export type DayFigures = {
  readonly rows: number;
  /** Sum of `cantidad`. */
  readonly units: string;
  /** Sum of `total`. */
  readonly amount: string;
  /** Distinct `numero_factura`. */
  readonly tickets: number;
};

export function figuresOf({ columns, count }: Block): DayFigures {
  const sum = (place: number): string => {
    const column = columns[place] ?? [];
    let total = 0n;
    for (let row = 0; row < count; row += 1) total += bigintIn(column[row] ?? 0);
    return decimalText(total, 4);
  };
  const tickets = new Set(Array.from(columns[placeOf('numero_factura')] ?? []));
  return { rows: count, units: sum(placeOf('cantidad')), amount: sum(placeOf('total')), tickets: tickets.size };
}
