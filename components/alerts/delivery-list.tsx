'use client';

import clsx from 'clsx';
import { CircleAlert, CircleCheck, Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTimes } from '#lib/client/use-times';
import type { Delivery } from '#lib/contract/alert';

const icons = { sent: CircleCheck, pending: Hourglass, dead: CircleAlert };
const tones = { sent: 'text-faint', pending: 'text-wait', dead: 'text-bad' };

/** What became of each message of an incident, and why it did not arrive. */
export function DeliveryList({ deliveries }: { deliveries: readonly Delivery[] }) {
  const t = useTranslations('alerts.delivery');
  const textOf = useDeliveryText();
  return (
    <ul aria-label={t('title')} className="flex flex-col gap-0.5 text-xs">
      {deliveries.map((delivery) => {
        const { channel, event, state, error } = delivery;
        const Icon = icons[state];
        return (
          <li key={`${channel}/${event}`} className={clsx('flex items-start gap-1.5', tones[state])}>
            <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span className="min-w-0">
              {textOf(delivery)}
              {error ? <span className="block break-words text-faint">{error}</span> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function useDeliveryText(): (delivery: Delivery) => string {
  const t = useTranslations('alerts.delivery');
  const times = useTimes();
  return ({ channel, event, state, attempts, sentAt, nextAttemptAt, error }) => {
    const what = { channel: t(channel), event: t(event) };
    if (state === 'sent') return t('sent', { ...what, at: sentAt ? times.instant(sentAt) : '' });
    if (state === 'dead') return t('dead', { ...what, attempts });
    if (error === null || nextAttemptAt === null) return t('pending', what);
    return t('retrying', { ...what, attempts, at: times.instant(nextAttemptAt) });
  };
}
