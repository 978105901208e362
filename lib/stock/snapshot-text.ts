import type { Figures } from '#lib/contract/store-day';

/** The figures of a snapshot in a sentence of the log: `tickets` are distinct products, `amount` their value at cost. */
export const snapshotText = ({ rows, units, amount }: Figures): string =>
  `${rows} products, ${units} units, ${amount} of value`;
