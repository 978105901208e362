import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { Instant } from '#lib/contract/page';
import { StoreId } from '#lib/contract/store';

/** What became of the stores' sales of one day. `partial` counts the drifted and those not proved too. */
export const TrendDay = z.object({
  day: Day,
  verified: z.int(),
  partial: z.int(),
  missing: z.int(),
  /** Closed and lost: nothing was expected of them. */
  excused: z.int(),
});
export type TrendDay = z.infer<typeof TrendDay>;

/** How far behind a store was on each day of the period, null where nobody knows. */
export const GapTrend = z.object({
  storeId: StoreId,
  name: z.string(),
  daysBehind: z.array(z.int().nullable()),
});
export type GapTrend = z.infer<typeof GapTrend>;

/** The loads of a store that ended in the period. */
export const LoadTrend = z.object({
  storeId: StoreId,
  name: z.string(),
  loads: z.int(),
  /** Rows of all of them. */
  rows: z.number(),
  medianLoadMs: z.number().nullable(),
  medianRows: z.number().nullable(),
  rowsPerMinute: z.number().nullable(),
});
export type LoadTrend = z.infer<typeof LoadTrend>;

/** GET /api/sales/trends: both ends of the period included. */
export const Trends = z.object({
  from: Day,
  to: Day,
  /** The last day that is due: later ones have no success yet. */
  due: Day,
  days: z.array(TrendDay),
  gaps: z.array(GapTrend),
  /** Up to this day the gaps were worked out later, from when each day was loaded; null when all were seen. */
  estimatedTo: Day.nullable(),
  loads: z.array(LoadTrend),
  at: Instant,
});
export type Trends = z.infer<typeof Trends>;

/** Without `to` up to today, without `from` that many `days`; at most 400. */
export const TrendFilter = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  days: z.coerce.number().int().min(1).max(400).default(30),
  store: StoreId.optional(),
});
export type TrendFilter = z.infer<typeof TrendFilter>;
