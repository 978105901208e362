'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { Bell, BellRing } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy } from 'react';
import { buttonClass } from '#components/ui/button';
import { OpenedOnPress } from '#components/ui/opened-on-press';
import { alertSummaryQuery } from '#lib/client/alerts';

const AlertPopover = lazy(() => import('#components/alerts/alert-popover').then((m) => ({ default: m.AlertPopover })));

const mostShown = 99;

/** The inbox of the frame: how many incidents wait for somebody, and what they are on a press. */
export function AlertBell({ className }: { className?: string }) {
  const t = useTranslations('alerts');
  const { data: summary, isError } = useQuery(alertSummaryQuery);
  const unseen = summary?.unseen ?? 0;
  const Icon = unseen > 0 ? BellRing : Bell;
  const label = summary || !isError ? t('bell', { count: unseen }) : t('bellFailed');
  const trigger = {
    'aria-label': label,
    title: label,
    className: buttonClass('quiet', 'icon', clsx('relative', className)),
    children: (
      <>
        <Icon aria-hidden />
        {unseen > 0 ? (
          <span
            aria-hidden
            className="absolute top-0 right-0 flex h-4 min-w-4 items-center justify-center rounded-full bg-bad-solid px-1 font-semibold text-[0.625rem] text-inverse tabular-nums leading-none"
          >
            {unseen > mostShown ? `${mostShown}+` : unseen}
          </span>
        ) : null}
      </>
    ),
  };
  return <OpenedOnPress {...trigger} aria-haspopup="dialog" opened={<AlertPopover trigger={trigger} />} />;
}
