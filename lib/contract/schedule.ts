import { z } from 'zod';
import { Id, Instant } from '#lib/contract/page';
import { Zone } from '#lib/contract/zone';

/** What happens to slots missed while nothing ran, within the grace window. */
export const MissedPolicy = z.enum(['none', 'last', 'all']);
export type MissedPolicy = z.infer<typeof MissedPolicy>;

/** What happens to a slot that comes due while the job's previous run is still going. */
export const OverlapPolicy = z.enum(['skip', 'queue']);
export type OverlapPolicy = z.infer<typeof OverlapPolicy>;

/** Steps of one run at the same time; null leaves it to the job. */
const parallel = z.int().min(1).max(64).nullable();

export const ScheduleSettings = z.strictObject({
  cron: z.string().min(1).max(200),
  zone: Zone,
  enabled: z.boolean(),
  missed: MissedPolicy,
  graceMinutes: z
    .int()
    .min(0)
    .max(60 * 24 * 31),
  overlap: OverlapPolicy,
  retries: z.int().min(0).max(20).nullable(),
  retryMinutes: z
    .int()
    .min(0)
    .max(24 * 60)
    .nullable(),
  parallel,
  input: z.json(),
});
export type ScheduleSettings = z.infer<typeof ScheduleSettings>;

export const Schedule = ScheduleSettings.extend({
  id: z.string(),
  job: z.string(),
  nextAt: Instant.nullable(),
  next: z.array(Instant),
  lastTick: z
    .object({
      slotAt: Instant,
      outcome: z.enum(['ran', 'caught_up', 'skipped']),
      reason: z.string().nullable(),
      runId: Id.nullable(),
    })
    .nullable(),
  /** Slots that passed since it was switched off, at most 1,000 are counted, and the last of them. */
  missedSlots: z.object({ count: z.number(), last: Instant.nullable() }),
  /** Said loudly: an enabled schedule without a next slot, or the global brake. */
  warning: z.string().nullable(),
  updatedAt: Instant,
});
export type Schedule = z.infer<typeof Schedule>;

export const ScheduleChange = ScheduleSettings.partial();
export type ScheduleChange = z.infer<typeof ScheduleChange>;

/** What becomes of the slots that passed while the schedule was off: nothing, the last one is run, or each of them. */
export const Enablement = z.strictObject({ missed: MissedPolicy.default('none') });
export type Enablement = z.infer<typeof Enablement>;

/** The file that exports and imports schedules. */
export const ScheduleFile = z.strictObject({
  version: z.literal(1),
  schedules: z.array(
    ScheduleSettings.extend({ id: z.string().min(1), job: z.string().min(1), parallel: parallel.default(null) }),
  ),
});
export type ScheduleFile = z.infer<typeof ScheduleFile>;

/** What an import did, by schedule id. */
export const ScheduleImported = z.object({
  created: z.array(z.string()),
  changed: z.array(z.string()),
  unchanged: z.array(z.string()),
});
export type ScheduleImported = z.infer<typeof ScheduleImported>;
