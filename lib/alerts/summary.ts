import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { AlertSummary, ChannelName } from '#lib/contract/alert';

const countsSql = sql`
  select (select count(*)::int from incidents where resolved_at is null)                                as "open",
         (select count(*)::int from incidents where resolved_at is null and acknowledged_at is null)    as "unseen",
         (select count(*)::int
          from alert_outbox
          where state = 'dead'
            and created_at > now() - interval '7 days')                                                 as "undelivered"`;

export async function alertCounts(db: Db, channels: readonly ChannelName[]): Promise<AlertSummary> {
  const [counts] = await db.execute<Omit<AlertSummary, 'channels'>>(countsSql);
  return { ...(counts ?? { open: 0, unseen: 0, undelivered: 0 }), channels: [...channels] };
}
