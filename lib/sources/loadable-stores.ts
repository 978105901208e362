import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import { AppError } from '#lib/errors';

/** A store as planning sees it. `hold` is why it is held, null while it is not. */
export type LoadableStore = {
  id: string;
  name: string;
  hold: string | null;
  priority: number;
  firstDay: string;
  /** Of its own; both null where the schedule's hold. */
  retries: number | null;
  retryMinutes: number | null;
};

/** The active stores, or the named ones whether active or not. Throws `invalid_input` for a name that is not there. */
export async function loadableStores(db: Db, named: readonly string[] | undefined): Promise<LoadableStore[]> {
  const known = await db
    .select({
      id: stores.id,
      name: stores.name,
      active: stores.active,
      hold: sql<
        string | null
      >`case when ${stores.holdUntil} is null or ${stores.holdUntil} > now() then ${stores.holdReason} end`,
      priority: stores.priority,
      firstDay: stores.firstDay,
      retries: stores.retries,
      retryMinutes: stores.retryMinutes,
    })
    .from(stores)
    .orderBy(sql`${stores.priority} desc`, stores.id);
  if (named === undefined) return known.filter(({ active }) => active);
  const ids = new Set(known.map(({ id }) => id));
  const unknown = [...new Set(named)].filter((id) => !ids.has(id));
  if (unknown.length > 0) throw unknownStores(named, unknown);
  return known.filter(({ id }) => named.includes(id));
}

function unknownStores(named: readonly string[], unknown: readonly string[]): AppError {
  return new AppError('invalid_input', `There is no store ${unknown.join(', ')}.`, {
    details: unknown.map((id) => ({ path: `stores[${named.indexOf(id)}]`, message: `there is no store ${id}` })),
    params: { stores: unknown.join(', ') },
  });
}
