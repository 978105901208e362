import type { SQL } from 'drizzle-orm';
import type { Db } from '#db/db';

/**
 * The objects of a query with one column, `item`, that PostgreSQL built with `to_json`: ids as text, instants in
 * ISO 8601 with their offset. The query spells the contract's fields; outside production the route parses them.
 */
export async function jsonRows<Item>(db: Db, query: SQL): Promise<Item[]> {
  const rows = await db.execute<{ item: Item }>(query);
  return rows.map(({ item }) => item);
}
