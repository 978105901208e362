import { sql } from 'drizzle-orm';
import type { Db } from '#db/db';
import type { Message } from '#lib/alerts/channel';
import type { ChannelName } from '#lib/contract/alert';

export type DueMessage = Message & { id: string; channel: ChannelName; attempts: number };

type Claim = { channels: readonly ChannelName[]; most: number; now: Date };

/** Longer than a message may take: who claimed it and has said nothing since is gone. */
const leaseMs = 90_000;
export const mostAttempts = 20;
const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;
/** A message that no node has a channel for is given up after this long. */
const staleHours = 24;

/** Takes messages whose turn it is, so that no other sender does. What ends an incident waits for what opened it. */
export async function claimMessages(db: Db, { channels, most, now }: Claim): Promise<DueMessage[]> {
  const rows = await db.execute<DueMessage>(sql`
    with due as (
      select message.id
      from alert_outbox message
      where message.state = 'pending'
        and message.next_attempt_at <= ${now.toISOString()}::timestamptz
        and message.channel = any(${sql.param([...channels])}::text[])
        and not exists (
          select 1
          from alert_outbox earlier
          where earlier.incident_id = message.incident_id
            and earlier.channel = message.channel
            and earlier.id < message.id
            and earlier.state = 'pending')
      order by message.next_attempt_at, message.id
      limit ${most}
      for update skip locked
    )
    update alert_outbox message
    set attempts = message.attempts + 1,
        next_attempt_at = ${new Date(now.getTime() + leaseMs).toISOString()}::timestamptz
    from due
    where message.id = due.id
    returning message.id::text,
              message.channel,
              message.attempts,
              message.key,
              message.notice,
              (select opening.key
               from alert_outbox opening
               where opening.incident_id = message.incident_id
                 and opening.channel = message.channel
                 and opening.event = 'opened'
                 and opening.id <> message.id) as "inReplyTo"`);
  return [...rows];
}

type Claimed = Pick<DueMessage, 'id' | 'attempts'>;

export async function markSent(db: Db, { id, attempts }: Claimed, note: string | null, now: Date): Promise<void> {
  await db.execute(sql`
    update alert_outbox
    set state = 'sent', sent_at = ${now.toISOString()}::timestamptz, error = ${note}
    where id = ${id}::bigint and attempts = ${attempts} and state = 'pending'`);
}

/** Tried again later, or given up after the last attempt. Answers whether it was given up. */
export async function markFailed(db: Db, { id, attempts }: Claimed, error: string, now: Date): Promise<boolean> {
  const isDead = attempts >= mostAttempts;
  const next = new Date(now.getTime() + pauseMs(attempts)).toISOString();
  await db.execute(sql`
    update alert_outbox
    set state = ${isDead ? 'dead' : 'pending'}, error = ${error}, next_attempt_at = ${next}::timestamptz
    where id = ${id}::bigint and attempts = ${attempts} and state = 'pending'`);
  return isDead;
}

function pauseMs(attempts: number): number {
  return Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs);
}

/** Nobody has the channel any more: said in the inbox, rather than sent days later when one comes back. */
export async function giveUpStale(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - staleHours * 3_600_000).toISOString();
  await db.execute(sql`
    update alert_outbox
    set state = 'dead', error = coalesce(error, 'This channel is not set up any more.')
    where state = 'pending' and created_at < ${before}::timestamptz`);
}
