import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { Act } from '#lib/access/audit/record-act';

/** Whether the same was refused to the same address within the last minute: who hammers shall not fill the audit. */
export async function refusedLately(db: Db, { act, address, after }: Pick<Act, 'act' | 'address' | 'after'>) {
  const rows = await db.execute(sql`
    select 1
    from audit_entries
    where at > now() - interval '1 minute'
      and act = ${act}
      and outcome = 'refused'
      and address is not distinct from ${address}
      and after::jsonb = ${JSON.stringify(after)}::text::jsonb
    limit 1`);
  return rows.length > 0;
}
