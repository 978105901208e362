import { boolean, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { stores } from '#db/schema/stores';
import type { Circuit, LinkState } from '#lib/contract/connectivity';
import type { Failure } from '#lib/contract/problem';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What is known of the way to each store, written with every try; a store without a row was never tried. */
export const links = pgTable('links', {
  storeId: text('store_id')
    .primaryKey()
    .references(() => stores.id, { onDelete: 'cascade' }),
  state: text('state').$type<LinkState>().notNull().default('unknown'),
  since: instant('since'),
  /** Tries in a row that found no connection. */
  failures: integer('failures').notNull().default(0),
  circuit: text('circuit').$type<Circuit>().notNull().default('closed'),
  failure: jsonb('failure').$type<Failure>(),
  tcpMs: integer('tcp_ms'),
  loginMs: integer('login_ms'),
  /** Of the last 24 hours, counted when a try is recorded: reading them costs nothing. */
  medianLoginMs: integer('median_login_ms'),
  strip: text('strip').notNull().default(''),
  /** When the half hour of the strip's last letter began. */
  stripAt: instant('strip_at'),
  lastProbeAt: instant('last_probe_at'),
  lastOkAt: instant('last_ok_at'),
  nextProbeAt: instant('next_probe_at'),
});

/** Every try to reach a store, by the probe loop or a load; kept for 48 hours. */
export const linkProbes = pgTable(
  'link_probes',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    ok: boolean('ok').notNull(),
    tcpMs: integer('tcp_ms'),
    loginMs: integer('login_ms'),
    error: jsonb('error').$type<Failure>(),
  },
  (table) => [index('link_probes_by_store').on(table.storeId, table.at)],
);
