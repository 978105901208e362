import type { Figures } from '#lib/contract/store-day';

export const figuresText = ({ rows, units, amount, tickets }: Figures): string =>
  `${rows} rows, ${units} units, ${amount} amount, ${tickets} tickets`;

/** What has to be added to `before` to have `after`. Exact: amounts are summed as whole numbers of their last digit. */
export function changeOf(after: Figures, before: Figures): Figures {
  return {
    rows: after.rows - before.rows,
    units: difference(after.units, before.units),
    amount: difference(after.amount, before.amount),
    tickets: after.tickets - before.tickets,
  };
}

const scale = 4;

function difference(after: string, before: string): string {
  const change = wholeOf(after) - wholeOf(before);
  const digits = String(change < 0n ? -change : change).padStart(scale + 1, '0');
  return `${change < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function wholeOf(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
}
