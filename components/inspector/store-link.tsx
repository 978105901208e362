'use client';

import { useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkBadge } from '#components/connectivity/link-looks';
import { LinkStrip } from '#components/connectivity/link-strip';
import { useLinkTest } from '#components/connectivity/use-link-test';
import { Section } from '#components/inspector/section';
import { Button } from '#components/ui/button';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { Skeleton } from '#components/ui/skeleton';
import { connectivityQuery } from '#lib/client/connectivity';
import { useDuration } from '#lib/client/use-duration';
import type { StoreId } from '#lib/contract/store';

/** How the store is reached: now, and over the last day. */
export function StoreLink({ storeId }: { storeId: StoreId }) {
  const t = useTranslations('inspector');
  const duration = useDuration();
  const links = useQuery(connectivityQuery);
  const test = useLinkTest();
  const link = links.data?.stores.find((one) => one.storeId === storeId);
  if (links.isPending) {
    return (
      <Section title={t('connection')}>
        <Skeleton className="h-12" />
      </Section>
    );
  }
  if (!link) return null;
  return (
    <Section title={t('connection')}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <LinkBadge link={link} />
        {link.since ? (
          <span className="text-soft text-xs">
            {t('since')} <Moment at={link.since} />
          </span>
        ) : null}
        {link.loginMs === null ? null : (
          <span className="text-soft text-xs">{t('loginTook', { time: duration(link.loginMs) })}</span>
        )}
        <Button
          needs="operator"
          size="small"
          className="ml-auto"
          icon={<Plug aria-hidden />}
          pending={test.isPending}
          onClick={() => test.mutate([storeId])}
        >
          {t('testLink')}
        </Button>
      </div>
      {link.failure ? <FailureText failure={link.failure} className="mt-1.5" /> : null}
      <LinkStrip strip={link.strip} className="mt-2.5" />
    </Section>
  );
}
