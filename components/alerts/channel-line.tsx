'use client';

import { Send } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { useToasts } from '#components/ui/toasts';
import { useAct } from '#components/ui/use-act';
import { alertsRoom, testChannels } from '#lib/client/alerts';
import type { AlertSummary } from '#lib/contract/alert';

/** Through what else people are told, what did not arrive, and a way to try. */
export function ChannelLine({ summary }: { summary: AlertSummary }) {
  const t = useTranslations('alerts');
  const format = useFormatter();
  const toasts = useToasts();
  const testing = useAct({
    act: testChannels,
    rooms: [alertsRoom],
    failed: t('testFailed'),
    next: ({ items }) => {
      const description = items
        .map(({ channel, ok, ms, error }) =>
          t('testLine', { channel: t(`delivery.${channel}`), ok: String(ok), ms, error: error ?? '' }),
        )
        .join(' · ');
      if (items.every(({ ok }) => ok)) toasts.done({ title: t('testDone'), description });
      else toasts.failed({ title: t('testPartly'), description });
    },
  });
  const { channels, undelivered } = summary;
  const names = format.list(channels.map((channel) => t(`delivery.${channel}`)));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-2.5 text-xs">
      <p className="text-soft">{channels.length > 0 ? t('channels', { names }) : t('noChannels')}</p>
      {undelivered > 0 ? <p className="font-medium text-bad">{t('undelivered', { count: undelivered })}</p> : null}
      {channels.length > 0 ? (
        <Button
          needs="editor"
          size="small"
          className="ml-auto"
          icon={<Send aria-hidden />}
          pending={testing.isPending}
          onClick={() => testing.mutate(undefined)}
        >
          {t('test')}
        </Button>
      ) : null}
    </div>
  );
}
