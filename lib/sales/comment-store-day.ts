import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import { addComment } from '#lib/comments/add-comment';
import type { Comment } from '#lib/contract/comment';
import { type StoreDay, storeDayKey } from '#lib/sales/store-day';
import { unknownStore } from '#lib/stores/unknown-store';

/** Throws `not_found` for a store that is not there. */
export async function commentStoreDay(
  db: Db,
  storeDay: StoreDay,
  said: { text: string; by: string | null },
): Promise<Comment> {
  const [store] = await db.select({ id: stores.id }).from(stores).where(eq(stores.id, storeDay.storeId));
  if (!store) throw unknownStore(storeDay.storeId);
  return addComment(db, { kind: 'store_day', subject: storeDayKey(storeDay) }, said);
}
