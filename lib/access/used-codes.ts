import { createHash } from 'node:crypto';
import { lt, sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import { usedCodes } from '#db/schema/access';

/**
 * Whether it is the first time: a code is valid for half a minute and good for one use, so that whoever looked over a
 * shoulder comes too late.
 */
export async function spendCode(db: Db, personId: string, code: string): Promise<boolean> {
  await db.delete(usedCodes).where(lt(usedCodes.usedAt, sql`now() - interval '10 minutes'`));
  const hash = createHash('sha256').update(`${personId} ${code}`).digest('hex');
  const used = await db.insert(usedCodes).values({ personId, hash }).onConflictDoNothing().returning();
  return used.length > 0;
}
