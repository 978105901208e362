import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { Id, Instant } from '#lib/contract/page';
import { StoreId } from '#lib/contract/store';

export const StoreDayState = z.enum([
  'not_due',
  'queued',
  'loading',
  'missing',
  'partial',
  'loaded',
  'verified',
  'drifted',
  'closed',
  'lost',
  'on_hold',
]);
export type StoreDayState = z.infer<typeof StoreDayState>;

/** What is compared on both sides: decimal strings of scale 4, never floating point. Voided rows are included. */
export const Figures = z.object({
  rows: z.number(),
  units: z.string(),
  amount: z.string(),
  tickets: z.number(),
});
export type Figures = z.infer<typeof Figures>;

/** The source asked before, what arrived, the source asked after; see docs/architecture.md. */
export const Proof = z.object({
  before: Figures,
  arrived: Figures,
  after: Figures,
  stored: Figures,
  duplicates: z.number(),
  dayOver: z.boolean(),
  provedAt: Instant,
});
export type Proof = z.infer<typeof Proof>;

/** One line of the ledger: what lies in the warehouse for one slice. */
export const LedgerLine = z.object({
  dataset: z.string(),
  storeId: StoreId,
  day: Day,
  source: z.string(),
  state: z.enum(['partial', 'loaded', 'verified']),
  figures: Figures,
  sourceFigures: Figures,
  duplicates: z.number(),
  runId: Id,
  stepId: Id,
  attempt: z.number(),
  loadedAt: Instant,
});
export type LedgerLine = z.infer<typeof LedgerLine>;
