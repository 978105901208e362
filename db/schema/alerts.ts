import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { runs } from '#db/schema/runtime';
import type {
  AlertEvent,
  AlertNotice,
  ChannelName,
  Delivery,
  IncidentCause,
  IncidentKind,
  Recovered,
  Resolution,
} from '#lib/contract/alert';
import type { Failure } from '#lib/contract/problem';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * Runs that ended and were not judged yet. A trigger on `runs` (migration alerts) writes it in the transaction that ends
 * the run, so that no ending is missed, whoever writes it and whatever dies after.
 */
export const endedRuns = pgTable('ended_runs', {
  runId: bigint('run_id', { mode: 'bigint' })
    .primaryKey()
    .references(() => runs.id, { onDelete: 'cascade' }),
  endedAt: instant('ended_at').notNull(),
});

/** One cause that needs a person, from when it was seen until it is over. */
export const incidents = pgTable(
  'incidents',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<IncidentKind>().notNull(),
    cause: text('cause').$type<IncidentCause>().notNull(),
    job: text('job'),
    runId: bigint('run_id', { mode: 'bigint' }).references(() => runs.id, { onDelete: 'set null' }),
    openedAt: instant('opened_at').notNull(),
    resolvedAt: instant('resolved_at'),
    resolution: text('resolution').$type<Resolution>(),
    recovered: jsonb('recovered').$type<Recovered>(),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
  },
  (table) => [
    index('incidents_open').on(table.id).where(sql`resolved_at is null`),
    index('incidents_resolved').on(table.id).where(sql`resolved_at is not null`),
  ],
);

/** What stands under an incident, a line each: a store, or the job as a whole. While it is open nothing opens it again. */
export const incidentParts = pgTable(
  'incident_parts',
  {
    incidentId: bigint('incident_id', { mode: 'bigint' })
      .notNull()
      .references(() => incidents.id, { onDelete: 'cascade' }),
    /** `run_failed:sales.load:tienda_01`, `store_behind:tienda_04`; `run_failed:sales.load:*` is the job itself. */
    key: text('key').notNull(),
    /** Null is the job itself. Without a reference: it outlives its store. */
    storeId: text('store_id'),
    failure: jsonb('failure').$type<Failure>(),
    /** Steps that failed, and those of them that no run has completed since. */
    failedSteps: text('failed_steps').array().notNull().default([]),
    openSteps: text('open_steps').array().notNull().default([]),
    daysBehind: integer('days_behind'),
    lastDay: date('last_day', { mode: 'string' }),
    resolvedAt: instant('resolved_at'),
    resolution: text('resolution').$type<Resolution>(),
  },
  (table) => [
    primaryKey({ columns: [table.incidentId, table.key] }),
    uniqueIndex('incident_parts_open').on(table.key).where(sql`resolved_at is null`),
  ],
);

/** Messages to the outside, written with what they tell and sent afterwards, at least once. */
export const alertOutbox = pgTable(
  'alert_outbox',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    incidentId: bigint('incident_id', { mode: 'bigint' })
      .notNull()
      .references(() => incidents.id, { onDelete: 'cascade' }),
    event: text('event').$type<AlertEvent>().notNull(),
    channel: text('channel').$type<ChannelName>().notNull(),
    /** The same in every attempt: by it the receiver tells a message that came twice. */
    key: uuid('key').notNull().defaultRandom(),
    notice: jsonb('notice').$type<AlertNotice>().notNull(),
    state: text('state').$type<Delivery['state']>().notNull().default('pending'),
    /** Counts up with every claim; the fence of what is written after a try. */
    attempts: integer('attempts').notNull().default(0),
    /** While it is being sent: when another sender may take it to be lost. */
    nextAttemptAt: instant('next_attempt_at').notNull(),
    sentAt: instant('sent_at'),
    error: text('error'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('alert_outbox_message').on(table.incidentId, table.event, table.channel),
    index('alert_outbox_due').on(table.nextAttemptAt).where(sql`state = 'pending'`),
    index('alert_outbox_dead').on(table.createdAt).where(sql`state = 'dead'`),
  ],
);
