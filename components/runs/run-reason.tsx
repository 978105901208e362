'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Moment } from '#components/ui/moment';
import type { Run } from '#lib/contract/run';

/** Why this run started: whose slot it was, or who asked for it. */
export function RunReason({ run: { trigger, requestedBy, scheduleId, slotAt } }: { run: Run }) {
  const t = useTranslations();
  return (
    <>
      {t(`trigger.${trigger}`)}
      {scheduleId ? (
        <>
          {' '}
          <Link href="/schedules" className="text-accent underline decoration-dotted underline-offset-2">
            {scheduleId}
          </Link>
        </>
      ) : null}
      {slotAt ? (
        <span className="block text-faint text-xs">
          {t('run.slot')} <Moment at={slotAt} />
        </span>
      ) : null}
      {requestedBy ? <span className="block text-faint text-xs">{t('run.askedBy', { by: requestedBy })}</span> : null}
    </>
  );
}
