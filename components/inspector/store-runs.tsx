'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Section } from '#components/inspector/section';
import { Elapsed } from '#components/ui/elapsed';
import { Moment } from '#components/ui/moment';
import { Failed } from '#components/ui/notice';
import { Skeleton } from '#components/ui/skeleton';
import { WorkBadge } from '#components/ui/state-badge';
import { inspect } from '#lib/client/inspector';
import { runsOfStoreQuery } from '#lib/client/store-days';
import type { StoreId } from '#lib/contract/store';

/** The last runs that had a step of this store. */
export function StoreRuns({ storeId }: { storeId: StoreId }) {
  const t = useTranslations();
  const runs = useQuery(runsOfStoreQuery(storeId));
  return (
    <Section title={t('inspector.lastRuns')}>
      {runs.data ? (
        <ul className="flex flex-col gap-2">
          {runs.data.items.map(({ id, state, trigger, createdAt, startedAt, endedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs">
              <WorkBadge state={state} />
              <span className="text-soft">
                <Moment at={startedAt ?? createdAt} /> · <Elapsed from={startedAt} to={endedAt} /> ·{' '}
                {t(`trigger.${trigger}`)}
              </span>
              <button
                type="button"
                className="ml-auto text-accent underline underline-offset-2"
                onClick={() => inspect({ kind: 'run', runId: id })}
              >
                {t('run.title', { id })}
              </button>
            </li>
          ))}
          {runs.data.items.length === 0 ? <li className="text-faint">{t('inspector.noRuns')}</li> : null}
        </ul>
      ) : runs.isError ? (
        <Failed
          what={t('inspector.runsFailed')}
          error={runs.error}
          onRetry={() => runs.refetch()}
          retrying={runs.isFetching}
        />
      ) : (
        <Skeleton className="h-16" />
      )}
    </Section>
  );
}
