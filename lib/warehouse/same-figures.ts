import type { Figures } from '#lib/contract/store-day';

/** To the last digit. Sums are compared as text: both sides write them with four digits after the point. */
export function sameFigures(one: Figures, other: Figures): boolean {
  return (
    one.rows === other.rows && one.units === other.units && one.amount === other.amount && one.tickets === other.tickets
  );
}
