import { boolean, date, integer, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';

/** How far behind each store was at the end of each day: what the projection of today cannot tell any more. */
export const storeGapDays = pgTable(
  'store_gap_days',
  {
    storeId: text('store_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    daysBehind: integer('days_behind').notNull(),
    completeness: real('completeness'),
    /** Not seen on that day but worked out later from when its days were loaded. */
    estimated: boolean('estimated').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.day, table.storeId] })],
);
