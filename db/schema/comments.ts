import { bigint, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** What people say about a run (`run`, its id) or a store-day (`store_day`, `tienda_01/2026-11-21`). */
export const comments = pgTable(
  'comments',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<'run' | 'store_day'>().notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    by: text('by'),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [index('comments_by_subject').on(table.kind, table.subject, table.id)],
);
