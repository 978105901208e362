import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { Id, Instant } from '#lib/contract/page';
import { Failure } from '#lib/contract/problem';
import { Run } from '#lib/contract/run';
import { LoadMode, LoadOrder } from '#lib/contract/sales';
import { StoreId } from '#lib/contract/store';

/** POST /api/sales/recovery-plans. Without a period from the oldest gap to the last due day; without `stores` all the active ones. */
export const RecoveryWish = z
  .strictObject({
    stores: z.array(StoreId).min(1).max(5000).optional(),
    from: Day.optional(),
    to: Day.optional(),
    mode: LoadMode.default('missing'),
    order: LoadOrder.default('newest'),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ['to'],
    message: 'give both ends of the period, or none',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'the period starts after its end',
  });
export type RecoveryWish = z.infer<typeof RecoveryWish>;

/** What a recovery would do for one store. */
export const StoreRecovery = z.object({
  storeId: StoreId,
  name: z.string(),
  units: z.number(),
  from: Day,
  to: Day,
  /** By the median of the same weekday; null for a store that was never loaded. */
  rows: z.number().nullable(),
  /** Of its own loads; null while it has none. */
  rowsPerMinute: z.number().nullable(),
  minutes: z.number(),
});
export type StoreRecovery = z.infer<typeof StoreRecovery>;

/** `later`: more than one run takes. `link_down`: nobody reaches the store; the rest are states and marks of its days. */
const LeftOutReason = z.enum(['on_hold', 'link_down', 'in_run', 'closed', 'lost', 'not_failed', 'verified', 'later']);

export const LeftOut = z.object({
  storeId: StoreId,
  name: z.string(),
  why: LeftOutReason,
  units: z.number(),
  from: Day,
  to: Day,
  /** The run that loads these days already. */
  runId: Id.nullable(),
  /** Why the store is held. */
  note: z.string().nullable(),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** Input of the job `sales.load` that does what a plan says. */
export const RecoveryInput = z.object({
  stores: z.array(StoreId),
  from: Day,
  to: Day,
  mode: LoadMode,
  order: LoadOrder,
});
export type RecoveryInput = z.infer<typeof RecoveryInput>;

/** What a recovery would do, how long it would take, and what it leaves out and why. */
export const RecoveryPlan = z.object({
  from: Day,
  to: Day,
  mode: LoadMode,
  order: LoadOrder,
  /** Store-days. */
  units: z.number(),
  rows: z.number(),
  /** On the clock: `parallel` stores at the same time, each one's days one after the other. */
  minutes: z.number(),
  parallel: z.number(),
  /** In the order in which they begin. */
  stores: z.array(StoreRecovery),
  leftOut: z.array(LeftOut),
  /** Verified days that would be replaced: starting then needs `confirm` and a reason. */
  verified: z.number(),
  /** For POST /api/runs, with `recovery`; null when there is nothing to do. */
  input: RecoveryInput.nullable(),
});
export type RecoveryPlan = z.infer<typeof RecoveryPlan>;

/** A store within a recovery that is under way. */
export const StoreProgress = z.object({
  storeId: StoreId,
  name: z.string(),
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  running: z.number(),
  waiting: z.number(),
  /** Loaded so far. */
  rows: z.number(),
  minutesLeft: z.number(),
  nextAttemptAt: Instant.nullable(),
  /** Why its newest attempt failed, while something of it is open or failed. */
  error: Failure.nullable(),
});
export type StoreProgress = z.infer<typeof StoreProgress>;

/** GET /api/sales/recoveries/{id}: a load with what is left of it, store by store; waits for a next try are not counted. */
export const RecoveryProgress = z.object({
  run: Run,
  minutesLeft: z.number(),
  stores: z.array(StoreProgress),
});
export type RecoveryProgress = z.infer<typeof RecoveryProgress>;
