'use client';

import { Ban, Pause, Play, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, type ButtonSize } from '#components/ui/button';
import { useAct } from '#components/ui/use-act';
import { pause, resume } from '#lib/client/recovery';
import { cancel, isEnded, retryFailed, runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import type { Run } from '#lib/contract/run';

const rooms = [runsRoom, salesRoom];

/** Pause, resume and cancel while it goes; what failed again once it ended. */
export function RecoveryActs({ run, size = 'medium' }: { run: Run; size?: ButtonSize }) {
  const t = useTranslations('recovery');
  const stopping = run.cancelRequestedAt !== null;
  const holding = useAct({
    act: () => (run.pausedAt === null ? pause(run.id) : resume(run.id)),
    rooms,
    failed: t(run.pausedAt === null ? 'pauseFailed' : 'resumeFailed'),
  });
  const cancellation = useAct({ act: () => cancel(run.id), rooms, failed: t('cancelFailed') });
  if (isEnded(run)) return <RetryFailed run={run} size={size} />;
  return (
    <>
      <Button
        needs="operator"
        size={size}
        icon={run.pausedAt === null ? <Pause aria-hidden /> : <Play aria-hidden />}
        pending={holding.isPending}
        disabled={stopping}
        onClick={() => holding.mutate(undefined)}
      >
        {t(run.pausedAt === null ? 'pause' : 'resume')}
      </Button>
      <Button
        needs="operator"
        size={size}
        look="danger"
        icon={<Ban aria-hidden />}
        pending={cancellation.isPending}
        disabled={stopping}
        onClick={() => cancellation.mutate(undefined)}
      >
        {t('cancel')}
      </Button>
    </>
  );
}

function RetryFailed({ run, size }: { run: Run; size: ButtonSize }) {
  const t = useTranslations('recovery');
  const { failed, cancelled } = run.steps;
  const retry = useAct({ act: () => retryFailed(run.id), rooms, failed: t('retryFailed') });
  if (failed + cancelled === 0) return null;
  return (
    <Button
      needs="operator"
      size={size}
      icon={<RotateCw aria-hidden />}
      pending={retry.isPending}
      onClick={() => retry.mutate(undefined)}
    >
      {t('retry', { count: failed + cancelled })}
    </Button>
  );
}
