import { z } from 'zod';
import { Comment } from '#lib/contract/comment';
import { Day } from '#lib/contract/day';
import { Id, Instant } from '#lib/contract/page';
import { Failure } from '#lib/contract/problem';
import { Attempt, Progress, StepState } from '#lib/contract/run';
import { StoreId } from '#lib/contract/store';
import { Figures, Proof, StoreDayState } from '#lib/contract/store-day';

/** What a person declared about a day: the store did not trade, or its sales can never be had. */
export const DayMark = z.object({
  kind: z.enum(['closed', 'lost']),
  reason: z.string(),
  by: z.string().nullable(),
  at: Instant,
});
export type DayMark = z.infer<typeof DayMark>;

/** POST /api/sales/marks: declares days of stores; a mark on a marked day replaces it. */
export const MarkDays = z
  .strictObject({
    stores: z.array(StoreId).min(1).max(5000),
    from: Day,
    to: Day,
    kind: DayMark.shape.kind,
    reason: z.string().trim().min(1).max(500),
  })
  .refine(({ from, to }) => from <= to, { path: ['from'], message: 'the period starts after its end' });
export type MarkDays = z.infer<typeof MarkDays>;

/** POST /api/sales/mark-removals: takes marks back; who and when stays on record. */
export const UnmarkDays = z
  .strictObject({ stores: z.array(StoreId).min(1).max(5000), from: Day, to: Day })
  .refine(({ from, to }) => from <= to, { path: ['from'], message: 'the period starts after its end' });
export type UnmarkDays = z.infer<typeof UnmarkDays>;

export const DaysMarked = z.object({ days: z.number() });

/** A later comparison of a verified day with its source: what has changed there since. Decimal strings, source minus held. */
export const DriftCheck = z.object({
  checkedAt: Instant,
  source: Figures,
  held: Figures,
  /** All zero when nothing changed. */
  change: z.object({ rows: z.number(), units: z.string(), amount: z.string(), tickets: z.number() }),
});
export type DriftCheck = z.infer<typeof DriftCheck>;

/** A sign, found without the source, that a day is not whole. */
export const PartialHint = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ticket_holes'),
    /** Null where the tills of the store share their numbers. */
    till: z.string().nullable(),
    missing: z.number(),
    /** The first and the last number that is missing. */
    first: z.string(),
    last: z.string(),
  }),
  /** By the store's clock, such as `2026-11-21T18:20:05`. */
  z.object({ kind: z.literal('early_end'), lastSaleAt: z.string(), usualLastSaleAt: z.string() }),
  z.object({
    kind: z.literal('empty_hours'),
    /** Null when no till of the store sold. */
    till: z.string().nullable(),
    /** From the hour `fromHour` up to, not including, `toHour`; a store that closes late goes past 24. */
    fromHour: z.number(),
    toHour: z.number(),
    usualRows: z.number(),
  }),
]);
export type PartialHint = z.infer<typeof PartialHint>;

/** One try at the day, in whatever run. */
export const DayAttempt = Attempt.extend({ runId: Id, stepId: Id });
export type DayAttempt = z.infer<typeof DayAttempt>;

/** GET /api/stores/{id}/days/{day}: all that is known of a store-day. */
export const StoreDayDetail = z.object({
  storeId: StoreId,
  name: z.string(),
  day: Day,
  state: StoreDayState,
  /** Rows held in the warehouse. */
  rows: z.number(),
  proof: Proof.nullable(),
  drift: DriftCheck.nullable(),
  /** Why the last attempt failed; null after a good one. */
  error: Failure.nullable(),
  /** Of the last 8 same weekdays that are verified, the median; null when there are none. */
  expected: z.object({ rows: z.number(), amount: z.string() }).nullable(),
  hints: z.array(PartialHint),
  mark: DayMark.nullable(),
  /** Why the store's calendar says that it does not trade that day. */
  calendar: z
    .object({ kind: z.enum(['weekly', 'holiday', 'company_holiday']), name: z.string().nullable() })
    .nullable(),
  hold: z.object({ until: Instant.nullable(), reason: z.string() }).nullable(),
  loadedAt: Instant.nullable(),
  triedAt: Instant.nullable(),
  loadMs: z.number().nullable(),
  runId: Id.nullable(),
  /** The step that works on the day now or waits for its turn or its next try. */
  active: z
    .object({
      runId: Id,
      stepId: Id,
      state: StepState,
      reason: z.string().nullable(),
      attempt: z.number(),
      maxAttempts: z.number(),
      nextAttemptAt: Instant.nullable(),
      progress: Progress.nullable(),
    })
    .nullable(),
  /** Newest first, at most 20. */
  attempts: z.array(DayAttempt),
  /** The slice that the last load replaced, while it can be brought back. */
  previous: z.object({ figures: Figures, loadedAt: Instant, keptUntil: Instant }).nullable(),
  comments: z.array(Comment),
});
export type StoreDayDetail = z.infer<typeof StoreDayDetail>;
