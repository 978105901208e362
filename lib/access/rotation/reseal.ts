import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { SealedColumn } from '#lib/access/rotation/sealed-columns';
import type { Secrets } from '#lib/access/secrets';

type Resealed = { resealed: number; unreadable: number; last: string };
type Sealed = { id: string; cipher: string };

type Batch = { db: Db; secrets: Secrets; column: SealedColumn; after: string; most: number };

/** Seals the next records of a column again, behind the row `after`; null when there are none left. */
export function resealBatch({ db, secrets, column, after, most }: Batch): Promise<Resealed | null> {
  const { table, id, cipher, use } = column;
  const current = secrets.keys.current().id;
  return db.transaction(async (tx) => {
    const rows = await records(
      tx,
      column,
      sql`${keyOf(cipher)} <> ${current} and ${id} > ${after} order by ${id} limit ${most} for update`,
    );
    const last = rows.at(-1);
    if (!last) return null;
    let resealed = 0;
    for (const row of rows) {
      const text = secrets.open(row.cipher, use(row.id));
      // Sealed with a key that was lost, or damaged: it stays as it is, unreadable and told as such.
      if (text === null) continue;
      const again = secrets.seal(text, use(row.id));
      await tx.execute(sql`update ${table} set ${cipher} = ${again} where ${id} = ${row.id}`);
      resealed += 1;
    }
    return { resealed, unreadable: rows.length - resealed, last: last.id };
  });
}

/** Whether a column has readable records of these keys. */
export async function holdsRecordsOf(
  db: Db,
  secrets: Secrets,
  { column, keys }: { column: SealedColumn; keys: string[] },
) {
  const rows = await records(db, column, sql`${keyOf(column.cipher)} in ${keys}`);
  return rows.some(({ id, cipher }) => secrets.open(cipher, column.use(id)) !== null);
}

/** `v1.<key id>.…` */
const keyOf = (cipher: SQL): SQL => sql`split_part(${cipher}, '.', 2)`;

async function records(db: Db, { table, id, cipher }: SealedColumn, which: SQL): Promise<Sealed[]> {
  return await db.execute<Sealed>(
    sql`select ${id} as "id", ${cipher} as "cipher" from ${table} where ${cipher} is not null and ${which}`,
  );
}
