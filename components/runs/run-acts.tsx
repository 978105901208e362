'use client';

import { Ban, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { useAct } from '#components/ui/use-act';
import { cancel, isEnded, retryFailed, runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import type { Run } from '#lib/contract/run';

const rooms = [runsRoom, salesRoom];

/** What a person can do with this run now: stop it while it goes, retry what failed once it ended. */
export function RunActs({ run }: { run: Run }) {
  return isEnded(run) ? <Retry run={run} /> : <Cancel run={run} />;
}

function Cancel({ run: { id, cancelRequestedAt } }: { run: Run }) {
  const t = useTranslations('run');
  const cancellation = useAct({
    act: () => cancel(id),
    rooms,
    done: () => ({ title: t('cancelAsked') }),
    failed: t('cancelFailed'),
  });
  return (
    <Button
      look="danger"
      icon={<Ban aria-hidden />}
      pending={cancellation.isPending}
      disabled={cancelRequestedAt !== null}
      onClick={() => cancellation.mutate()}
    >
      {t('cancel')}
    </Button>
  );
}

function Retry({ run: { id, steps } }: { run: Run }) {
  const t = useTranslations('run');
  const { failed, cancelled } = steps;
  const retry = useAct({
    act: () => retryFailed(id),
    rooms,
    done: ({ steps: count }) => ({ title: t('retried', { count }) }),
    failed: t('retryFailed'),
  });
  if (failed + cancelled === 0) return null;
  return (
    <Button look="primary" icon={<RotateCw aria-hidden />} pending={retry.isPending} onClick={() => retry.mutate()}>
      {t('retry', { failed, cancelled, both: failed > 0 && cancelled > 0 ? 'yes' : 'no' })}
    </Button>
  );
}
