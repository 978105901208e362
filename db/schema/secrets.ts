import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * The ids of the keys that a sealed column may be sealed with, from the first rotation on: the current one, and while a rotation goes on
 * the former. A trigger on each sealed column refuses others, so that a node with an old key file cannot write what nobody else can read.
 */
export const secretKeys = pgTable('secret_keys', {
  id: text('id').primaryKey(),
  state: text('state').$type<'current' | 'former'>().notNull(),
  since: timestamp('since', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});
