import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { Instant } from '#lib/contract/page';
import { StoreId } from '#lib/contract/store';
import type { StoreDayState } from '#lib/contract/store-day';

/** One letter for each state: a row of the matrix is a string, its n-th letter the n-th day of the period. */
export const stateLetters = {
  not_due: '.',
  queued: 'q',
  loading: 'r',
  missing: 'm',
  partial: 'p',
  loaded: 'l',
  verified: 'v',
  drifted: 'd',
  closed: 'c',
  lost: 'x',
  on_hold: 'h',
} as const satisfies Record<StoreDayState, string>;

/** One row: a store with the state of each of its days. */
export const MatrixRow = z.object({
  storeId: StoreId,
  name: z.string(),
  active: z.boolean(),
  /** As many letters as the period has days, see `stateLetters`. */
  days: z.string(),
});
export type MatrixRow = z.infer<typeof MatrixRow>;

/** GET /api/sales/matrix: stores × days, both ends included, in the order of the stores' priority and id. */
export const Matrix = z.object({
  from: Day,
  to: Day,
  /** The last day that is due. */
  due: Day,
  rows: z.array(MatrixRow),
  at: Instant,
});
export type Matrix = z.infer<typeof Matrix>;
