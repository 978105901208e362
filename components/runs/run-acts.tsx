'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { useToasts } from '#components/ui/toasts';
import { problemOf } from '#lib/client/problem';
import { cancel, isEnded, retryFailed, runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import type { Run } from '#lib/contract/run';

/** What a person can do with this run now: stop it while it goes, retry what failed once it ended. */
export function RunActs({ run }: { run: Run }) {
  const t = useTranslations('run');
  const { done, failed } = useToasts();
  const client = useQueryClient();
  const renew = () => Promise.all([runsRoom, salesRoom].map((room) => client.invalidateQueries({ queryKey: [room] })));
  const cancellation = useMutation({
    mutationFn: () => cancel(run.id),
    onSettled: renew,
    onSuccess: () => done({ title: t('cancelAsked') }),
    onError: (error) => failed({ title: t('cancelFailed'), description: problemOf(error).message }),
  });
  const retry = useMutation({
    mutationFn: () => retryFailed(run.id),
    onSettled: renew,
    onSuccess: ({ steps }) => done({ title: t('retried', { count: steps }) }),
    onError: (error) => failed({ title: t('retryFailed'), description: problemOf(error).message }),
  });
  const { failed: failedSteps, cancelled: cancelledSteps } = run.steps;
  if (!isEnded(run)) {
    return (
      <Button
        look="danger"
        icon={<Ban aria-hidden />}
        pending={cancellation.isPending}
        disabled={run.cancelRequestedAt !== null}
        onClick={() => cancellation.mutate()}
      >
        {t('cancel')}
      </Button>
    );
  }
  if (failedSteps + cancelledSteps === 0) return null;
  return (
    <Button look="primary" icon={<RotateCw aria-hidden />} pending={retry.isPending} onClick={() => retry.mutate()}>
      {t('retry', {
        failed: failedSteps,
        cancelled: cancelledSteps,
        both: failedSteps > 0 && cancelledSteps > 0 ? 'yes' : 'no',
      })}
    </Button>
  );
}
