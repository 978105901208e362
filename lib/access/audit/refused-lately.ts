import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { Act } from '#lib/access/audit/record-act';

const mostAMinute = 60;

/**
 * Whether the same was refused to the same address within the last minute, or often to all addresses together: who
 * hammers, from one place or many, shall not fill the audit.
 */
export async function refusedLately(
  db: Db,
  { act, address, after }: Pick<Act, 'act' | 'address' | 'after'>,
): Promise<boolean> {
  const [found] = await db.execute<{ here: number; everywhere: number }>(sql`
    select count(*) filter (where address is not distinct from ${address})::int as here,
           count(*)::int                                                        as everywhere
    from audit_entries
    where at > now() - interval '1 minute'
      and act = ${act}
      and outcome = 'refused'
      and after::jsonb = ${JSON.stringify(after)}::text::jsonb`);
  return found !== undefined && (found.here > 0 || found.everywhere >= mostAMinute);
}
