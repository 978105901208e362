import { inArray } from 'drizzle-orm';
import type { Db } from '#db/db';
import { stores } from '#db/schema/stores';
import { AppError } from '#lib/errors';

/** Throws `invalid_input` that names each of the stores which is not there. Inside a transaction it locks the others. */
export async function lockStores(tx: Db, asked: readonly string[]): Promise<{ id: string; firstDay: string }[]> {
  const known = await tx
    .select({ id: stores.id, firstDay: stores.firstDay })
    .from(stores)
    .where(inArray(stores.id, [...asked]))
    .orderBy(stores.id)
    .for('no key update');
  const ids = new Set(known.map(({ id }) => id));
  const details = asked.flatMap((id, index) =>
    ids.has(id) ? [] : [{ path: `stores[${index}]`, message: `there is no store ${id}` }],
  );
  const [first] = details;
  if (first) throw new AppError('invalid_input', `The days cannot be marked: ${first.message}.`, { details });
  return known;
}
