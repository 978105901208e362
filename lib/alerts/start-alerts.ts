import type { Alerts } from '#lib/alerts/alerts';
import { type Evaluation, judgeEndedRuns, judgeStores } from '#lib/alerts/evaluate';
import { giveUpStale } from '#lib/alerts/outbox';
import { sendDue } from '#lib/alerts/send-due';
import { repeat } from '#lib/runtime/repeat';

type AlertParts = Omit<Evaluation, 'voice' | 'now'> & { alerts: Alerts; now?: () => Date; everyMs?: number };

export type AlertLoops = {
  /** Judges and sends now. */
  now: () => void;
  /** No new message; those under way get a little time, then are left to be sent again with the same key. */
  stop: () => Promise<void>;
};

const usualEveryMs = 5000;
const lookAtStoresMs = 3_600_000;
const lastWordsMs = 5000;

/** Watches for incidents and tells of them, for as long as the server runs; several nodes share the work. */
export function startAlerts({
  alerts,
  now = () => new Date(),
  everyMs = usualEveryMs,
  ...rest
}: AlertParts): AlertLoops {
  const evaluation: Evaluation = { ...rest, now, voice: alerts.voice };
  const { db, log } = rest;
  const stopper = new AbortController();
  let lookedAt = Number.NEGATIVE_INFINITY;

  const evaluate = async () => {
    const judged = await judgeEndedRuns(evaluation);
    if (judged === 0 && now().getTime() - lookedAt < lookAtStoresMs) return;
    await judgeStores(evaluation);
    await giveUpStale(db, now());
    lookedAt = now().getTime();
    sender.now();
  };
  const send = async () => {
    await sendDue({ db, channels: alerts.channels, log, now, signal: stopper.signal });
  };
  const sender = repeat(send, { everyMs, what: 'sending alerts', log });
  const evaluator = repeat(evaluate, { everyMs, what: 'looking for incidents', log });

  return {
    now: evaluator.now,
    async stop() {
      const timer = setTimeout(() => stopper.abort(), lastWordsMs);
      await Promise.all([evaluator.stop(), sender.stop()]);
      clearTimeout(timer);
    },
  };
}
