import { z } from 'zod';
import { Id, Instant } from '#lib/contract/page';
import { Failure } from '#lib/contract/problem';
import { StoreId } from '#lib/contract/store';
import { Figures } from '#lib/contract/store-day';
import { Zone } from '#lib/contract/zone';

/** Input of the job `stock.load`. Without `stores` it means every active store. */
export const StockLoad = z.strictObject({ stores: z.array(StoreId).min(1).max(5000).optional() });
export type StockLoad = z.infer<typeof StockLoad>;

/** What is held of a store's stock: nothing, a snapshot that was never proved whole, or one that was. */
export const SnapshotState = z.enum(['missing', 'partial', 'verified']);
export type SnapshotState = z.infer<typeof SnapshotState>;

/** A snapshot is old when a day has passed and the next one has not come. */
export const Freshness = z.enum(['fresh', 'late', 'never']);
export type Freshness = z.infer<typeof Freshness>;

const freshHours = 24;

/** How fresh a snapshot is that was taken then. */
export function freshnessOf(takenAt: string | null, now: Date): Freshness {
  if (takenAt === null) return 'never';
  return now.getTime() - Date.parse(takenAt) <= freshHours * 3_600_000 ? 'fresh' : 'late';
}

/**
 * The store asked before, what arrived, the store asked after. `tickets` are distinct products, `amount` is the value at
 * cost. `matched`: at which of the two moments the store had exactly what arrived; null when at neither.
 */
export const StockProof = z.object({
  before: Figures,
  arrived: Figures,
  after: Figures,
  stored: Figures,
  duplicates: z.number(),
  matched: z.enum(['before', 'after']).nullable(),
  provedAt: Instant,
});
export type StockProof = z.infer<typeof StockProof>;

/** One store's line of the stock overview. */
export const StoreStock = z.object({
  storeId: StoreId,
  name: z.string(),
  active: z.boolean(),
  hold: z.object({ until: Instant.nullable(), reason: z.string() }).nullable(),
  state: SnapshotState,
  freshness: Freshness,
  products: z.number(),
  /** Decimal strings; null while nothing is held. */
  units: z.string().nullable(),
  value: z.string().nullable(),
  takenAt: Instant.nullable(),
  ageMinutes: z.number().nullable(),
  verifiedAt: Instant.nullable(),
  proof: StockProof.nullable(),
  loadMs: z.number().nullable(),
  /** A snapshot is taken now, or waits for its turn or its next try. */
  underWay: z.boolean(),
  /** Why the last attempt failed, and when the next one comes by itself. */
  failure: z
    .object({
      failure: Failure,
      at: Instant.nullable(),
      runId: Id.nullable(),
      nextAttemptAt: Instant.nullable(),
    })
    .nullable(),
});
export type StoreStock = z.infer<typeof StoreStock>;

/** GET /api/stock/overview: what every store has on its shelves, and how old that is. Totals are of what is held. */
export const StockOverview = z.object({
  at: Instant,
  zone: Zone,
  totals: z.object({
    products: z.number(),
    units: z.string(),
    value: z.string(),
    takenAt: z.object({ oldest: Instant, newest: Instant }).nullable(),
    fresh: z.number(),
    late: z.number(),
    never: z.number(),
  }),
  stores: z.array(StoreStock),
});
export type StockOverview = z.infer<typeof StockOverview>;
