import { boolean, date, integer, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core';
import type { Encryption } from '#lib/contract/store';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The branches and how their tills are reached. The order of loading is priority, then id. */
export const stores = pgTable('stores', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  host: text('host').notNull(),
  port: integer('port'),
  instance: text('instance'),
  database: text('database').notNull(),
  username: text('username').notNull(),
  /** AES-256-GCM record of the password, see access/secrets; null when it was never given or the host changed. */
  passwordCipher: text('password_cipher'),
  encryption: text('encryption').$type<Encryption>().notNull(),
  trustCertificate: boolean('trust_certificate').notNull(),
  zone: text('zone'),
  query: text('query'),
  controlQuery: text('control_query'),
  stockQuery: text('stock_query'),
  active: boolean('active').notNull(),
  holdReason: text('hold_reason'),
  holdUntil: instant('hold_until'),
  priority: smallint('priority').notNull(),
  firstDay: date('first_day', { mode: 'string' }).notNull(),
  /** After the first try, and how far apart; null where the schedule's own hold. */
  retries: smallint('retries'),
  retryMinutes: smallint('retry_minutes'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
