import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { Id, Instant } from '#lib/contract/page';
import { Failure } from '#lib/contract/problem';
import { StoreId } from '#lib/contract/store';
import { StoreDayState } from '#lib/contract/store-day';
import { Zone } from '#lib/contract/zone';

/** Days in a row of one store that should be there and are not whole. */
export const GapRange = z.object({
  from: Day,
  to: Day,
  days: z.number(),
  state: z.enum(['missing', 'partial', 'drifted']),
});
export type GapRange = z.infer<typeof GapRange>;

/** What to do next about a store: load up to the last due day, fill old holes, or try again what failed. */
export const Recommendation = z.object({
  action: z.enum(['update', 'recover', 'retry']),
  from: Day,
  to: Day,
  days: z.number(),
  minutes: z.number(),
});
export type Recommendation = z.infer<typeof Recommendation>;

/** One line of the overview: a store, how complete it is and what stands in its way. */
export const StoreGap = z.object({
  storeId: StoreId,
  name: z.string(),
  active: z.boolean(),
  hold: z.object({ until: Instant.nullable(), reason: z.string() }).nullable(),
  rows: z.number(),
  lastDay: Day.nullable(),
  daysBehind: z.number(),
  /** Good days / expected days, 0 to 1; null when no day is expected yet. */
  completeness: z.number().nullable(),
  ranges: z.array(GapRange),
  /** Of the day that the overview asks about. */
  dayState: StoreDayState,
  /** Days that are loaded now or wait for their turn or their next try. */
  underWay: z.number(),
  /** Why the newest attempt of an unresolved day failed. */
  failure: z
    .object({
      day: Day,
      failure: Failure,
      at: Instant.nullable(),
      runId: Id.nullable(),
      nextAttemptAt: Instant.nullable(),
    })
    .nullable(),
  recommendation: Recommendation.nullable(),
});
export type StoreGap = z.infer<typeof StoreGap>;

/** GET /api/sales/overview: is `day`, the last due business day, complete? */
export const SalesOverview = z.object({
  day: Day,
  zone: Zone,
  /** Stores whose `day` is verified or loaded, of those that should trade. */
  complete: z.number(),
  expected: z.number(),
  /** Of the sales that the stores usually have on such a weekday, how much is here: 0 to 1; null without a usual day. */
  expectedSalesShare: z.number().nullable(),
  /** When the last store of `day` that is loaded or waits should be in; null when none is. */
  forecast: z.object({ at: Instant, stores: z.number() }).nullable(),
  stores: z.array(StoreGap),
});
export type SalesOverview = z.infer<typeof SalesOverview>;

/** What the scheduled load made of a day. */
export const DailySummary = z.object({
  day: Day,
  runId: Id,
  total: z.number(),
  successful: z.number(),
  failed: z.number(),
  partial: z.number(),
  updatedAt: Instant,
});
export type DailySummary = z.infer<typeof DailySummary>;
