import type { Db } from '#db/db';
import type { Channel } from '#lib/alerts/channel';
import { claimMessages, type DueMessage, markFailed, markSent } from '#lib/alerts/outbox';
import type { Logger } from '#lib/log';

export type Sending = {
  db: Db;
  channels: readonly Channel[];
  log: Logger;
  now: () => Date;
  /** Aborted: what is under way is left as it is, and sent again with the same key once its lease is over. */
  signal: AbortSignal;
};

const atOnce = 5;
const errorLength = 500;

/** Sends every message whose turn it is. Answers how many were taken by their receiver. */
export async function sendDue(sending: Sending): Promise<number> {
  const { db, channels, now, signal } = sending;
  const names = channels.map(({ name }) => name);
  let sent = 0;
  while (names.length > 0 && !signal.aborted) {
    const due = await claimMessages(db, { channels: names, most: atOnce, now: now() });
    if (due.length === 0) break;
    // Another look: what was sent may have let the next message of its incident go.
    const ends = await Promise.all(due.map((message) => sendOne(sending, message)));
    sent += ends.filter((taken) => taken).length;
  }
  return sent;
}

async function sendOne({ db, channels, log, now, signal }: Sending, message: DueMessage): Promise<boolean> {
  const channel = channels.find(({ name }) => name === message.channel);
  if (!channel) return false;
  const { channel: name, key, attempts } = message;
  try {
    const note = await channel.send(message, signal);
    await markSent(db, message, note, now());
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    const why = errorText(error);
    const isDead = await markFailed(db, message, why, now());
    log.warn({ channel: name, key, attempts, why }, isDead ? 'an alert was given up' : 'an alert was not taken');
    return false;
  }
}

export function errorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll('\0', '').slice(0, errorLength);
}
