import type { Db } from '#db/db';
import { alertOutbox } from '#db/schema/alerts';
import { incidentOf } from '#lib/alerts/list-incidents';
import { noticeOf } from '#lib/alerts/notice-of';
import type { Voice } from '#lib/alerts/voice';
import type { AlertEvent } from '#lib/contract/alert';

type Message = { incidentId: bigint; event: AlertEvent; at: Date };

/** One message per channel, in the transaction that opens or resolves the incident: what is told is what happened. */
export async function writeMessages(tx: Db, voice: Voice, { incidentId, event, at }: Message): Promise<void> {
  if (voice.channels.length === 0) return;
  const notice = noticeOf(await incidentOf(tx, incidentId), event, voice);
  await tx
    .insert(alertOutbox)
    .values(voice.channels.map((channel) => ({ incidentId, event, channel, notice, nextAttemptAt: at })))
    .onConflictDoNothing({ target: [alertOutbox.incidentId, alertOutbox.event, alertOutbox.channel] });
}
