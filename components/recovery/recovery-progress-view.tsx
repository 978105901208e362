'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { RecoveryActs } from '#components/recovery/recovery-acts';
import { RecoveryBar } from '#components/recovery/recovery-bar';
import { RecoverySentence } from '#components/recovery/recovery-sentence';
import { StoreProgressList } from '#components/recovery/store-progress-list';
import { buttonClass } from '#components/ui/button';
import { Failed } from '#components/ui/notice';
import { Skeleton } from '#components/ui/skeleton';
import { recoveryProgressQuery } from '#lib/client/recovery';

/** How far a recovery is, store by store, and what a person can do about it. */
export function RecoveryProgressView({ runId }: { runId: string }) {
  const t = useTranslations('recovery');
  const progress = useQuery(recoveryProgressQuery(runId));
  if (!progress.data) {
    return progress.isError ? (
      <Failed
        what={t('progressFailed')}
        error={progress.error}
        onRetry={() => progress.refetch()}
        retrying={progress.isFetching}
      />
    ) : (
      <Skeleton className="h-72" />
    );
  }
  const { run, minutesLeft, stores } = progress.data;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-2">
        <p role="status" className="font-medium text-base">
          <RecoverySentence run={run} minutesLeft={minutesLeft} />
        </p>
        <RecoveryBar run={run} />
      </div>
      <StoreProgressList stores={stores} />
      <div className="flex flex-wrap justify-end gap-2">
        <Link href={`/runs/${runId}`} className={buttonClass('quiet')}>
          {t('openRun')}
        </Link>
        <RecoveryActs run={run} />
      </div>
    </div>
  );
}
