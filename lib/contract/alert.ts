import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { Id, Instant } from '#lib/contract/page';
import { Failure } from '#lib/contract/problem';
import { StoreId } from '#lib/contract/store';

/** What went wrong: a run did not do all of its work, or stores are more days behind than is allowed. */
export const IncidentKind = z.enum(['run_failed', 'store_behind']);
export type IncidentKind = z.infer<typeof IncidentKind>;

/** Failures that have one remedy have one cause: sixteen stores behind a dead tunnel are one incident. */
export const IncidentCause = z.enum([
  'link',
  'login',
  'rejected',
  'no_sales',
  'proof',
  'storage',
  'late',
  'behind',
  'other',
]);
export type IncidentCause = z.infer<typeof IncidentCause>;

/** `withdrawn`: it is over because the store was switched off or removed, not because it went well. */
export const Resolution = z.enum(['recovered', 'withdrawn']);
export type Resolution = z.infer<typeof Resolution>;

export const ChannelName = z.enum(['email', 'webhook']);
export type ChannelName = z.infer<typeof ChannelName>;

export const AlertEvent = z.enum(['opened', 'resolved']);
export type AlertEvent = z.infer<typeof AlertEvent>;

/** A store under an incident. */
export const IncidentStore = z.object({
  storeId: StoreId,
  name: z.string(),
  failure: Failure.nullable(),
  /** When it was told; null where being behind is not the matter. */
  daysBehind: z.number().nullable(),
  lastDay: Day.nullable(),
  resolvedAt: Instant.nullable(),
});
export type IncidentStore = z.infer<typeof IncidentStore>;

/** What was made up for: store-days, their rows, and whether each of them was proved. */
export const Recovered = z.object({ days: z.number(), rows: z.number(), verified: z.boolean() });
export type Recovered = z.infer<typeof Recovered>;

/** A message of an incident on its way through one channel. `dead`: given up. */
export const Delivery = z.object({
  channel: ChannelName,
  event: AlertEvent,
  state: z.enum(['pending', 'sent', 'dead']),
  attempts: z.number(),
  sentAt: Instant.nullable(),
  nextAttemptAt: Instant.nullable(),
  error: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** One cause that needs a person: opened once, told once, and told once more when it is over. */
export const Incident = z.object({
  id: Id,
  kind: IncidentKind,
  cause: IncidentCause,
  job: z.string().nullable(),
  runId: Id.nullable(),
  /** Of the run as a whole, where no store is to blame. */
  failure: Failure.nullable(),
  stores: z.array(IncidentStore),
  openedAt: Instant,
  resolvedAt: Instant.nullable(),
  resolution: Resolution.nullable(),
  recovered: Recovered.nullable(),
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  deliveries: z.array(Delivery),
});
export type Incident = z.infer<typeof Incident>;

export const AlertSummary = z.object({
  open: z.number(),
  /** Open and not yet acknowledged: what the bell counts. */
  unseen: z.number(),
  /** Messages given up in the last seven days. */
  undelivered: z.number(),
  channels: z.array(ChannelName),
});
export type AlertSummary = z.infer<typeof AlertSummary>;

export const ChannelTest = z.object({
  channel: ChannelName,
  ok: z.boolean(),
  ms: z.number(),
  error: z.string().nullable(),
});
export type ChannelTest = z.infer<typeof ChannelTest>;

/** What a message says, and the body of a webhook. Title and lines are in ALERT_LOCALE; links are null without an address. */
export type AlertNotice = {
  version: 1;
  event: `alert.${AlertEvent}` | 'alert.test';
  incident: {
    id: string;
    kind: IncidentKind;
    cause: IncidentCause;
    job: string | null;
    openedAt: string;
    resolvedAt: string | null;
    resolution: Resolution | null;
    recovered: Recovered | null;
    run: { id: string; url: string | null } | null;
    stores: { id: string; name: string; url: string | null; daysBehind: number | null; message: string | null }[];
  } | null;
  title: string;
  lines: string[];
  url: string | null;
};
